import { idjDuFlux, type TablesDossier } from '@ppn/dossier';
import { abonner, type FaitEnregistre, repositionner } from '@ppn/journal';
import { dansUneTransaction } from '@ppn/postgres';
import { type Kysely, sql, type Transaction } from 'kysely';
import { lireProcedure } from './domain/procedure.ts';
import type { TablesPilotage } from './tables.ts';

/** Tables que la projection lit et ecrit. */
export type TablesDuTableau = TablesPilotage & TablesDossier;
type Tx = Transaction<TablesDuTableau>;

const NOM = 'pilotage';

/** Tient le tableau a jour de chaque fait d'un dossier, exactement une fois, jusqu'a l'arret. `surChangement` : apres chaque ligne refaite. */
export const suivreLePilotage = (
  db: Kysely<TablesDuTableau>,
  urlDirecte: string,
  surErreur: (cause: unknown) => void,
): (() => Promise<void>) => abonner({ db, nom: NOM, traiter }, { urlDirecte, surErreur });

/** Un fait d'un dossier refait sa ligne ; tout autre fait ne regarde pas le tableau. */
async function traiter(tx: Tx, { flux }: FaitEnregistre): Promise<void> {
  const idj = idjDuFlux(flux);
  if (idj === undefined) return;
  const dossier = await tx.selectFrom('dossier').select('contenu').where('idj', '=', idj).executeTakeFirst();
  const ligne = dossier === undefined ? undefined : lireProcedure(dossier.contenu as never);
  if (ligne === undefined)
    return void (await tx.deleteFrom('pilotage_procedure').where('idj', '=', idj).execute());
  const { idj: _idj, ...suite } = ligne;
  await tx
    .insertInto('pilotage_procedure')
    .values(ligne)
    .onConflict((conflit) => conflit.column('idj').doUpdateSet(suite))
    .execute();
}

/** Vide la projection et refait lire le journal depuis le debut : le service en marche la rejoue. */
export const reconstruireLePilotage = (db: Kysely<TablesDuTableau>): Promise<void> =>
  dansUneTransaction(db, async (tx: Tx) => {
    await sql`truncate pilotage_procedure`.execute(tx);
    await repositionner(tx, NOM, 0);
  });
