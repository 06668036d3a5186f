import type { Donnees } from './file.ts';

/** Un champ d'une precision : un choix en pastilles (deja fait), un texte, ou un magistrat pris a l'annuaire connu. */
export type ChampDePrecision =
  | {
      readonly genre: 'pastilles';
      readonly cle: string;
      readonly libelle: string;
      readonly options: readonly { readonly valeur: string; readonly libelle: string }[];
      readonly defaut: string;
    }
  | {
      readonly genre: 'texte';
      readonly cle: string;
      readonly libelle: string;
      readonly defaut: string;
      /** Phrase montree si le texte manque ; absente : il peut rester vide. */
      readonly exige?: string;
    }
  | {
      readonly genre: 'magistrat';
      readonly cle: string;
      readonly libelle: string;
      readonly defaut: string;
      readonly juridiction: string;
      readonly autorite: string;
    };

/** Valeurs choisies, par champ. */
export type Valeurs = { readonly [cle: string]: string };

/** Une entree a composer de valeurs. */
export type AConsigner = { readonly type: string; readonly donnees: Donnees; readonly libelle: string };

/** Ce qu'un evenement demande de plus : tout est deja choisi, Entrée suffit. */
export type Precision = {
  readonly titre: string;
  readonly champs: readonly ChampDePrecision[];
  /** Le bouton dit ce qui sera affirme. */
  readonly bouton: (valeurs: Valeurs) => string;
  readonly composer: (valeurs: Valeurs) => AConsigner;
};

/** Valeurs de depart d'une precision. */
export const valeursDe = ({ champs }: Precision): Valeurs =>
  Object.fromEntries(champs.map(({ cle, defaut }) => [cle, defaut]));

/** Premier texte exige qui manque, ou `undefined`. */
export const manqueDe = ({ champs }: Precision, valeurs: Valeurs): string | undefined =>
  champs.find(
    (champ) =>
      champ.genre === 'texte' && champ.exige !== undefined && (valeurs[champ.cle] ?? '').trim() === '',
  )?.cle;

/** Choix en pastilles, le premier par defaut. */
export const pastilles = (
  cle: string,
  libelle: string,
  options: readonly (readonly [string, string])[],
  defaut = options[0]?.[0] ?? '',
): ChampDePrecision => ({
  genre: 'pastilles',
  cle,
  libelle,
  options: options.map(([valeur, dit]) => ({ valeur, libelle: dit })),
  defaut,
});
/** Le magistrat, s'il est connu : de cette juridiction et de cette autorite. */
export const magistrat = (juridiction: string, autorite: string): ChampDePrecision => ({
  genre: 'magistrat',
  cle: 'nom',
  libelle: 'Magistrat',
  defaut: '',
  juridiction,
  autorite,
});
/** Texte ; `exige` : la phrase montree s'il manque. */
export const texte = (cle: string, libelle: string, defaut = '', exige?: string): ChampDePrecision => ({
  genre: 'texte',
  cle,
  libelle,
  defaut,
  ...(exige === undefined ? {} : { exige }),
});
