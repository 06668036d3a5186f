import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Tx } from '../tables.ts';
import { canonique, CORPS_MAX, type DepecheAEmettre, empreinteDuCorps } from './formes.ts';

/**
 * Demande l'envoi d'une depeche, dans la transaction metier : elle part apres le commit (`noeud.reveiller()`), ou jamais.
 * L'ordre d'un objet est celui des commits : ses ecrivains passent l'un apres l'autre. Lance `RangeError` au-dela de 64 Kio.
 */
export async function emettreDepeche(tx: Tx, depeche: DepecheAEmettre): Promise<void> {
  const corps: unknown = JSON.parse(JSON.stringify(depeche.corps));
  const taille = Buffer.byteLength(canonique(corps));
  if (taille > CORPS_MAX) throw new RangeError(`Dépêche de ${taille} octets, ${CORPS_MAX} au plus.`);
  const sel = randomBytes(16).toString('hex');
  await verrouillerLObjet(tx, depeche.objet, 'emission');
  await sql`
    insert into echange_depeche (id, objet, suite, genre, corps, sel, empreinte, emis_a)
    select ${depeche.id}, ${depeche.objet}, coalesce(max(suite), 0) + 1, ${depeche.genre}, ${JSON.stringify(corps)}::jsonb,
      ${sel}, ${empreinteDuCorps(sel, corps)}, ${depeche.emisA}::timestamptz
    from echange_depeche where objet = ${depeche.objet}`.execute(tx);
}

/** Tient l'ordre d'un objet jusqu'a la fin de la transaction ; emission et reception ont chacune leur verrou. */
export const verrouillerLObjet = async (
  tx: Tx,
  objet: string,
  sens: 'emission' | 'reception',
): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${objet}, ${GRAINES[sens]}))`.execute(tx));

const GRAINES = { emission: 7_206_041, reception: 7_206_042 } as const;

/** Efface le contenu de depeches conclues (conservation) ; leurs empreintes restent, et se rapprochent toujours. */
export async function oublierDepeches(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await tx
    .updateTable('echange_depeche')
    .set({ corps: null, sel: null })
    .where('id', 'in', [...ids])
    .where('etat', '<>', 'en-attente')
    .execute();
}
