import type { Examen, OuvrirExamen } from '../../dossier/examen.ts';
import { ArchiveIllisible } from '../../dossier/modele.ts';
import { fichierDe } from '../substituts/disque.ts';
import type { Mission, ReponseDuFil, VersLeMoteur, VersUnFil } from './messages.ts';

const FILS_MAX = 8;
/** Demandes confiees d'avance a chaque fil : il ne s'arrete pas entre deux. */
const D_AVANCE = 4;

type Suite = { readonly rendre: (examen: Examen) => void; readonly rejeter: (cause: Error) => void };
type Fil = { readonly worker: Worker; readonly suites: Map<number, Suite> };

/** Examine les fichiers d'une archive dans des fils, un par coeur ; chacun ouvre l'archive pour lui, des que son chemin est su. `surLecture` recoit les octets lus par tous. */
export const examinerParFils =
  (source: Blob, surLecture: (octets: number) => void) =>
  (chemin: string): OuvrirExamen => {
    const mission = { chemin, fichier: fichierDe(chemin) };
    const nombre = Math.max(1, Math.min(FILS_MAX, navigator.hardwareConcurrency));
    const adresse = URL.createObjectURL(source);
    const fils = Array.from({ length: nombre }, () => ouvrirUnFil(adresse, mission, surLecture));
    return (confiance) => {
      for (const { worker } of fils)
        worker.postMessage({ genre: 'confiance', confiance } satisfies VersUnFil);
      const attente: (() => void)[] = [];
      let rang = 0;
      return {
        async examiner(demande) {
          const fil = await libre(fils, attente);
          rang += 1;
          try {
            return await new Promise<Examen>((rendre, rejeter) => {
              fil.suites.set(rang, { rendre, rejeter });
              fil.worker.postMessage({ genre: 'demande', rang, demande } satisfies VersUnFil);
            });
          } finally {
            attente.shift()?.();
          }
        },
        fermer: () => {
          for (const { worker } of fils) worker.terminate();
          URL.revokeObjectURL(adresse);
        },
      };
    };
  };

async function libre(fils: readonly Fil[], attente: (() => void)[]): Promise<Fil> {
  for (;;) {
    const choisi = fils.toSorted((un, autre) => un.suites.size - autre.suites.size)[0];
    if (choisi !== undefined && choisi.suites.size < D_AVANCE) return choisi;
    await new Promise<void>((reprendre) => attente.push(reprendre));
  }
}

/** Le meme script que le moteur, dans un fil neuf. En `file://`, un fil ne peut lire que les adresses `blob:` qu'il a faites. */
function ouvrirUnFil(adresse: string, mission: Mission, surLecture: (octets: number) => void): Fil {
  const worker = new Worker(adresse);
  const suites = new Map<number, Suite>();
  const perdre = (motif: string): void => {
    for (const { rejeter } of suites.values()) rejeter(new Error(motif));
    suites.clear();
  };
  worker.addEventListener('message', ({ data }: MessageEvent<ReponseDuFil>) => {
    if (data.genre === 'lecture') {
      surLecture(data.octets);
      return;
    }
    const suite = suites.get(data.rang);
    suites.delete(data.rang);
    if (data.genre === 'examen') suite?.rendre(data.examen);
    else if (data.genre === 'illisible') suite?.rejeter(new ArchiveIllisible(data.motif));
    else suite?.rejeter(new Error(data.motif));
  });
  worker.addEventListener('error', ({ message }) => perdre(message));
  worker.postMessage({ genre: 'mission', ...mission } satisfies VersLeMoteur);
  return { worker, suites };
}
