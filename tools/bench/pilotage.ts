import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Agent } from '@ppn/habilitation';
import { lireLaListe, lireLeTableau, type TablesDesChiffres } from '@ppn/pilotage';
import { demarrerGrappe, migrer, ouvrirBase, vueTypee } from '@ppn/postgres';
import { MIGRATIONS, portsDePilotage } from '@ppn/service-socle';
import type { TablesDuDossier } from '@ppn/dossier';
import { type Kysely, sql } from 'kysely';
import * as z from 'zod';
import { arrondi, repartition } from './statistiques.ts';

/** Un an d'un tribunal moyen : procedures, part sans auteur, part decidee selon l'orientation. */
export type ModeleDeCharge = { readonly procedures: number; readonly petitsX: number };

const MODELE_PAR_DEFAUT: ModeleDeCharge = { procedures: 27_204, petitsX: 0.45 };

const schema = z.object({
  par_tribunal: z.object({ moyenne_procedures_par_an: z.number() }),
  dossier_hypotheses: z.object({ petit_x: z.object({ part_des_procedures: z.number() }) }),
});

/** Le modele de charge des donnees communes, ou celui d'ici si elles n'y sont pas. */
export function lireLeModele(donnees: string): ModeleDeCharge {
  const fichier = join(donnees, 'statistiques', 'modele_de_charge.json');
  if (!existsSync(fichier)) return MODELE_PAR_DEFAUT;
  const lu = schema.parse(JSON.parse(readFileSync(fichier, 'utf8')));
  return {
    procedures: lu.par_tribunal.moyenne_procedures_par_an,
    petitsX: lu.dossier_hypotheses.petit_x.part_des_procedures,
  };
}

/** Temps de lecture, en ms, d'un tribunal moyen seul puis parmi dix. */
export type MesureDuPilotage = {
  readonly procedures: number;
  readonly un: Temps;
  readonly dix: Temps;
  readonly rapportDuTableau: number;
  readonly rapportDeLaListe: number;
};
type Temps = {
  readonly tableau: ReturnType<typeof repartition>;
  readonly liste: ReturnType<typeof repartition>;
};

/** Les listes qu'un chiffre ouvre : la plus longue, la plus ancienne, celle d'une unite, la derniere page. */
const LISTES = [
  { etat: 'decidee' },
  { etat: 'en-stock', age: 'plus-de-180' },
  { etat: 'en-stock', unite: '00007' },
  { decision: 'copj' },
  { etat: 'decidee', apres: `${new Date(Date.now() - 30 * 86_400_000).toISOString()}_` },
] as const;

/** Plante un tribunal, mesure, en plante neuf autres, remesure le premier ; sur une base neuve, jetee ensuite. */
export async function mesurerLePilotage(
  modele: ModeleDeCharge,
  fois: number,
  dire: (phrase: string) => void,
): Promise<MesureDuPilotage> {
  const dossier = mkdtempSync(join(tmpdir(), 'ppn-bench-pilotage-'));
  const grappe = await demarrerGrappe({ dossier });
  try {
    const base = await grappe.base('justice');
    await migrer(base.urlProprietaire, MIGRATIONS, base.roleApplicatif);
    const { db, fermer } = ouvrirBase<TablesDuDossier>(base.urlProprietaire, { connexions: 8 });
    try {
      dire('Un tribunal');
      await planter(vueTypee<TablesDesChiffres>(db), modele, 1);
      const un = await lire(db, fois);
      dire('Dix tribunaux');
      for (let rang = 2; rang <= 10; rang += 1) await planter(vueTypee<TablesDesChiffres>(db), modele, rang);
      const dix = await lire(db, fois);
      return {
        procedures: modele.procedures,
        un,
        dix,
        rapportDuTableau: arrondi(dix.tableau.p50 / Math.max(0.1, un.tableau.p50), 2),
        rapportDeLaListe: arrondi(dix.liste.p50 / Math.max(0.1, un.liste.p50), 2),
      };
    } finally {
      await fermer();
    }
  } finally {
    await grappe.arreter();
    rmSync(dossier, { recursive: true, force: true });
  }
}

const juridiction = (rang: number): string => `tj${String(rang).padStart(5, '0')}`;

