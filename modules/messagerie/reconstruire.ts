import { lireFlux } from '@ppn/journal';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { verrouiller } from './consigner.ts';
import { deFlux, faitDeMessagerie } from './faits.ts';
import { projeter } from './projeter.ts';
import type { Db, Tx } from './tables.ts';

/** Vide les projections de la messagerie et les refait depuis le journal, flux par flux, chacun sous son verrou. Rend les faits rejoues et les flux. */
export async function reconstruireMessagerie(
  db: Db,
): Promise<{ readonly faits: number; readonly flux: number }> {
  const { rows } = await sql<{ flux: string }>`
    select distinct flux from fait where flux like 'fil/%' or flux like 'permanence/%' order by flux`.execute(
    db,
  );
  let faits = 0;
  for (const { flux } of rows) faits += await refaire(db, flux);
  await sql`delete from fil f where not exists (select 1 from fait where flux = 'fil/' || f.id::text)`.execute(
    db,
  );
  await sql`delete from permanence p where not exists (select 1 from fait where flux = 'permanence/' || p.code)`.execute(
    db,
  );
  return { faits, flux: rows.length };
}

const refaire = (db: Db, flux: string): Promise<number> =>
  dansUneTransaction(db, async (tx: Tx) => {
    await verrouiller(tx, flux);
    const lu = deFlux(flux);
    if (lu?.genre === 'fil') await effacerLeFil(tx, lu.cle);
    if (lu?.genre === 'permanence') await tx.deleteFrom('permanence').where('code', '=', lu.cle).execute();
    const faits = await lireFlux(tx, flux);
    for (const { type, donnees } of faits) await projeter(tx, faitDeMessagerie.parse({ type, donnees }));
    return faits.length;
  });

async function effacerLeFil(tx: Tx, fil: string): Promise<void> {
  for (const table of ['message', 'message_lecture', 'message_lu', 'fil_verse', 'fil_participant'] as const)
    await tx.deleteFrom(table).where('fil', '=', fil).execute();
  await tx.deleteFrom('fil').where('id', '=', fil).execute();
}
