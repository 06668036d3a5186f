/** Une proposition : `texte` remplit le champ, `precision` aide a la reconnaitre. */
export type Proposition = { readonly cle: string; readonly texte: string; readonly precision: string };

const plat = (texte: string): string =>
  texte.normalize('NFD').replace(/\p{M}/gu, '').toLocaleLowerCase('fr').trim();

/** Vrai si le texte est celui d'une proposition, casse et accents mis a part. */
export const propositionDe = (propositions: readonly Proposition[], texte: string): Proposition | undefined =>
  propositions.find((une) => plat(une.texte) === plat(texte));

/** Celles que le texte laisse : toutes s'il est vide ou deja celui de l'une ; chaque mot doit s'y trouver sinon. */
export function propositionsPour(
  propositions: readonly Proposition[],
  texte: string,
): readonly Proposition[] {
  if (propositionDe(propositions, texte) !== undefined) return propositions;
  const mots = plat(texte).split(/\s+/).filter(Boolean);
  return propositions.filter((une) =>
    mots.every((mot) => plat(`${une.texte} ${une.precision}`).includes(mot)),
  );
}
