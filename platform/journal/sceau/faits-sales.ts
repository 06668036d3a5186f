import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { COLONNES } from '../colonnes.ts';
import type { FaitEnregistre } from '../faits.ts';

/** Un fait et son sel. Le sel ne sort qu'avec le dossier : il ouvre l'entree du journal. */
export type FaitEnregistreSale = { readonly sel: Uint8Array; readonly fait: FaitEnregistre };

type Ligne = FaitEnregistre & { readonly sel: Uint8Array };

const separer = ({ sel, ...fait }: Ligne): FaitEnregistreSale => ({ sel, fait });

/** Toute la suite d'un flux, dans l'ordre des versions. */
export async function lireSuite(
  tx: QueryExecutorProvider,
  flux: string,
): Promise<readonly FaitEnregistreSale[]> {
  const { rows } =
    await sql<Ligne>`select ${COLONNES}, sel from fait where flux = ${flux} order by version`.execute(tx);
  return rows.map(separer);
}

/** Les faits apres `position` que l'horizon laisse lire, dans l'ordre (isolation `read committed` requise). */
export async function lireASceller(
  tx: QueryExecutorProvider,
  position: number,
  limite: number,
): Promise<readonly FaitEnregistreSale[]> {
  const { rows: bornes } = await sql<{ horizon: number }>`select fait_horizon() as horizon`.execute(tx);
  const { rows } = await sql<Ligne>`
    select ${COLONNES}, sel from fait
    where position > ${position} and position <= ${bornes[0]?.horizon ?? 0} order by position limit ${limite}`.execute(
    tx,
  );
  return rows.map(separer);
}
