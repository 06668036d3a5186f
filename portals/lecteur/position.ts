/** Endroit de la lecture : numero de piece (rang dans le dossier) et page, tous deux a partir de 1. */
export type Position = { readonly piece: number; readonly page: number };

/** Lit « 3 », « 3.2 », « 3,2 » ou « 3 2 » ; rien si ce n'est pas une position. */
export const lirePosition = (texte: string): Position | undefined => {
  const trouve = /^\s*(\d{1,5})(?:\s*[.,\s]\s*(\d{1,5}))?\s*$/.exec(texte);
  const piece = Number(trouve?.[1] ?? 0);
  const page = Number(trouve?.[2] ?? 1);
  return piece >= 1 && page >= 1 ? { piece, page } : undefined;
};

/** Ecrit une position comme on la lit et la prononce : « 3.2 ». */
export const ecrirePosition = (position: Position): string => `${position.piece}.${position.page}`;

/** Vrai si les deux positions designent la meme page. */
export const memePosition = (a: Position | undefined, b: Position | undefined): boolean =>
  a?.piece === b?.piece && a?.page === b?.page;
