/** Forme sous laquelle un texte se cherche : sans accents, en minuscules. */
export const formeCherchee = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase();
