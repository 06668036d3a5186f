import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** Un point garde : sa note, et ce qui s'y est ajoute depuis. */
export type PointGarde = {
  readonly taille: number;
  /** La note entiere, cosignatures comprises. */
  readonly note: string;
  readonly jeton: Uint8Array | null;
  readonly signeA: Date;
};

const POINT = sql.raw(`
  p.taille, p.signe_a as "signeA", j.jeton,
  p.note || coalesce((select string_agg(c.ligne, '' order by c.temoin) from point_cosignature c where c.taille = p.taille), '') as note`);

/** Le dernier point du journal ; `undefined` s'il est vide. */
export async function dernierPoint(tx: QueryExecutorProvider): Promise<PointGarde | undefined> {
  const { rows } = await sql<PointGarde>`
    select ${POINT} from point p left join point_jeton j using (taille) order by p.taille desc limit 1`.execute(
    tx,
  );
  return rows[0];
}

/**
 * Le point qui prouve le mieux un journal d'au moins `taille` feuilles : cosigne et horodate s'il y en a un, sinon l'un
 * des deux, sinon le plus recent.
 */
export async function pointPour(tx: QueryExecutorProvider, taille: number): Promise<PointGarde | undefined> {
  const { rows } = await sql<PointGarde>`
    select ${POINT} from (
      (select taille, 1 as rang from point_jeton join point_cosignature using (taille) where taille >= ${taille} order by taille limit 1)
      union all (select taille, 2 from point_cosignature where taille >= ${taille} order by taille limit 1)
      union all (select taille, 3 from point_jeton where taille >= ${taille} order by taille limit 1)
      union all (select taille, 4 from point where taille >= ${taille} order by taille desc limit 1)
      order by rang, taille limit 1) choisi
    join point p using (taille) left join point_jeton j using (taille)`.execute(tx);
  return rows[0];
}
