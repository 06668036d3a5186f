import { RefusDOctets } from '@ppn/large-files';
import { sql } from 'kysely';
import type { PortsTransfert } from '../ports.ts';

/** Une personne ne remplit pas la plate-forme : ce qu'elle tient en place, depots et preparations, est borne. */
export async function exigerLeQuota(
  { db, quotaParPersonne }: Pick<PortsTransfert, 'db' | 'quotaParPersonne'>,
  qui: string,
  annonce: number,
): Promise<void> {
  const { rows } = await sql<{ octets: number }>`
    select coalesce(sum(t.longueur), 0)::bigint as octets from televersement t
    where t.genre <> 'assemble' and t.espace in (
      select id::text from depot where expediteur = ${qui} and not efface
      union all select id::text from depot_en_preparation where auteur = ${qui})`.execute(db);
  if (Number(rows[0]?.octets ?? 0) + annonce > quotaParPersonne)
    throw new RefusDOctets(
      413,
      'quota-atteint',
      'Vous tenez déjà beaucoup d’octets sur la plate-forme : retirez des dépôts remis, ou attendez leur échéance.',
    );
}
