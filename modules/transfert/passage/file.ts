import type { Depot } from '../domain/depot.ts';
import type { Db, Tx } from '../tables.ts';

/** Demande le passage de ce depot vers l'autre zone, dans la transaction qui le fait. */
export async function demanderLePassage(tx: Tx, { depose }: Depot, maintenant: Date): Promise<void> {
  await tx
    .insertInto('passage_emis')
    .values({ depot: depose.depot, autre: null, motif: null, prochain_a: maintenant })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
}

/** Ce que l'expediteur vient de changer se dit a l'autre zone au tour suivant ; `relance` : elle relance aussi les siens. */
export async function reveillerLePassage(
  db: Db,
  depot: string,
  { maintenant, relance = false }: { readonly maintenant: Date; readonly relance?: boolean },
): Promise<void> {
  await db
    .updateTable('passage_emis')
    .set(({ eb }) => ({ relances: eb('relances', '+', relance ? 1 : 0), prochain_a: maintenant, essais: 0 }))
    .where('depot', '=', depot)
    .where('etat', '=', 'passe')
    .execute();
}

/** Un passage a pousser ou a suivre. */
export type PassageEmis = {
  readonly depot: string;
  readonly autre: string | null;
  readonly relances: number;
  readonly vu: number;
  readonly essais: number;
};

/** Les passages de cet etat dont l'heure est venue, au plus `lot`. */
export const passagesDus = (
  db: Db,
  {
    etat,
    maintenant,
    lot,
  }: { readonly etat: 'a-passer' | 'passe'; readonly maintenant: Date; readonly lot: number },
): Promise<PassageEmis[]> =>
  db
    .selectFrom('passage_emis')
    .select(['depot', 'autre', 'relances', 'vu', 'essais'])
    .where('etat', '=', etat)
    .where('prochain_a', '<=', maintenant)
    .orderBy('prochain_a')
    .limit(lot)
    .execute();

/** Redemande plus tard : 2, 4, 8… jusqu'a soixante secondes. */
export async function differer(
  db: Db,
  { depot, essais }: Pick<PassageEmis, 'depot' | 'essais'>,
  { maintenant, motif = null }: { readonly maintenant: Date; readonly motif?: string | null },
): Promise<void> {
  const prochain_a = new Date(maintenant.getTime() + Math.min(60, 2 ** (essais + 1)) * 1_000);
  await db
    .updateTable('passage_emis')
    .set({ prochain_a, motif, essais: Math.min(10, essais + 1) })
    .where('depot', '=', depot)
    .execute();
}
