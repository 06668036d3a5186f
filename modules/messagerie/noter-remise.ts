import { consigner } from './consigner.ts';
import { corpsLus } from './formes-de-depeche.ts';
import type { PortsMessagerie } from './ports.ts';
import type { Tx } from './tables.ts';

/** Le sort d'un message chez le pair : remis, ou refuse avec son motif. Les autres depeches n'ont pas de suite visible. */
export async function noterRemise(
  tx: Tx,
  ports: Pick<PortsMessagerie, 'maintenant'>,
  {
    id,
    objet,
    genre,
    sort,
    motif,
    recuA,
  }: {
    readonly id: string;
    readonly objet: string;
    readonly genre: string;
    readonly sort: 'acceptee' | 'refusee';
    readonly motif: string | null;
    readonly recuA: string;
  },
): Promise<void> {
  if (genre !== 'message') return;
  const message = await tx
    .selectFrom('message')
    .select(['id', 'remis_a', 'refus'])
    .where('id', '=', id)
    .executeTakeFirst();
  // Rejouee par le rapprochement, une depeche deja remise n'ecrit pas un second fait.
  if (message === undefined || (sort === 'acceptee' && message.remis_a !== null)) return;
  const donnees = { message: corpsLus.shape.jusqua.parse(id) };
  await consigner(
    tx,
    objet,
    [
      sort === 'acceptee'
        ? { type: 'message-remis', donnees: { ...donnees, a: recuA } }
        : { type: 'message-refuse', donnees: { ...donnees, motif: motif ?? '' } },
    ],
    { auteur: 'service', maintenant: ports.maintenant() },
  );
}
