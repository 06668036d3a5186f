import type { Agent } from '@ppn/habilitation';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Tableau } from '../contract.ts';
import type { TablesPilotage } from '../tables.ts';

/** Ages du stock, en jours : bornes basses ; le dernier n'a pas de borne haute. */
export const AGES = [
  { cle: 'moins-de-8', libelle: 'moins de 8 jours', de: 0, a: 8 },
  { cle: '8-30', libelle: '8 à 30 jours', de: 8, a: 31 },
  { cle: '31-90', libelle: '1 à 3 mois', de: 31, a: 91 },
  { cle: '91-180', libelle: '3 à 6 mois', de: 91, a: 181 },
  { cle: 'plus-de-180', libelle: 'plus de 6 mois', de: 181, a: null },
] as const;

/** Semaines montrees par les flux, celle en cours comprise. */
export const SEMAINES = 12;

/** Zone du calendrier des flux : celle de la metropole, comme les heures montrees. */
const ZONE = 'Europe/Paris';

/** Les chiffres tires des procedures ; le titre d'une decision vient du catalogue. */
export type ChiffresDesProcedures = Pick<Tableau, 'stocks' | 'ages' | 'flux' | 'unites'> & {
  readonly decisions: readonly Omit<Tableau['decisions'][number], 'titre'>[];
};

/** Le tableau de la juridiction de l'agent : le droit est dans chaque requete, jamais dans un filtre de l'ecran. */
export async function lireLeTableau(
  db: Kysely<TablesPilotage>,
  agent: Agent,
  maintenant: Date,
): Promise<ChiffresDesProcedures> {
  const juridiction = agent.rattachement.code;
  const [stocks, ages, flux, decisions, unites] = await Promise.all([
    lireLesStocks(db, juridiction),
    lireLesAges(db, juridiction, maintenant),
    lireLesFlux(db, juridiction, maintenant),
    lireLesDecisions(db, juridiction, maintenant),
    lireLesUnites(db, juridiction),
  ]);
  return { stocks, ages, flux, decisions, unites };
}

async function lireLesStocks(db: Kysely<TablesPilotage>, juridiction: string): Promise<Tableau['stocks']> {
  const { rows } = await sql<{ etat: string; nombre: string; ancienne: Date }>`
    select etat, count(*) as nombre, min(recue_a) as ancienne from pilotage_procedure
    where juridiction = ${juridiction} and etat in ('a-trier', 'a-decider', 'retournee') group by etat`.execute(
    db,
  );
  const nombreDe = (etat: string) => {
    const ligne = rows.find((une) => une.etat === etat);
    return { nombre: Number(ligne?.nombre ?? 0), ancienne: ligne?.ancienne.toISOString() ?? null };
  };
  return { aTrier: nombreDe('a-trier'), aDecider: nombreDe('a-decider'), retournees: nombreDe('retournee') };
}

async function lireLesAges(
  db: Kysely<TablesPilotage>,
  juridiction: string,
  maintenant: Date,
): Promise<Tableau['ages']> {
  const nombre = ({ de, a }: (typeof AGES)[number]): RawBuilder<string> =>
    sql<string>`count(*) filter (where ${bornesDeLAge({ de, a }, maintenant)})`;
  const colonnes = AGES.map((age) => sql`${nombre(age)} as ${sql.id(age.cle)}`);
  const { rows } = await sql<Record<string, string>>`
    select ${sql.join(colonnes)} from pilotage_procedure
    where juridiction = ${juridiction} and etat in ('a-trier', 'a-decider')`.execute(db);
  return AGES.map(({ cle, libelle }) => ({ cle, libelle, nombre: Number(rows[0]?.[cle] ?? 0) }));
}

/** Recue il y a tant de jours pleins. */
export const bornesDeLAge = (
  { de, a }: { readonly de: number; readonly a: number | null },
  maintenant: Date,
): RawBuilder<boolean> => {
  const avant = sql<boolean>`recue_a <= ${ilYA(maintenant, de)}`;
  return a === null ? avant : sql<boolean>`(${avant} and recue_a > ${ilYA(maintenant, a)})`;
};

