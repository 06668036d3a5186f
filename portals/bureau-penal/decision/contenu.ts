/** Contenu libre d'un brouillon, tel que le service le garde. */
export type Contenu = Readonly<Record<string, unknown>>;

/** Texte d'un champ ; vide s'il manque. */
export const texteDe = (contenu: Contenu, champ: string): string => {
  const valeur = contenu[champ];
  return typeof valeur === 'string' ? valeur : '';
};

/** Liste d'identifiants d'un champ ; vide s'il manque. */
export const listeDe = (contenu: Contenu, champ: string): readonly string[] => {
  const valeur = contenu[champ];
  return Array.isArray(valeur) ? valeur.filter((element) => typeof element === 'string') : [];
};
