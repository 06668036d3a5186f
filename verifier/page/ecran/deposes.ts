/** Ce que l'on fait d'un lot de fichiers deposes : en juger un, garder de la confiance, ou rien, avec la raison. */
export type Deposes = {
  readonly fichier?: File;
  readonly voisins: readonly File[];
  readonly ancres: readonly File[];
  readonly tetes: readonly File[];
  readonly refus?: string;
};

const ANCRE = /\.(?:pem|crt|cer|der|crl|ocsp)$|^cles\.json$/iu;
const TETE = /\.(?:note|qr)$/iu;
const SIGNATURE = /\.p7[sm]$/iu;

/** Range les fichiers deposes ensemble : certificats et tetes sont gardes, un seul autre est juge ; une signature a part se depose avec son contenu. */
export function ranger(fichiers: readonly File[]): Deposes {
  const ancres = fichiers.filter(({ name }) => ANCRE.test(name));
  const tetes = fichiers.filter(({ name }) => TETE.test(name));
  const autres = fichiers.filter(({ name }) => !ANCRE.test(name) && !TETE.test(name));
  const confiance = { ancres, tetes, voisins: [] };
  const signature = autres.find(({ name }) => SIGNATURE.test(name));
  const fichier = autres.length === 1 ? autres[0] : signature;
  if (autres.length > 2 || (autres.length === 2 && fichier === undefined))
    return {
      ...confiance,
      refus:
        'Déposez un seul fichier à vérifier à la fois (ou une signature .p7s avec le fichier qu’elle signe).',
    };
  return fichier === undefined
    ? confiance
    : { ...confiance, fichier, voisins: autres.filter((autre) => autre !== fichier) };
}