const ilYA = (maintenant: Date, jours: number): Date => new Date(maintenant.getTime() - jours * 86_400_000);

async function lireLesFlux(
  db: Kysely<TablesPilotage>,
  juridiction: string,
  maintenant: Date,
): Promise<Tableau['flux']> {
  const { rows } = await sql<{ semaine: string; recues: string; enregistrees: string; decidees: string }>`
    with semaines as (
      select generate_series(
        date_trunc('week', ${maintenant}::timestamptz at time zone ${ZONE}) - make_interval(weeks => ${SEMAINES - 1}),
        date_trunc('week', ${maintenant}::timestamptz at time zone ${ZONE}), interval '1 week') as lundi
    ), compte as (
      ${parSemaine('recue_a', juridiction, maintenant)} union all
      ${parSemaine('enregistree_a', juridiction, maintenant)} union all
      ${parSemaine('decidee_a', juridiction, maintenant)}
    )
    select to_char(lundi, 'YYYY-MM-DD') as semaine,
      coalesce(sum(nombre) filter (where quoi = 'recue_a'), 0) as recues,
      coalesce(sum(nombre) filter (where quoi = 'enregistree_a'), 0) as enregistrees,
      coalesce(sum(nombre) filter (where quoi = 'decidee_a'), 0) as decidees
    from semaines left join compte using (lundi) group by lundi order by lundi`.execute(db);
  return rows.map(({ semaine, recues, enregistrees, decidees }) => ({
    semaine,
    recues: Number(recues),
    enregistrees: Number(enregistrees),
    decidees: Number(decidees),
  }));
}

const parSemaine = (
  quoi: 'recue_a' | 'enregistree_a' | 'decidee_a',
  juridiction: string,
  maintenant: Date,
) => sql`select ${sql.lit(quoi)} as quoi, date_trunc('week', ${sql.id(quoi)} at time zone ${ZONE}) as lundi, count(*) as nombre
  from pilotage_procedure where juridiction = ${juridiction} and ${sql.id(quoi)} > ${ilYA(maintenant, SEMAINES * 7 + 7)}
  group by 2`;

/** Jours que couvrent les decisions montrees. */
export const JOURS_DES_DECISIONS = 90;

async function lireLesDecisions(
  db: Kysely<TablesPilotage>,
  juridiction: string,
  maintenant: Date,
): Promise<ChiffresDesProcedures['decisions']> {
  const { rows } = await sql<{ type: string; nombre: string; jours: string }>`
    select decision as type, count(*) as nombre,
      percentile_cont(0.5) within group (order by extract(epoch from decidee_a - recue_a) / 86400) as jours
    from pilotage_procedure
    where juridiction = ${juridiction} and decidee_a > ${ilYA(maintenant, JOURS_DES_DECISIONS)}
    group by decision order by 2 desc`.execute(db);
  return rows.map(({ type, nombre, jours }) => ({
    type,
    nombre: Number(nombre),
    delaiMedian: Math.max(0, Math.round(Number(jours) * 10) / 10),
  }));
}

/** Unites montrees au plus, les plus chargees d'abord. */
const UNITES = 10;

async function lireLesUnites(db: Kysely<TablesPilotage>, juridiction: string): Promise<Tableau['unites']> {
  const { rows } = await sql<{ code: string; libelle: string; nombre: string }>`
    select unite as code, max(unite_libelle) as libelle, count(*) as nombre from pilotage_procedure
    where juridiction = ${juridiction} and etat in ('a-trier', 'a-decider')
    group by unite order by 3 desc, 1 limit ${UNITES}`.execute(db);
  return rows.map(({ code, libelle, nombre }) => ({ code, libelle, nombre: Number(nombre) }));
}
