/** Forme sous laquelle un texte se cherche : sans accents, en minuscules. */
export const formeCherchee = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();

/** Les mots d'une question, dans leur forme cherchee. */
export const motsCherches = (question: string): readonly string[] =>
  formeCherchee(question).split(/\s+/).filter(Boolean);

/** Ce qui se cherche d'un dossier : identifiants, intitule, noms, infractions. */
export const texteCherche = ({
  identifiants = [],
  personnes,
  faits,
}: {
  readonly identifiants?: readonly string[];
  readonly personnes: readonly { readonly nom: string; readonly prenoms: string }[];
  readonly faits: readonly { readonly qualification: string; readonly natinf: number }[];
}): string =>
  formeCherchee(
    [
      ...identifiants,
      ...personnes.map(({ nom, prenoms }) => `${nom} ${prenoms}`),
      ...faits.map(({ qualification, natinf }) => `${qualification} ${natinf}`),
    ].join(' '),
  );
