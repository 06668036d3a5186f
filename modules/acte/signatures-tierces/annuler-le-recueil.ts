import type { PlaceDeSignataire, Recueil } from '../domain/recueil-des-signatures.ts';
import type { PortsActe, Tx } from '../ports.ts';

/** Annule tout ce qui est recueilli : le texte signe n'est plus celui de l'acte. Les traces ne se dechiffrent plus. */
export async function annulerLeRecueil(
  tx: Tx,
  ports: Pick<PortsActe, 'maintenant'>,
  {
    acteId,
    recueil,
    raison,
  }: { readonly acteId: string; readonly recueil: Recueil | null; readonly raison: string },
): Promise<void> {
  const nombre = Object.keys(recueil?.issues ?? {}).length;
  const annulation = { nombre, a: ports.maintenant().toISOString(), raison };
  await tx
    .updateTable('brouillon')
    .set({ recueil: null, ...(nombre === 0 ? {} : { annulation: JSON.stringify(annulation) }) })
    .where('acte_id', '=', acteId)
    .execute();
  await effacerTraces(tx, acteId);
}

/** Efface les cles des traces d'un acte, ou d'une seule place. */
export async function effacerTraces(tx: Tx, acteId: string, place?: PlaceDeSignataire): Promise<void> {
  const toutes = tx.deleteFrom('trace_de_signature').where('acte_id', '=', acteId);
  await (place === undefined ? toutes : toutes.where('place', '=', place)).execute();
}
