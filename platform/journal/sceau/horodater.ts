import { createHash } from 'node:crypto';
import { etape } from '@ppn/observability';
import { lireNote } from '@ppn/tlog';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { dernierPoint } from './points.ts';

/** Demande un jeton RFC 3161 sur une empreinte SHA-512 ; lance si l'autorite se tait. */
export type HorodateurDePoint = (empreinte: Uint8Array) => Promise<Uint8Array>;

/**
 * Horodate le dernier point, s'il ne l'est pas : un jeton vaut pour tout ce que le point couvre, les points sautes
 * n'en ont pas besoin. Rend vrai si un jeton a ete garde. Lance si l'autorite se tait.
 */
export async function horodaterLeDernierPoint(
  db: QueryExecutorProvider,
  horodateur: HorodateurDePoint,
): Promise<boolean> {
  const point = await dernierPoint(db);
  if (point === undefined || point.jeton !== null) return false;
  const corps = lireNote(point.note)?.corps;
  if (corps === undefined) throw new Error(`Le point ${point.taille} est illisible.`);
  const jeton = await horodateur(createHash('sha512').update(corps).digest());
  await etape('journal.jeton-recu');
  await sql`insert into point_jeton (taille, jeton) values (${point.taille}, ${jeton}) on conflict do nothing`.execute(
    db,
  );
  await etape('journal.point-horodate');
  return true;
}

/** Ou en est l'horodatage du journal : position du dernier fait couvert, et heure du plus ancien fait qui attend. */
export type EtatDHorodatage = { readonly couvertJusqua: number; readonly attendDepuis: Date | null };

/** Lit l'etat de l'horodatage ; un fait sans feuille attend aussi. */
export async function etatDHorodatage(db: QueryExecutorProvider): Promise<EtatDHorodatage> {
  const { rows } = await sql<EtatDHorodatage>`
    with couvert as (
      select coalesce((select position from feuille where indice = (select max(taille) - 1 from point_jeton)), 0) as position)
    select position as "couvertJusqua",
      (select enregistre_a from fait where fait.position > couvert.position order by fait.position limit 1) as "attendDepuis"
    from couvert`.execute(db);
  return rows[0] ?? { couvertJusqua: 0, attendDepuis: null };
}

/** Les versions d'un flux dont aucun point horodate ne repond encore. */
export async function versionsEnAttente(
  db: QueryExecutorProvider,
  flux: string,
  { couvertJusqua }: EtatDHorodatage,
): Promise<readonly number[]> {
  const { rows } = await sql<{
    version: number;
  }>`select version from fait where flux = ${flux} and position > ${couvertJusqua} order by version`.execute(
    db,
  );
  return rows.map(({ version }) => version);
}

/** Vrai si un fait attend son horodatage depuis plus que la grace : plus rien de ce qui attend ne se dit signe. */
export const graceDepassee = (
  { attendDepuis }: EtatDHorodatage,
  graceMs: number,
  maintenant: Date,
): boolean => attendDepuis !== null && maintenant.getTime() - attendDepuis.getTime() > graceMs;
