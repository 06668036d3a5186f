import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { Confiance, DemandeDExamen, Examen, OuvrirExamen } from './examen.ts';
import { ArchiveIllisible } from './modele.ts';

/** Ce que recoit un fil a sa naissance : l'archive et la confiance. */
export type Mission = Confiance & { readonly chemin: string };

/** Une reponse d'un fil ; `illisible` : l'archive ne vaut rien. */
export type ReponseDuFil =
  | { readonly rang: number; readonly examen: Examen }
  | { readonly rang: number; readonly illisible: string };

const PROGRAMME = new URL('./fil-d-examen.ts', import.meta.url);
const FILS_MAX = 8;
/** Demandes confiees d'avance a chaque fil : il ne s'arrete pas entre deux. */
const D_AVANCE = 2;

/** Examine les fichiers d'une archive dans des fils d'execution, un par coeur ; chacun ouvre l'archive pour lui. */
export const examinerParFils =
  (chemin: string): OuvrirExamen =>
  (confiance) => {
    const nombre = Math.max(1, Math.min(FILS_MAX, availableParallelism()));
    const fils = Array.from({ length: nombre }, () => ouvrirUnFil({ ...confiance, chemin }));
    const attente: (() => void)[] = [];
    const libre = async (): Promise<Fil> => {
      for (;;) {
        const choisi = fils.toSorted((un, autre) => un.charge() - autre.charge())[0];
        if (choisi !== undefined && choisi.charge() < D_AVANCE) return choisi;
        await new Promise<void>((reprendre) => attente.push(reprendre));
      }
    };
    return {
      async examiner(demande) {
        const fil = await libre();
        try {
          return await fil.examiner(demande);
        } finally {
          attente.shift()?.();
        }
      },
      fermer: () => fils.forEach((fil) => fil.fermer()),
    };
  };

type Fil = {
  readonly charge: () => number;
  readonly examiner: (demande: DemandeDExamen) => Promise<Examen>;
  readonly fermer: () => void;
};

type Suite = { readonly rendre: (examen: Examen) => void; readonly rejeter: (cause: Error) => void };

function ouvrirUnFil(mission: Mission): Fil {
  const fil = new Worker(PROGRAMME, { workerData: mission });
  const suites = new Map<number, Suite>();
  let suivant = 0;
  fil.on('message', (reponse: ReponseDuFil) => {
    const suite = suites.get(reponse.rang);
    suites.delete(reponse.rang);
    if ('examen' in reponse) suite?.rendre(reponse.examen);
    else suite?.rejeter(new ArchiveIllisible(reponse.illisible));
  });
  const perdre = (cause: Error): void => {
    for (const { rejeter } of suites.values()) rejeter(cause);
    suites.clear();
  };
  fil.on('error', perdre);
  fil.on('exit', () => perdre(new Error('Un fil de vérification s’est arrêté.')));
  return {
    charge: () => suites.size,
    examiner: (demande) =>
      new Promise((rendre, rejeter) => {
        const rang = suivant;
        suivant += 1;
        suites.set(rang, { rendre, rejeter });
        fil.postMessage({ rang, demande });
      }),
    fermer: () => void fil.terminate(),
  };
}
