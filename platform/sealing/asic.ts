import type { Result } from '@ppn/core';
import type { Cachet } from './cades.ts';
import type { Horodateur } from './tsp.ts';

/** Une piece du conteneur : nom ASCII, sans chemin absolu ni `..`. */
export type PieceAsic = { readonly nom: string; readonly typeMime: string; readonly octets: Uint8Array };

/** Bornes de lecture : nombre d'entrees, taille totale et par piece (octets, decompressee). */
export type BornesAsic = { readonly entrees: number; readonly taillePiece: number; readonly tailleTotale: number };

/** Une reference du manifeste (ASiCManifest, EN 319 162-1 annexe A.4) : empreinte SHA-256 en hexadecimal. */
export type ReferenceAsic = { readonly nom: string; readonly typeMime: string; readonly empreinte: string };

/** Conteneur ouvert, non encore valide : voir `validerAsic`. */
export type ConteneurAsic = {
  readonly pieces: ReadonlyMap<string, Uint8Array>;
  readonly manifeste: { readonly octets: Uint8Array; readonly signature: string; readonly references: readonly ReferenceAsic[] };
  readonly signature: Uint8Array;
};

/** Scelle des pieces en ASiC-E avec CAdES-B-T. */
export async function scellerAsic(demande: { readonly pieces: readonly PieceAsic[]; readonly cachet: Cachet; readonly horodateur: Horodateur }): Promise<Uint8Array> {
  throw new Error(`A venir : ${demande.pieces.length}`);
}

/** Ouvre un ASiC-E sans rien valider de sa signature ; refus en francais. */
export async function lireAsic(octets: Uint8Array, bornes?: Partial<BornesAsic>): Promise<Result<ConteneurAsic, string>> {
  throw new Error(`A venir : ${octets.length} ${bornes?.entrees}`);
}
