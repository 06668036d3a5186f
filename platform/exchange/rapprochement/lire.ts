import { sql } from 'kysely';
import type { BaseEchange, Envoi } from '../tables.ts';
import type { Fenetre, PliCompte } from './fenetre.ts';

/** Rangs d'une fenetre pleine. */
export const RANGS_PAR_FENETRE = 1_000;

/** Plis que le pair dit avoir integres, dans cette fenetre (cote emetteur). */
export async function plisAccuses(
  { db }: BaseEchange,
  { de, a }: Pick<Fenetre, 'de' | 'a'>,
): Promise<readonly PliCompte[]> {
  const lignes = await db
    .selectFrom('echange_envoi')
    .select(['rang', 'id', 'pli_empreinte'])
    .where('etat', '=', 'accuse')
    .where('rang', '>', de)
    .where('rang', '<=', a)
    .orderBy('rang')
    .execute();
  return lignes.map(({ rang, id, pli_empreinte: empreinte }) => ({ rang, id, empreinte: empreinte ?? '' }));
}

/** Plis integres ici, dans cette fenetre de rangs de l'emetteur (cote destinataire). */
export async function plisIntegres(
  { db }: BaseEchange,
  { de, a, exclus }: Fenetre,
): Promise<readonly PliCompte[]> {
  const lignes = await db
    .selectFrom('echange_reception')
    .select(['rang', 'id', 'pli_empreinte'])
    .where('verdict', '=', 'integre')
    .where('rang', '>', de)
    .where('rang', '<=', a)
    .where((eb) => eb.not(eb('rang', '=', eb.fn.any(eb.val([...exclus])))))
    .orderBy('rang')
    .orderBy('id')
    .execute();
  return lignes.map(({ rang, id, pli_empreinte: empreinte }) => ({ rang: rang ?? 0, id, empreinte }));
}

/** Toutes les fenetres a comparer, de la plus recente a la plus ancienne, et ce que chacune exclut. */
export async function fenetresACompter({ db }: BaseEchange, depuis: number): Promise<readonly Fenetre[]> {
  const { rows } = await sql<{ dernier: number; ouverts: readonly number[] }>`
    select coalesce(max(rang), 0) as dernier,
      coalesce(array_agg(rang order by rang) filter (where etat <> 'accuse' and rang > ${depuis}), '{}') as ouverts
    from echange_envoi`.execute(db);
  const { dernier = 0, ouverts = [] } = rows[0] ?? {};
  const exclus = ouverts.map(Number);
  const fenetres: Fenetre[] = [];
  for (let a = Number(dernier); a > depuis;) {
    const de = Math.max(depuis, Math.floor((a - 1) / RANGS_PAR_FENETRE) * RANGS_PAR_FENETRE);
    fenetres.push({ de, a, exclus: exclus.filter((exclu) => exclu > de && exclu <= a) });
    a = de;
  }
  return fenetres;
}

/** Un envoi par son rang. */
export const envoiDeRang = ({ db }: BaseEchange, rang: number): Promise<Envoi | undefined> =>
  db.selectFrom('echange_envoi').selectAll().where('rang', '=', rang).executeTakeFirst();
