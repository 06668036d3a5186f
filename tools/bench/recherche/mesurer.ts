import { availableParallelism, loadavg } from 'node:os';
import type { Agent } from '@ppn/habilitation';
import { sql } from 'kysely';
import { chercher } from '@ppn/recherche';
import { repartition, arrondi } from '../statistiques.ts';
import { cpuDe } from '../cpu.ts';
import { type BancDeRecherche, ouvrirBancDeRecherche } from './banc.ts';
import { mesurerLaQualite, type Qualite } from './qualite.ts';
import { JURIDICTIONS, remplir } from './remplir.ts';
import { MOTS, NOMS, PRENOMS, tirages } from './vocabulaire.ts';

/** Volumes ; `garde` : dossier de la base, garde d'un passage a l'autre et rempli une fois. */
export type PlanDeRecherche = {
  readonly pieces: number;
  readonly fois: number;
  readonly clients: number;
  readonly donnees: string;
  readonly garde?: string | undefined;
};

/** Ce qu'une mesure a donne ; durees en millisecondes, vues de l'appelant (base, extraits et mise en forme compris). */
export type MesuresDeRecherche = {
  readonly pieces: number;
  readonly octets: number;
  readonly coeurs: number;
  readonly clients: number;
  readonly charge: readonly [number, number];
  /** Temps de processeur d'une question, en ms : PostgreSQL et le service. */
  readonly cpu: { readonly postgres: number; readonly service: number };
  readonly genres: readonly ({ readonly genre: string; readonly fois: number } & ReturnType<
    typeof repartition
  >)[];
  readonly ensemble: ReturnType<typeof repartition>;
  readonly qualite: Qualite | undefined;
};

type Demande = Parameters<typeof chercher>[2];

/** Plante la base, joue un melange de questions a plusieurs clients de front, puis mesure la qualite. */
export async function mesurerRecherche(
  plan: PlanDeRecherche,
  dire: (phrase: string) => void,
): Promise<MesuresDeRecherche> {
  const banc = await ouvrirBancDeRecherche(plan.garde);
  const charge = loadavg()[0] ?? 0;
  try {
    await remplir(banc, plan.pieces, dire);
    dire('Questions');
    const avant = { postgres: cpuDe('postgres'), service: process.cpuUsage() };
    const durees = await jouer(banc, plan);
    const { user, system } = process.cpuUsage(avant.service);
    const questions = GENRES.length * (plan.fois + 2);
    const cpu = {
      postgres: arrondi(((cpuDe('postgres') - avant.postgres) / questions) * 1000),
      service: arrondi((user + system) / 1000 / questions),
    };
    dire('Qualité');
    return {
      pieces: await compter(banc),
      octets: await banc.taille(),
      coeurs: availableParallelism(),
      clients: plan.clients,
      cpu,
      charge: [arrondi(charge), arrondi(loadavg()[0] ?? 0)],
      genres: [...durees].map(([genre, serie]) => ({ genre, fois: serie.length, ...repartition(serie) })),
      ensemble: repartition([...durees.values()].flat()),
      qualite: await mesurerLaQualite(plan.donnees),
    };
  } finally {
    await banc.fermer();
  }
}

const compter = async ({ db }: BancDeRecherche): Promise<number> =>
  (await sql<{ n: number }>`select count(*)::int as n from recherche_piece`.execute(db)).rows[0]?.n ?? 0;

/** Chaque genre de question, autant de fois ; la moitie des agents au plus grand tribunal. Une premiere passe ne compte pas. */
async function jouer(
  banc: BancDeRecherche,
  { fois, clients }: PlanDeRecherche,
): Promise<ReadonlyMap<string, readonly number[]>> {
  const tirer = tirages(42);
  const durees = new Map<string, number[]>(GENRES.map(({ genre }) => [genre, []]));
  const travaux = Array.from({ length: fois + 2 }, (_, tour) =>
    GENRES.map(({ genre, demander }) => ({
      genre,
      compte: tour >= 2,
      agent: agentDe(tirer),
      demande: demander(tirer),
    })),
  ).flat();
  const suivre = async (): Promise<void> => {
    for (let travail = travaux.shift(); travail; travail = travaux.shift()) {
      const debut = performance.now();
      await chercher(banc.ports, travail.agent, travail.demande);
      if (travail.compte) durees.get(travail.genre)?.push(performance.now() - debut);
    }
  };
  await Promise.all(Array.from({ length: clients }, suivre));
  return durees;
}

