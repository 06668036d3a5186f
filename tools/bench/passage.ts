import { loadavg } from 'node:os';
import { setTimeout as attendre } from 'node:timers/promises';
import { attendu } from '@ppn/scenarios/jeu';
import { type Banc, JURIDICTION } from './banc.ts';
import { ecart, releverCpu } from './cpu.ts';
import { ecouterDossiers } from './evenements.ts';
import { preparer, signerTout } from './procedures.ts';
import { arrondi, repartition } from './statistiques.ts';

/** Passage d'un ministere a l'autre a un debit offert, un acte par pli. Durees en ms depuis la demande de transmission. */
export type Passage = {
  readonly offert: number;
  readonly plis: number;
  /** Dossier visible chez Justice (donnees vives recues par le magistrat). */
  readonly integration: ReturnType<typeof repartition>;
  /** Accuse visible a l'Interieur (donnees vives recues par l'enqueteur). */
  readonly accuse: ReturnType<typeof repartition>;
  /** Plis integres par seconde, du premier depart a la derniere integration. */
  readonly obtenu: number;
  /** Millisecondes de processeur par pli. */
  readonly cpuParPli: { readonly interieur: number; readonly justice: number; readonly postgres: number };
  /** Jamais integres dans le delai : doit etre 0. */
  readonly manquants: number;
  readonly charge: number;
};

type Temps = { depart: number; integre?: number; accuse?: number; vus: number };

/** Offre `offert` transmissions par seconde pendant `dureeS` secondes, sans attendre les reponses, puis laisse finir. */
export async function mesurerPassage(
  { systeme, enqueteurs, magistrat }: Banc,
  { offert, dureeS }: { readonly offert: number; readonly dureeS: number },
): Promise<Passage> {
  const [enqueteur] = enqueteurs;
  if (!enqueteur) throw new Error('Aucun enquêteur connecté.');
  const nombre = Math.max(1, Math.round(offert * dureeS));
  const procedures = await preparer(enqueteur, nombre, { plainte: false });
  await signerTout(
    enqueteur,
    procedures.flatMap(({ actes }) => actes),
    { taille: 20, clients: 4 },
  );
  const temps = new Map<string, Temps>();
  const chezJustice = await ecouterDossiers(
    () => magistrat.client.lire('GET /api/evenements'),
    (idj) => {
      const suivi = temps.get(idj);
      if (suivi) suivi.integre ??= performance.now();
    },
  );
  const chezInterieur = await ecouterDossiers(
    () => enqueteur.client.lire('GET /api/evenements'),
    (idj) => {
      const suivi = temps.get(idj);
      // Premier evenement : le pli est emis ; second : l'accuse est enregistre.
      if (suivi && ++suivi.vus === 2) suivi.accuse = performance.now();
    },
  );
  const [avant, debut] = [releverCpu(systeme), performance.now()];
  const departs: Promise<void>[] = [];
  for (const [rang, { idj }] of procedures.entries()) {
    const attente = debut + (rang / offert) * 1000 - performance.now();
    if (attente > 0) await attendre(attente);
    temps.set(idj, { depart: performance.now(), vus: 0 });
    departs.push(transmettre(enqueteur, idj));
  }
  await Promise.all(departs);
  await finir(temps, 60_000);
  const cpu = ecart(avant, releverCpu(systeme));
  chezJustice.arreter();
  chezInterieur.arreter();
  return resumer({ offert, nombre, temps: [...temps.values()], debut, cpu });
}

async function transmettre({ client }: Banc['enqueteurs'][number], idj: string): Promise<void> {
  attendu(
    'transmission',
    await client.appeler('POST /api/dossiers/:idj/transmission', {
      idj,
      corps: { juridiction: JURIDICTION },
    }),
  );
}

async function finir(temps: ReadonlyMap<string, Temps>, delaiMs: number): Promise<void> {
  const limite = performance.now() + delaiMs;
  while (performance.now() < limite && [...temps.values()].some(({ accuse, integre }) => !accuse || !integre))
    await attendre(20);
}

function resumer({
  offert,
  nombre,
  temps,
  debut,
  cpu,
}: {
  readonly offert: number;
  readonly nombre: number;
  readonly temps: readonly Temps[];
  readonly debut: number;
  readonly cpu: ReturnType<typeof ecart>;
}): Passage {
  const integrations = temps.flatMap(({ integre, depart }) =>
    integre === undefined ? [] : [integre - depart],
  );
  const accuses = temps.flatMap(({ accuse, depart }) => (accuse === undefined ? [] : [accuse - depart]));
  const derniere = Math.max(debut + 1, ...temps.map(({ integre }) => integre ?? 0));
  const parPli = (secondes: number): number => arrondi((secondes / nombre) * 1000);
  return {
    offert,
    plis: nombre,
    integration: repartition(integrations),
    accuse: repartition(accuses),
    obtenu: arrondi((integrations.length / (derniere - debut)) * 1000),
    cpuParPli: {
      interieur: parPli(cpu.interieur),
      justice: parPli(cpu.justice),
      postgres: parPli(cpu.postgres),
    },
    manquants: nombre - integrations.length,
    charge: arrondi(loadavg()[0] ?? 0),
  };
}
