import { attendu, transmettre } from '@ppn/scenarios/jeu';
import { type Banc, JURIDICTION } from './banc.ts';
import { ecart, releverCpu } from './cpu.ts';
import { preparer, signerTout } from './procedures.ts';
import { arrondi, mediane } from './statistiques.ts';

/** Cout d'une operation, petite base puis grande base ; `rapport` : processeur de la grande sur celui de la petite. */
export type Croissance = {
  readonly operation: string;
  readonly cpuMs: readonly [petite: number, grande: number];
  readonly murMs: readonly [petite: number, grande: number];
  readonly rapport: number;
};

type Operation = {
  readonly nom: string;
  readonly fois: number;
  /** Prepare (hors mesure) et rend ce qui est mesure : `fois` executions. */
  readonly preparer: (banc: Banc, fois: number) => Promise<() => Promise<unknown>>;
};

/** Compare les memes operations sur deux systemes, en alternance pour que la charge de la machine pese autant sur les deux. */
export async function mesurerCroissance(
  petite: Banc,
  grande: Banc,
  { tours, fois }: { readonly tours: number; readonly fois: number },
): Promise<readonly Croissance[]> {
  const resultats: Croissance[] = [];
  for (const operation of operations(fois)) {
    const couts = { petite: serie(), grande: serie() };
    for (let tour = -1; tour < tours; tour += 1) {
      const ordre = [
        { banc: petite, cout: couts.petite },
        { banc: grande, cout: couts.grande },
      ];
      for (const { banc, cout } of tour % 2 === 0 ? ordre : ordre.toReversed()) {
        const { cpu, mur } = await mesurer(banc, operation);
        if (tour < 0) continue;
        cout.cpu.push(cpu);
        cout.mur.push(mur);
      }
    }
    const [avant, apres] = [mediane(couts.petite.cpu), mediane(couts.grande.cpu)];
    resultats.push({
      operation: operation.nom,
      cpuMs: [arrondi(avant), arrondi(apres)],
      murMs: [arrondi(mediane(couts.petite.mur)), arrondi(mediane(couts.grande.mur))],
      rapport: arrondi(apres / Math.max(0.01, avant), 2),
    });
  }
  return resultats;
}

/** Couts par operation, un par tour, en millisecondes. */
const serie = (): { readonly cpu: number[]; readonly mur: number[] } => ({ cpu: [], mur: [] });

async function mesurer(
  banc: Banc,
  { fois, preparer: mettreEnPlace }: Operation,
): Promise<{ readonly cpu: number; readonly mur: number }> {
  const agir = await mettreEnPlace(banc, fois);
  const [avant, depart] = [releverCpu(banc.systeme), performance.now()];
  await agir();
  const mur = performance.now() - depart;
  return { cpu: (ecart(avant, releverCpu(banc.systeme)).services / fois) * 1000, mur: mur / fois };
}

const operations = (fois: number): readonly Operation[] => [
  { nom: 'Liste des dossiers (Intérieur)', fois, preparer: repeter((banc) => lister(banc, '')) },
  { nom: 'Recherche d’un dossier (Intérieur)', fois, preparer: repeter((banc) => lister(banc, 'dupuis')) },
  {
    nom: 'Boîte du parquet (Justice)',
    fois,
    preparer: repeter(async ({ magistrat }) => {
      attendu('boîte', await magistrat.client.appeler('GET /api/dossiers', { requete: {} }));
    }),
  },
  { nom: 'Vue d’un dossier', fois: fois * 2, preparer: voir },
  { nom: 'Sceller un acte', fois, preparer: sceller },
  { nom: 'Transmettre un dossier, jusqu’à l’accusé', fois, preparer: transmettreUnAUn },
];

const repeter =
  (agir: (banc: Banc) => Promise<void>): Operation['preparer'] =>
  async (banc, fois) =>
  async () => {
    for (let rang = 0; rang < fois; rang += 1) await agir(banc);
  };

async function lister({ enqueteurs: [enqueteur] }: Banc, q: string): Promise<void> {
  if (enqueteur) attendu('liste', await enqueteur.client.appeler('GET /api/dossiers', { requete: { q } }));
}

const voir: Operation['preparer'] = async ({ enqueteurs: [enqueteur] }, fois) => {
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const { dossiers } = attendu('liste', await enqueteur.client.appeler('GET /api/dossiers', { requete: {} }));
  return async () => {
    for (let rang = 0; rang < fois; rang += 1) {
      const idj = dossiers[rang % dossiers.length]?.idj ?? '';
      attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));
    }
  };
};

const sceller: Operation['preparer'] = async ({ enqueteurs: [enqueteur] }, fois) => {
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const actes = (await preparer(enqueteur, fois, { plainte: false })).flatMap(({ actes: a }) => a);
  return () => signerTout(enqueteur, actes, { taille: 10, clients: 1 });
};

const transmettreUnAUn: Operation['preparer'] = async ({ enqueteurs: [enqueteur] }, fois) => {
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const procedures = await preparer(enqueteur, fois, { plainte: false });
  await signerTout(
    enqueteur,
    procedures.flatMap(({ actes }) => actes),
    { taille: 10, clients: 1 },
  );
  return async () => {
    for (const { idj } of procedures) await transmettre(enqueteur, idj, JURIDICTION);
  };
};
