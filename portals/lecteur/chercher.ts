import type { PDFDocumentProxy } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { occurrences } from './recherche.ts';

/** Une occurrence trouvee dans la piece : sa page et son rang dans la page. */
export type Trouvee = { readonly page: number; readonly rang: number };

const pagesMaximum = 1_000;
const trouveesMaximum = 5_000;

/** Cherche un terme dans un PDF ouvert, page par page ; s'arrete au signal, a 1 000 pages ou 5 000 occurrences. */
export const chercherDansLaPiece = async (
  pdf: PDFDocumentProxy,
  terme: string,
  signal: AbortSignal,
): Promise<readonly Trouvee[]> => {
  const trouvees: Trouvee[] = [];
  for (
    let numero = 1;
    numero <= Math.min(pdf.numPages, pagesMaximum) && trouvees.length < trouveesMaximum;
    numero += 1
  ) {
    signal.throwIfAborted();
    const page = await pdf.getPage(numero);
    const { items } = await page.getTextContent();
    const segments = items
      .filter((item) => 'str' in item)
      .map((item) => ({ texte: item.str, finDeLigne: item.hasEOL }));
    occurrences(segments, terme).forEach((_, rang) => trouvees.push({ page: numero, rang }));
  }
  return trouvees;
};
