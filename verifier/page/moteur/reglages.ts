import { WorkerMessageHandler } from 'pdfjs-dist/legacy/build/pdf.worker.mjs';
import { config } from 'zod';

// Lu avant tout schema : sans cela zod essaie `new Function`, que la politique de contenu refuse.
config({ jitless: true });
// Le lecteur de PDF cherche son propre fil a une adresse ; ici tout est dans ce script.
Object.assign(globalThis, { pdfjsWorker: { WorkerMessageHandler } });
