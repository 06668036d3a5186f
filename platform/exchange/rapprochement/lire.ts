import { sql } from 'kysely';
import type { BaseEchange } from '../tables.ts';
import type { Fenetre, PliCompte, Registre } from './fenetre.ts';

/** Rangs d'une fenetre pleine. */
export const RANGS_PAR_FENETRE = 1_000;

/** Ce que le pair dit avoir integre, dans cette fenetre (cote emetteur). */
export async function accuses(
  base: BaseEchange,
  quoi: Registre,
  fenetre: Pick<Fenetre, 'de' | 'a'>,
): Promise<readonly PliCompte[]> {
  return quoi === 'plis' ? plisAccuses(base, fenetre) : depechesAccusees(base, fenetre);
}

async function plisAccuses(
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

const depechesAccusees = (
  { db }: BaseEchange,
  { de, a }: Pick<Fenetre, 'de' | 'a'>,
): Promise<readonly PliCompte[]> =>
  db
    .selectFrom('echange_depeche')
    .select(['rang', 'id', 'empreinte'])
    .where('etat', '=', 'accusee')
    .where('rang', '>', de)
    .where('rang', '<=', a)
    .orderBy('rang')
    .execute();

/** Ce qui est integre ici, dans cette fenetre de rangs de l'emetteur (cote destinataire). */
export async function integres(
  { db }: BaseEchange,
  quoi: Registre,
  { de, a, exclus }: Fenetre,
): Promise<readonly PliCompte[]> {
  const { rows } = await (
    quoi === 'plis'
      ? sql<PliCompte>`select rang, id, pli_empreinte as empreinte from echange_reception
        where verdict = 'integre' and rang > ${de} and rang <= ${a} and not (rang = any (${[...exclus]}::bigint[]))
        order by rang, id`
      : sql<PliCompte>`select rang, id, empreinte from echange_depeche_recue
        where verdict = 'acceptee' and rang > ${de} and rang <= ${a} and not (rang = any (${[...exclus]}::bigint[]))
        order by rang, id`
  ).execute(db);
  return rows;
}

/** Toutes les fenetres a comparer, de la plus recente a la plus ancienne, et ce que chacune exclut. */
export async function fenetresACompter(
  { db }: BaseEchange,
  quoi: Registre,
  depuis: number,
): Promise<readonly Fenetre[]> {
  const { rows } = await (
    quoi === 'plis'
      ? sql<Bornes>`
        select coalesce(max(rang), 0) as dernier,
          coalesce(array_agg(rang order by rang) filter (where etat <> 'accuse' and rang > ${depuis}), '{}') as ouverts
        from echange_envoi`
      : sql<Bornes>`
        select (select coalesce(max(rang), 0) from echange_depeche) as dernier,
          coalesce((select array_agg(rang order by rang) from echange_depeche where etat <> 'accusee'), '{}') as ouverts`
  ).execute(db);
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

type Bornes = { readonly dernier: number; readonly ouverts: readonly number[] };

/** Ce que nous avons emis sous un rang. */
export type Emis = {
  readonly id: string;
  readonly objet: string;
  readonly accuse: boolean;
  readonly empreinte: string;
};

/** Un envoi par son rang. */
export async function emisDeRang(
  { db }: BaseEchange,
  quoi: Registre,
  rang: number,
): Promise<Emis | undefined> {
  const { rows } = await (
    quoi === 'plis'
      ? sql<Emis>`select id, objet, etat = 'accuse' as accuse, coalesce(pli_empreinte, '') as empreinte from echange_envoi where rang = ${rang}`
      : sql<Emis>`select id, objet, etat = 'accusee' as accuse, empreinte from echange_depeche where rang = ${rang}`
  ).execute(db);
  return rows[0];
}