/** Un an d'arrivees d'un tribunal : sans auteur surtout classees, le reste decide en quelques semaines ; un dixieme attend encore. */
const planter = (db: Kysely<TablesDesChiffres>, modele: ModeleDeCharge, rang: number): Promise<unknown> =>
  sql`insert into pilotage_procedure
    select 'IDJ-' || ${rang} || '-' || n, ${juridiction(rang)}, lpad((n % 40)::text, 5, '0'), 'Unité ' || n % 40,
      n::text, 'Procédure ' || n, recue, recue + interval '1 day', null,
      case when decide then recue + make_interval(days => 1 + n % 90) end,
      case when decide then (array['classement-sans-suite', 'classement-sans-suite', 'orientation', 'copj'])[1 + n % 4] end,
      case when decide then 'enregistree' else 'a-trier' end,
      case when decide then 'decidee' when n % 3 = 0 then 'a-decider' else 'a-trier' end,
      n % 100 < ${modele.petitsX * 100}
    from (select n, now() - make_interval(mins => (n * 525600.0 / ${modele.procedures})::int) as recue,
        n % 10 <> 0 and n * 365.0 / ${modele.procedures} > 1 + n % 90 as decide
      from generate_series(1, ${modele.procedures}::int) n) p`
    .execute(db)
    .then(() => sql`vacuum analyze pilotage_procedure`.execute(db));

async function lire(db: Kysely<TablesDuDossier>, fois: number): Promise<Temps> {
  const ports = portsDePilotage({
    db,
    maintenant: () => new Date(),
    titreDe: (type) => type,
    plisDe: async () => [],
  });
  const agent: Agent = {
    matricule: 'MJ000001',
    prenom: 'Agent',
    nom: 'du banc',
    qualite: 'procureur',
    service: 'justice',
    rattachement: { code: juridiction(1), libelle: 'Tribunal du banc' },
  };
  const tableau = (): Promise<unknown> => {
    const maintenant = ports.maintenant();
    return Promise.all([
      lireLeTableau(ports.db, agent, maintenant),
      ports.gardesAVue(agent),
      ports.permanence(agent, maintenant),
      ports.audiences(agent, maintenant),
    ]);
  };
  const liste = (rang: number): Promise<unknown> =>
    lireLaListe(ports.db, agent, LISTES[rang % LISTES.length] ?? {}, { maintenant: ports.maintenant() });
  return { tableau: await chronometrer(tableau, fois), liste: await chronometrer(liste, fois * 2) };
}

async function chronometrer(
  agir: (rang: number) => Promise<unknown>,
  fois: number,
): Promise<ReturnType<typeof repartition>> {
  const durees: number[] = [];
  for (let rang = -5; rang < fois; rang += 1) {
    const depart = performance.now();
    await agir(Math.abs(rang));
    if (rang >= 0) durees.push(performance.now() - depart);
  }
  return repartition(durees);
}

/** Le compte rendu, buts compris. */
export function compteRenduDuPilotage({
  procedures,
  un,
  dix,
  rapportDuTableau,
  rapportDeLaListe,
}: MesureDuPilotage): string {
  const tenu = (oui: boolean): string => (oui ? 'tenu' : 'non tenu');
  return [
    `## Tableau de bord, ${procedures.toLocaleString('fr-FR')} procédures par tribunal et par an (ms)`,
    '',
    '| Lecture | Un tribunal p50 / p95 | Parmi dix p50 / p95 | Rapport | |',
    '|---|---|---|--:|---|',
    `| Tableau entier | ${arrondi(un.tableau.p50)} / ${arrondi(un.tableau.p95)} | ${arrondi(dix.tableau.p50)} / ${arrondi(dix.tableau.p95)} | ${rapportDuTableau} | objectifs < 1 s, ≤ 1,3 : ${tenu(dix.tableau.p95 < 1_000 && rapportDuTableau <= 1.3)} |`,
    `| Liste d’un chiffre | ${arrondi(un.liste.p50)} / ${arrondi(un.liste.p95)} | ${arrondi(dix.liste.p50)} / ${arrondi(dix.liste.p95)} | ${rapportDeLaListe} | objectifs p95 < 300 ms, ≤ 1,3 : ${tenu(dix.liste.p95 < 300 && rapportDeLaListe <= 1.3)} |`,
    '',
  ].join('\n');
}
