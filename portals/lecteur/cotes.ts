import type { PieceALire } from './piece-a-lire.ts';
import { ecrireCote, type Position } from './position.ts';

/** Une piece et sa cote : « 2 » pour l'acte, « 2-1 » pour le premier fichier qu'il joint. */
export type PieceCotee<P extends Pick<PieceALire, 'numero'> = PieceALire> = P & {
  readonly annexe: number;
  readonly cote: string;
};

/** Donne une cote unique a chaque piece, dans l'ordre recu : la premiere d'un numero le garde, les suivantes sont ses annexes. */
export const coter = <P extends Pick<PieceALire, 'numero'>>(
  pieces: readonly P[],
): readonly PieceCotee<P>[] => {
  const suivante = new Map<number, number>();
  return pieces.map((piece) => {
    const annexe = suivante.get(piece.numero) ?? 0;
    suivante.set(piece.numero, annexe + 1);
    return { ...piece, annexe, cote: ecrireCote({ piece: piece.numero, annexe }) };
  });
};

/** Position de la premiere page d'une piece cotee, ou d'une page donnee. */
export const positionDe = (
  { numero, annexe }: { readonly numero: number; readonly annexe: number },
  page = 1,
): Position => (annexe === 0 ? { piece: numero, page } : { piece: numero, annexe, page });

/** Vrai si la position est dans cette piece. */
export const estDans = (
  position: Position,
  { numero, annexe }: { readonly numero: number; readonly annexe: number },
): boolean => position.piece === numero && (position.annexe ?? 0) === annexe;

/** La piece a une position ; rien si aucune. */
export const pieceA = <P extends Pick<PieceALire, 'numero'>>(
  pieces: readonly P[],
  position: Position,
): PieceCotee<P> | undefined => coter(pieces).find((piece) => estDans(position, piece));
