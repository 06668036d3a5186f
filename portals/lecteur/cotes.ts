import type { PieceALire } from './piece-a-lire.ts';
import { ecrireCote, lirePosition, type Position } from './position.ts';

type Cotable = Pick<PieceALire, 'numero' | 'coteAuDossier'>;

/** Une piece et sa cote : « D42 » ou « 2 » pour l'acte, « D42-1 » pour le premier fichier qu'il joint. */
export type PieceCotee<P extends Cotable = PieceALire> = P & {
  readonly annexe: number;
  readonly cote: string;
};

/** Donne une cote unique a chaque piece, dans l'ordre recu : la premiere d'un numero le garde, les suivantes sont ses annexes. */
export const coter = <P extends Cotable>(pieces: readonly P[]): readonly PieceCotee<P>[] => {
  const suivante = new Map<number, number>();
  return pieces.map((piece) => {
    const annexe = suivante.get(piece.numero) ?? 0;
    suivante.set(piece.numero, annexe + 1);
    return { ...piece, annexe, cote: ecrireCote({ piece: piece.coteAuDossier ?? piece.numero, annexe }) };
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
export const pieceA = <P extends Cotable>(
  pieces: readonly P[],
  position: Position,
): PieceCotee<P> | undefined => coter(pieces).find((piece) => estDans(position, piece));

/** Ecrit l'endroit comme au dossier : « D42.3 », ou « 3.2 » tant que la piece n'est pas cotee. */
export const ecrireLieu = (pieces: readonly PieceCotee<Cotable>[], position: Position): string =>
  `${pieces.find((piece) => estDans(position, piece))?.cote ?? ecrireCote(position)}.${position.page}`;

const LIEU = /^\s*([A-Za-z])\s*(\d{1,5}(?:-\d{1,4})?)(?:\s*(?:[.,\s]|,?\s*p(?:age|\.)?)\s*(\d{1,5}))?\s*$/u;

/**
 * Lit « D42.3 », « d42 page 3 », « D42-1 p. 2 », ou le numero d'une piece (« 3.2 »). Sans lettre, `serie` (celle qu'on lit) passe
 * avant le numero : au greffe, « 42.3 » se dit pour D42.
 */
export const lireLieu = (
  pieces: readonly PieceCotee<Cotable>[],
  texte: string,
  serie?: string,
): Position | undefined => {
  const trouve = LIEU.exec(serie !== undefined && /^\s*\d/u.test(texte) ? serie + texte.trim() : texte);
  const page = Number(trouve?.[3] ?? 1);
  const cote = `${(trouve?.[1] ?? '').toUpperCase()}${trouve?.[2] ?? ''}`;
  const piece = page < 1 ? undefined : pieces.find((une) => une.cote === cote);
  return piece === undefined ? lirePosition(texte) : positionDe(piece, page);
};

/** La serie d'une cote de greffe : « D » pour « D42 » ; rien pour un numero. */
export const serieDe = (cote: string): string | undefined => /^[A-Z]/u.exec(cote)?.[0];
