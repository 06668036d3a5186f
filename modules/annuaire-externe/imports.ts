import { sql } from 'kysely';
import type * as z from 'zod';
import type { natureDEcart } from './contract-agents.ts';
import type { Db, LuesDeLImport } from './tables.ts';
import type { Bilan } from './domain/garde-fou.ts';

/** Un import, tel que son compte rendu le dit. */
export type CompteRenduDImport = {
  readonly id: string;
  readonly genre: string;
  readonly source: string;
  readonly etat: 'applique' | 'a-confirmer' | 'abandonne' | 'refuse';
  readonly bilan: Bilan & LuesDeLImport;
  readonly motifs: readonly string[];
  readonly recuA: Date;
  readonly concluA: Date | null;
  readonly concluPar: string | null;
};

const IMPORTS_MAX = 50;
const ECARTS_MAX = 200;

/** Les derniers imports, ceux qui attendent d'abord. */
export async function derniersImports(db: Db): Promise<readonly CompteRenduDImport[]> {
  const { rows } = await sql<CompteRenduDImport>`
    select id, genre, source, etat, bilan, motifs, recu_a as "recuA", conclu_a as "concluA", conclu_par as "concluPar"
    from externe_import order by etat = 'a-confirmer' desc, recu_a desc limit ${IMPORTS_MAX}`.execute(db);
  return rows;
}

/** Le detail d'un import par nature, deux cents au plus. Tant qu'il attend, ceux qui partiraient et arriveraient se lisent de la comparaison. */
export async function ecartsDUnImport(
  db: Db,
  id: string,
  nature: z.infer<typeof natureDEcart>,
): Promise<{ readonly total: number; readonly details: readonly string[] }> {
  const { rows } = await sql<{ detail: string; total: number }>`
    with ecarts as (
      select detail from externe_ecart where import::text = ${id} and nature = ${nature}
      union all
      select e.nom || ' ' || e.prenom || ', ' || e.organisation from externe_import i join externe e on e.genre = i.genre
      where i.id::text = ${id} and i.etat = 'a-confirmer' and ${nature} = 'parti' and e.presente
        and not exists (select 1 from externe_lu x where x.import = i.id and x.externe = e.id)
      union all
      select l.nom || ' ' || l.prenom || ', ' || l.organisation from externe_import i join externe_lu l on l.import = i.id
      where i.id::text = ${id} and i.etat = 'a-confirmer' and ${nature} = 'arrive' and l.externe is null
    )
    select detail, count(*) over ()::int as total from ecarts order by detail limit ${ECARTS_MAX}`.execute(
    db,
  );
  return { total: rows[0]?.total ?? 0, details: rows.map(({ detail }) => detail) };
}
