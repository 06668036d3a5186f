import { horodate } from '@ppn/core';
import { ajouterFaits, type Json } from '@ppn/journal';
import { sql } from 'kysely';
import type { FaitDeMessagerie } from './faits.ts';
import { projeter } from './projeter.ts';
import type { Tx } from './tables.ts';

/** Ajoute des faits a un flux de messagerie et met a jour les projections, dans la meme transaction. */
export async function consigner(
  tx: Tx,
  flux: string,
  faits: readonly FaitDeMessagerie[],
  { auteur, maintenant }: { readonly auteur: string; readonly maintenant: Date },
): Promise<void> {
  await verrouiller(tx, flux);
  const { rows } = await sql<{
    version: number;
  }>`select coalesce(max(version), 0)::int as version from fait where flux = ${flux}`.execute(tx);
  const ajoutes = await ajouterFaits(tx, {
    flux,
    versionAttendue: rows[0]?.version ?? 0,
    faits: faits.map(({ type, donnees }) => ({
      type,
      donnees: JSON.parse(JSON.stringify(donnees)) as Json,
      survenuA: horodate(maintenant.toISOString()),
    })),
    auteur,
  });
  if (!ajoutes.ok) throw new Error(`Deux écritures simultanées sur ${flux}.`);
  for (const fait of faits) await projeter(tx, fait);
}

/** Les ecrivains d'un flux passent l'un apres l'autre. */
export const verrouiller = async (tx: Tx, flux: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${flux}, 7206050))`.execute(tx));
