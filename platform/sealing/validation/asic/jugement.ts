import type { Ancres } from '../ancres.ts';

/** Recoit les octets d'un PDF ou JSON contenu. */
export type LecteurDePiece = (nom: string, octets: Uint8Array) => Promise<void>;

/** Ce avec quoi on juge. */
export type Jugement = {
  readonly ancres: Ancres;
  readonly a: Date;
  readonly actes: boolean;
  readonly surPiece?: LecteurDePiece;
};
