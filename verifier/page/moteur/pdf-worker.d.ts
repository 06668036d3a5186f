declare module 'pdfjs-dist/legacy/build/pdf.worker.mjs' {
  /** La moitie de pdf.js qui lit le document ; l'autre la cherche dans `globalThis.pdfjsWorker`. */
  export const WorkerMessageHandler: unknown;
}
