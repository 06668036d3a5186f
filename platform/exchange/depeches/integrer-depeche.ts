import { sql } from 'kysely';
import type { ReglagesNoeud } from '../reglages.ts';
import type { Tx } from '../tables.ts';
import { verrouillerLObjet } from './emettre-depeche.ts';
import type { Depeche, LigneDeLot, SortDeDepeche } from './formes.ts';

type Recue = LigneDeLot & Depeche;

/** Integre une depeche dans la transaction donnee : reception et ecriture metier ensemble, ou rien. Deja recue : le sort deja rendu. */
export async function integrer(tx: Tx, recue: Recue, reglages: ReglagesNoeud): Promise<SortDeDepeche> {
  await verrouillerLObjet(tx, recue.objet, 'reception');
  const deja = await dejaRecue(tx, recue);
  if (deja !== undefined) return deja;
  const attendue = await suiteAttendue(tx, recue.objet);
  if (recue.suite > attendue)
    return {
      id: recue.id,
      sort: 'reportee',
      motif: `La dépêche n° ${attendue} de cet objet n’est pas arrivée.`,
      attendue,
    };
  if (await rangPris(tx, recue))
    return {
      id: recue.id,
      sort: 'refusee',
      motif: `Une autre dépêche n° ${recue.suite} de cet objet a déjà été reçue.`,
    };
  return confier(tx, recue, reglages);
}

/** Le metier, sous un point de reprise : un refus ou une panne defait ce qu'il a ecrit, et cela seul. */
async function confier(
  tx: Tx,
  recue: Recue,
  { depeches = {}, consigner }: ReglagesNoeud,
): Promise<SortDeDepeche> {
  const recepteur = depeches[recue.genre];
  const { id } = recue;
  if (recepteur === undefined)
    return {
      id,
      sort: 'reportee',
      motif: `Le genre « ${recue.genre} » n’est pas encore connu du destinataire.`,
    };
  await sql`savepoint depeche`.execute(tx);
  try {
    const rendu = await recepteur(tx, recue);
    const refus = rendu === undefined ? undefined : rendu.refus.slice(0, 1_000);
    if (refus !== undefined) await sql`rollback to savepoint depeche`.execute(tx);
    await inscrire(tx, recue, refus);
    await sql`release savepoint depeche`.execute(tx);
    return refus === undefined ? { id, sort: 'acceptee' } : { id, sort: 'refusee', motif: refus };
  } catch (cause) {
    await sql`rollback to savepoint depeche`.execute(tx);
    await sql`release savepoint depeche`.execute(tx);
    consigner('erreur', 'Dépêche reportée', {
      depeche: id,
      genre: recue.genre,
      erreur: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
    return { id, sort: 'reportee', motif: 'Le destinataire n’a pas pu l’enregistrer : elle sera renvoyée.' };
  }
}

async function inscrire(tx: Tx, recue: Recue, motif: string | undefined): Promise<void> {
  await tx
    .insertInto('echange_depeche_recue')
    .values({
      id: recue.id,
      rang: recue.rang,
      objet: recue.objet,
      suite: recue.suite,
      genre: recue.genre,
      empreinte: recue.empreinte,
      emis_a: recue.emisA,
      recu_a: recue.recuA,
      verdict: motif === undefined ? 'acceptee' : 'refusee',
      motif: motif ?? null,
    })
    .execute();
}

async function dejaRecue(tx: Tx, { id, empreinte, objet, suite }: Recue): Promise<SortDeDepeche | undefined> {
  const deja = await tx
    .selectFrom('echange_depeche_recue')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst();
  if (deja === undefined) return undefined;
  if (deja.empreinte !== empreinte || deja.objet !== objet || deja.suite !== suite)
    return { id, sort: 'refusee', motif: 'Une autre dépêche a déjà été reçue sous cet identifiant.' };
  return deja.verdict === 'acceptee'
    ? { id, sort: 'acceptee' }
    : { id, sort: 'refusee', motif: deja.motif ?? '' };
}

async function suiteAttendue(tx: Tx, objet: string): Promise<number> {
  const { derniere } = await tx
    .selectFrom('echange_depeche_recue')
    .select((eb) => eb.fn.max('suite').as('derniere'))
    .where('objet', '=', objet)
    .executeTakeFirstOrThrow();
  return (derniere ?? 0) + 1;
}

const rangPris = async (tx: Tx, { objet, suite }: Recue): Promise<boolean> =>
  (await tx
    .selectFrom('echange_depeche_recue')
    .select('id')
    .where('objet', '=', objet)
    .where('suite', '=', suite)
    .executeTakeFirst()) !== undefined;
