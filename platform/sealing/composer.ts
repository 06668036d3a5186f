import type { ModelePdf } from './modele-pdf.ts';

/** PDF/A-3a deterministe, champs de signature poses. */
export async function composerPdfA(modele: ModelePdf): Promise<Uint8Array> {
  throw new Error(`A venir : ${modele.titre}`);
}
