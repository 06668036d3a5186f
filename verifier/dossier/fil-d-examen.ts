import { parentPort, workerData } from 'node:worker_threads';
import { texteDesActes } from '../texte-des-actes.ts';
import { examiner } from './examen.ts';
import type { DemandeDExamen } from './examen.ts';
import type { Mission, ReponseDuFil } from './fils.ts';
import { ArchiveIllisible } from './modele.ts';
import { ouvrirDossier } from './zip.ts';

/** Un fil : ouvre l'archive une fois, examine ce qu'on lui confie, une demande apres l'autre. */
const { chemin, ancres, a } = workerData as Mission;
const dossier = ouvrirDossier(chemin, true);
let file = Promise.resolve();

parentPort?.on(
  'message',
  ({ rang, demande }: { readonly rang: number; readonly demande: DemandeDExamen }) => {
    file = file.then(async () => parentPort?.postMessage(await repondre(rang, demande)));
  },
);

async function repondre(rang: number, demande: DemandeDExamen): Promise<ReponseDuFil> {
  try {
    return {
      rang,
      examen: await examiner(await dossier, demande, { ancres, a, comparerTexte: texteDesActes }),
    };
  } catch (cause) {
    if (cause instanceof ArchiveIllisible) return { rang, illisible: cause.message };
    throw cause;
  }
}