const agentDe = (tirer: () => number): Agent => ({
  matricule: 'BANC',
  prenom: 'Banc',
  nom: 'Essai',
  qualite: 'substitut',
  service: 'justice',
  rattachement: {
    code: JURIDICTIONS[tirer() < 0.5 ? 0 : 1 + Math.floor(tirer() * (JURIDICTIONS.length - 1))] ?? 'tj-1',
    libelle: 'Banc',
  },
});

const mot =
  (de: number, a: number) =>
  (tirer: () => number): string =>
    MOTS[de + Math.floor(tirer() * (a - de))] ?? '';
const courant = mot(2, 20);
const moyen = mot(200, 1_000);
const rare = mot(5_000, 30_000);
const nom = (tirer: () => number): string => NOMS[Math.floor(tirer() * NOMS.length)] ?? '';
const prenom = (tirer: () => number): string => PRENOMS[Math.floor(tirer() * PRENOMS.length)] ?? '';
const simple = (q: string): Demande => ({ q, tri: 'pertinence' });

/** Le melange : ce qu'un greffe et un parquet tapent. */
const GENRES: readonly { readonly genre: string; readonly demander: (tirer: () => number) => Demande }[] = [
  { genre: 'nom et prénom', demander: (t) => simple(`${nom(t)} ${prenom(t)} `) },
  { genre: 'nom mal orthographié', demander: (t) => simple(`${faute(nom(t))} `) },
  { genre: 'mot rare', demander: (t) => simple(`${rare(t)} `) },
  { genre: 'mot moyen', demander: (t) => simple(`${moyen(t)} `) },
  { genre: 'mot très courant', demander: (t) => simple(`${courant(t)} `) },
  { genre: 'deux mots moyens', demander: (t) => simple(`${moyen(t)} ${moyen(t)} `) },
  { genre: 'courant et moyen', demander: (t) => simple(`${courant(t)} ${moyen(t)} `) },
  { genre: 'trois mots, dont un rare', demander: (t) => simple(`${courant(t)} ${moyen(t)} ${rare(t)} `) },
  { genre: 'suite exacte', demander: (t) => simple(`« ${courant(t)} ${moyen(t)} »`) },
  { genre: 'mot en cours de frappe', demander: (t) => simple(moyen(t).slice(0, 5)) },
  { genre: 'plaque', demander: (t) => simple(`AB-${100 + Math.floor(t() * 800)}-CD`) },
  {
    genre: 'date et mot',
    demander: (t) => simple(`${1 + Math.floor(t() * 27)}/0${1 + Math.floor(t() * 9)}/2026 ${moyen(t)} `),
  },
  {
    genre: 'courant, une infraction',
    demander: (t) => ({ ...simple(`${courant(t)} `), natinf: 7010 + Math.floor(t() * 80) }),
  },
  {
    genre: 'moyen, un type, une période',
    demander: (t) => ({ ...simple(`${moyen(t)} `), type: 'audition', du: '2026-03-01', au: '2026-06-30' }),
  },
  { genre: 'courant, par date', demander: (t) => ({ q: `${courant(t)} `, tri: 'date' }) },
  { genre: 'rien ne répond', demander: (t) => simple(`${rare(t)} ${rare(t)} ${rare(t)} `) },
];

/** Deux lettres interverties au milieu. */
const faute = (juste: string): string => {
  const milieu = Math.floor(juste.length / 2);
  return (
    juste.slice(0, milieu - 1) + juste.charAt(milieu) + juste.charAt(milieu - 1) + juste.slice(milieu + 1)
  );
};
