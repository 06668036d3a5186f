import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { appliquer } from './comparer.ts';
import type { GenreDeListe } from './domain/personnes.ts';
import type { Db, Tx } from './tables.ts';

/** Une personne confirme, ou abandonne, un import arrete par le garde-fou. */
export const conclureLImport = (
  db: Db,
  {
    id,
    par,
    choix,
    maintenant,
  }: {
    readonly id: string;
    readonly par: string;
    readonly choix: 'confirmer' | 'abandonner';
    readonly maintenant: Date;
  },
): Promise<Result<true, 'import-inconnu'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    await sql`set local statement_timeout = '5min'`.execute(tx);
    await sql`set local enable_nestloop = off`.execute(tx);
    const { rows } = await sql<{ genre: GenreDeListe }>`
      select genre from externe_import where id::text = ${id} and etat = 'a-confirmer' for update`.execute(
      tx,
    );
    const genre = rows[0]?.genre;
    if (genre === undefined) return refus('import-inconnu');
    if (choix === 'confirmer') {
      await appliquer(tx, { id, genre, par, maintenant });
      return reussite(true);
    }
    await tx.deleteFrom('externe_lu').where('import', '=', id).execute();
    await tx
      .updateTable('externe_import')
      .set({ etat: 'abandonne', conclu_a: maintenant, conclu_par: par })
      .where('id', '=', id)
      .execute();
    return reussite(true);
  });
