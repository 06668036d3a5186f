import { PDF } from '@libpdf/core';

/** Nombre de pages d'un acte compose par la maison ; `null` si ses octets ne se lisent pas comme un PDF. */
export async function pagesDuPdf(octets: Uint8Array): Promise<number | null> {
  try {
    return (await PDF.load(octets)).getPageCount();
  } catch {
    return null;
  }
}
