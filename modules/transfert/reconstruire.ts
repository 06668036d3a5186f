import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { chargerDepot } from './consigner.ts';
import { projeter } from './projeter.ts';
import type { Db } from './tables.ts';

/** Vide les projections et les refait depuis les faits ; rend le nombre de depots. */
export const reconstruireTransferts = (db: Db): Promise<number> =>
  dansUneTransaction(db, async (tx) => {
    await tx.deleteFrom('depot').execute();
    const { rows } = await sql<{ flux: string }>`
      select distinct flux from fait where flux like 'depot/%'`.execute(tx);
    for (const { flux } of rows) {
      const depot = await chargerDepot(tx, flux.slice('depot/'.length));
      if (depot !== undefined) await projeter(vueTypee(tx), depot);
    }
    return rows.length;
  });
