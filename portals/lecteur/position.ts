/**
 * Endroit de la lecture : numero de piece (rang dans le dossier), annexe (fichier joint a cette piece, a partir de 1 ;
 * absente ou 0 : la piece elle-meme) et page, a partir de 1.
 */
export type Position = { readonly piece: number; readonly annexe?: number; readonly page: number };

/** Lit « 3 », « 3.2 », « 3,2 », « 3 2 » ou « 3-1.2 » (page 2 de l'annexe 1 de la piece 3) ; rien si ce n'est pas une position. */
export const lirePosition = (texte: string): Position | undefined => {
  const trouve = /^\s*(\d{1,5})(?:-(\d{1,4}))?(?:\s*[.,\s]\s*(\d{1,5}))?\s*$/.exec(texte);
  const piece = Number(trouve?.[1] ?? 0);
  const annexe = Number(trouve?.[2] ?? 0);
  const page = Number(trouve?.[3] ?? 1);
  if (piece < 1 || page < 1) return undefined;
  return annexe === 0 ? { piece, page } : { piece, annexe, page };
};

/** Ecrit la cote d'une piece : « 3 », ou « 3-1 » pour sa premiere annexe. */
export const ecrireCote = ({
  piece,
  annexe = 0,
}: {
  readonly piece: number | string;
  readonly annexe?: number;
}): string => (annexe === 0 ? String(piece) : `${piece}-${annexe}`);

/** Ecrit une position comme on la lit et la prononce : « 3.2 », « 3-1.2 ». */
export const ecrirePosition = (position: Position): string => `${ecrireCote(position)}.${position.page}`;

/** Vrai si les deux positions designent la meme page. */
export const memePosition = (a: Position | undefined, b: Position | undefined): boolean =>
  a?.piece === b?.piece && (a?.annexe ?? 0) === (b?.annexe ?? 0) && a?.page === b?.page;
