import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { COLONNES } from './colonnes.ts';
import type { FaitEnregistre } from './faits.ts';

/** Tous les faits d'un flux, dans l'ordre des versions, apres `depuisVersion`. La version lue est celle du dernier. */
export async function lireFlux(
  tx: QueryExecutorProvider,
  flux: string,
  depuisVersion = 0,
): Promise<readonly FaitEnregistre[]> {
  return (
    await sql<FaitEnregistre>`select ${COLONNES} from fait where flux = ${flux} and version > ${depuisVersion} order by version`.execute(
      tx,
    )
  ).rows;
}

/** Une page du journal : les faits, et l'horizon (position jusqu'ou plus aucun fait n'apparaitra). */
export type Page = { readonly faits: readonly FaitEnregistre[]; readonly horizon: number };

/**
 * Les faits apres `position`, dans l'ordre, `limite` au plus (1 000 au plus), sans jamais depasser l'horizon :
 * un fait valide plus tard a une position plus grande, donc un curseur n'en saute aucun. Isolation `read committed` requise.
 */
export async function lireDepuis(
  tx: QueryExecutorProvider,
  position: number,
  limite: number,
): Promise<readonly FaitEnregistre[]> {
  return (await lirePage(tx, position, limite)).faits;
}

/** Comme `lireDepuis`, avec l'horizon : `horizon` plus petit qu'une position annoncee veut dire « relire bientot ». */
export async function lirePage(tx: QueryExecutorProvider, position: number, limite: number): Promise<Page> {
  const { rows } = await sql<{
    horizon: number;
    isolation: string;
  }>`select fait_horizon() as horizon, current_setting('transaction_isolation') as isolation`.execute(tx);
  const { horizon = 0, isolation = '' } = rows[0] ?? {};
  if (isolation !== 'read committed')
    throw new Error(
      `Le journal se lit en « read committed », pas en « ${isolation} » : l’horizon serait posterieur a la lecture.`,
    );
  const faits = await sql<FaitEnregistre>`
    select ${COLONNES} from fait where position > ${position} and position <= ${horizon} order by position limit ${Math.min(limite, 1000)}`.execute(
    tx,
  );
  return { faits: faits.rows, horizon };
}
