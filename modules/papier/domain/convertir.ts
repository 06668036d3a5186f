/** Une numerisation, vue par la regle. Jours AAAA-MM-JJ. */
export type Numerisation = {
  readonly pagesPapier: number;
  readonly pagesNumerisees: number;
  /** Familles des fichiers joints ; `undefined` : le fichier n'est plus au dossier. */
  readonly familles: readonly (string | undefined)[];
  readonly dateDeLOriginal: string;
  readonly nonDate: boolean;
  readonly convertieLe: string;
  readonly aujourdHui: string;
};

/** Ce qui empeche de certifier une conversion. */
export type DefautDeConversion =
  | 'fichier-absent'
  | 'fichier-sans-page'
  | 'pages-manquantes'
  | 'images-manquantes'
  | 'date-absente'
  | 'date-contradictoire'
  | 'date-a-venir';

/** Une piece papier n'entre au dossier que fidele, complete, d'emetteur et de date connus (A.53-7 CPP). */
export function defautsDeConversion(vue: Numerisation): readonly DefautDeConversion[] {
  const { familles, pagesPapier, pagesNumerisees, dateDeLOriginal, nonDate } = vue;
  const images = familles.length > 0 && familles.every((famille) => famille === 'image');
  return [
    ...si(familles.includes(undefined), 'fichier-absent'),
    ...si(
      familles.some((famille) => famille !== undefined && famille !== 'pdf' && famille !== 'image'),
      'fichier-sans-page',
    ),
    ...si(pagesPapier !== pagesNumerisees, 'pages-manquantes'),
    ...si(images && familles.length !== pagesNumerisees, 'images-manquantes'),
    ...si(dateDeLOriginal === '' && !nonDate, 'date-absente'),
    ...si(dateDeLOriginal !== '' && nonDate, 'date-contradictoire'),
    ...si(dateDeLOriginal > vue.convertieLe || vue.convertieLe > vue.aujourdHui, 'date-a-venir'),
  ];
}

const si = (vrai: boolean, defaut: DefautDeConversion): readonly DefautDeConversion[] =>
  vrai ? [defaut] : [];
