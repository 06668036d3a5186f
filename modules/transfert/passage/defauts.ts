import type { PortsTransfert } from '../ports.ts';

/** Un retour de PLEX ne se reprend pas : l'alarme sonne la premiere fois, et quand le motif change ; la supervision le compte. */
export async function noterLeDefaut(
  { db, alarmer, maintenant }: Pick<PortsTransfert, 'db' | 'alarmer' | 'maintenant'>,
  {
    depot,
    motif,
    details = {},
  }: { readonly depot: string; readonly motif: string; readonly details?: object },
): Promise<void> {
  const ecrit = await db
    .insertInto('retour_en_defaut')
    .values({ depot, motif, depuis: maintenant() })
    .onConflict((conflit) =>
      conflit
        .column('depot')
        .doUpdateSet({ motif, depuis: maintenant() })
        .where('retour_en_defaut.motif', '<>', motif),
    )
    .returning('depot')
    .execute();
  if (ecrit.length > 0) alarmer(motif, { depot, ...details });
}

/** Ne garde que les defauts de ces depots : les autres sont repris, retires ou echus. */
export async function oublierLesDefauts(
  { db }: Pick<PortsTransfert, 'db'>,
  { sauf }: { readonly sauf: readonly string[] },
): Promise<void> {
  const requete = db.deleteFrom('retour_en_defaut');
  await (sauf.length === 0 ? requete : requete.where('depot', 'not in', [...sauf])).execute();
}
