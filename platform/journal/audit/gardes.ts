import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** Tables que rien ne modifie jamais, et leurs declencheurs. */
const GARDES: Readonly<Record<string, readonly string[]>> = {
  fait: ['fait_1_annoncer', 'fait_3_immuable', 'fait_4_intronquable'],
  ...Object.fromEntries(
    [
      'feuille',
      'noeud',
      'point',
      'point_cosignature',
      'point_jeton',
      'point_du_pair',
      'tete_remise',
      'tete_du_pair',
    ].map((table) => [table, [`${table}_immuable`, `${table}_intronquable`]]),
  ),
};

/** Tables dont un declencheur est coupe (meme en partie) ou ote. */
export async function declencheursCoupes(db: QueryExecutorProvider): Promise<readonly string[]> {
  const { rows } = await sql<{ nom: string }>`
    select t.tgname as nom from pg_trigger t join pg_class c on c.oid = t.tgrelid
    where c.relnamespace = current_schema()::regnamespace and t.tgenabled = 'A' and not t.tgisinternal`.execute(
    db,
  );
  const vivants = new Set(rows.map(({ nom }) => nom));
  return Object.entries(GARDES).flatMap(([table, noms]) =>
    noms.every((nom) => vivants.has(nom)) ? [] : [table],
  );
}

/** Ce que PostgreSQL compte des ecritures de ces tables : `changees` doit rester nul, et rien ne doit baisser. */
export type Compteurs = { readonly ajoutees: number; readonly changees: number };

/** Lit les compteurs. Ils n'accusent personne : une hausse de `changees`, ou une remise a zero, appelle un audit entier. */
export async function lireCompteurs(db: QueryExecutorProvider): Promise<Compteurs> {
  const { rows } = await sql<Compteurs>`
    select coalesce(sum(n_tup_ins), 0)::bigint as ajoutees, coalesce(sum(n_tup_upd + n_tup_del), 0)::bigint as changees
    from pg_stat_user_tables where schemaname = current_schema() and relname = any (${Object.keys(GARDES)}::text[])`.execute(
    db,
  );
  return rows[0] ? { ajoutees: Number(rows[0].ajoutees), changees: Number(rows[0].changees) } : ZERO;
}

const ZERO: Compteurs = { ajoutees: 0, changees: 0 };

/** Vrai si quelque chose d'autre que des ajouts a eu lieu, ou si les compteurs ont ete remis a zero. */
export const ontBouge = (avant: Compteurs, apres: Compteurs): boolean =>
  apres.changees > avant.changees || apres.ajoutees < avant.ajoutees;
