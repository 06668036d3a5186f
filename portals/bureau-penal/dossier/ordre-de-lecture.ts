import type { Piece } from '@ppn/dossier/contract';

/** Les pieces dans l'ordre ou on les lit : chaque acte, puis les fichiers qu'il joint. */
export const enOrdreDeLecture = (pieces: readonly Piece[]): readonly Piece[] =>
  pieces.toSorted((a, b) => a.numero - b.numero || a.genre.localeCompare(b.genre));
