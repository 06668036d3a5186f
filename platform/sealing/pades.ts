import type { Empreinte, Horodate } from '@ppn/core';

/** Ce qui va dans le dictionnaire de signature. `signeA` : /M, heure declaree. */
export type DemandeSignature = {
  readonly pdf: Uint8Array;
  readonly champ: string;
  readonly signeA: Horodate;
  readonly nom: string;
  readonly motif?: string;
  readonly lieu?: string;
};

/** Pose le dictionnaire de signature ; /Contents a zero. Deterministe. */
export async function preparerSignature(demande: DemandeSignature): Promise<{ readonly octets: Uint8Array; readonly empreinte: Empreinte }> {
  throw new Error(`A venir : ${demande.champ}`);
}

/** Ecrit le CMS dans /Contents. */
export function insererCms(octets: Uint8Array, cms: Uint8Array): Uint8Array {
  throw new Error(`A venir : ${octets.length} ${cms.length}`);
}
