import type { PDFDocumentLoadingTask, PDFWorker } from 'pdfjs-dist/legacy/build/pdf.mjs';
// oxlint-disable-next-line import/default -- adresse fabriquée par Vite
import urlOuvrier from 'pdfjs-dist/legacy/build/pdf.worker.min.mjs?url';

/** pdf.js, charge a la premiere piece PDF seulement. */
export type MoteurPdf = typeof import('pdfjs-dist/legacy/build/pdf.mjs');

type Moteur = { readonly pdfjs: MoteurPdf; readonly ouvrier: PDFWorker };
let charge: Promise<Moteur> | undefined;

const charger = async (): Promise<Moteur> => {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  pdfjs.GlobalWorkerOptions.workerSrc = urlOuvrier;
  return { pdfjs, ouvrier: new pdfjs.PDFWorker({ verbosity: pdfjs.VerbosityLevel.ERRORS }) };
};

/** Charge pdf.js et son unique processus d'arriere-plan (fichier de meme origine). */
export const moteurPdf = (): Promise<Moteur> => {
  charge ??= charger().catch((erreur: unknown) => {
    charge = undefined;
    throw erreur;
  });
  return charge;
};

/**
 * Ouvre un PDF par plages de 256 Kio, sans tout telecharger (interfaces §3.2).
 * Ni XFA, ni script, ni WebAssembly : la politique de securite de contenu reste stricte.
 */
export const ouvrirPdf = async (url: string, ressources: string): Promise<PDFDocumentLoadingTask> => {
  const { pdfjs, ouvrier } = await moteurPdf();
  const base = new URL(ressources, document.baseURI).href;
  return pdfjs.getDocument({
    url,
    worker: ouvrier,
    withCredentials: true,
    rangeChunkSize: 262_144,
    disableAutoFetch: true,
    disableStream: true,
    enableXfa: false,
    useWasm: false,
    cMapUrl: `${base}cmaps/`,
    standardFontDataUrl: `${base}standard_fonts/`,
    wasmUrl: `${base}wasm/`,
    maxImageSize: 100_000_000,
    verbosity: pdfjs.VerbosityLevel.ERRORS,
  });
};
