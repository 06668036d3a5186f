import { randomBytes } from 'node:crypto';
import { nouvelUuid, type Result, refus, reussite } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { type Expression, type SqlBool, sql } from 'kysely';
import { type Lien, PairInjoignable, type ReponsePair } from '../lien.ts';
import type { ReglagesNoeud } from '../reglages.ts';
import type { Tx } from '../tables.ts';
import {
  type AccuseDeLot,
  accuseDeLot,
  canonique,
  type Enveloppe,
  enveloppe,
  ligneDeLot,
  lireJson,
  type Manifeste,
  sha256,
  type SortDeDepeche,
} from './formes.ts';
import { garderLeLot } from './recevoir-lot.ts';
import { ouvrirSceau, sceller } from './sceau.ts';

/** Une depeche en file. */
export type DepecheEnFile = {
  readonly id: string;
  readonly rang: number;
  readonly objet: string;
  readonly suite: number;
  readonly genre: string;
  readonly corps: unknown;
  readonly sel: string | null;
  readonly empreinte: string;
  readonly emis_a: Date;
};

/** Comment un passage s'est termine ; `partiel` : des depeches ont ete reportees. */
export type IssueDeLot = 'conclu' | 'partiel' | 'refuse' | 'pair-absent';

/** Bornes d'un lot. */
export const LOT_MAX = 200;
const LOT_OCTETS_MAX = 1024 * 1024;

/** Les depeches pretes, dans l'ordre, sans jamais sauter la precedente de leur objet. */
export async function depechesPretes(
  { base }: Pick<ReglagesNoeud, 'base'>,
  limite: number,
): Promise<readonly DepecheEnFile[]> {
  const { rows } = await sql<DepecheEnFile & { readonly taille: number }>`
    select id, rang, objet, suite, genre, corps, sel, empreinte, emis_a, octet_length(corps::text) as taille
    from echange_depeche d
    where etat = 'en-attente' and prochaine <= now() and not exists (
      select 1 from echange_depeche a
      where a.objet = d.objet and a.suite < d.suite and a.etat = 'en-attente' and a.prochaine > now())
    order by rang limit ${limite}`.execute(base.db);
  let total = 0;
  return rows.filter(({ taille }, rang) => {
    total += taille;
    return rang === 0 || total <= LOT_OCTETS_MAX;
  });
}

/** Scelle et envoie un lot, verifie son accuse, et conclut chaque depeche ; une panne reporte et se voit. */
export async function envoyerLot(
  depeches: readonly DepecheEnFile[],
  reglages: ReglagesNoeud,
  lien: Lien,
): Promise<IssueDeLot> {
  try {
    const { manifeste, scelle } = await composer(depeches, reglages);
    await etape('depeche.lot-scelle');
    const reponse = await poster(depeches, scelle, lien);
    await etape('depeche.envoyee');
    if (reponse.statut !== 200)
      throw new Error(`Le destinataire n’a pas pris le lot (statut ${reponse.statut}). ${detailDe(reponse)}`);
    const lu = await lireAccuse(reponse, { lot: manifeste.lot, empreinte: sha256(scelle.texte) }, reglages);
    if (!lu.ok) throw new Error(lu.refus);
    await conclure(depeches, { ...lu.valeur, lot: manifeste.lot, envoye: scelle }, reglages);
    await etape('depeche.accusee');
    return lu.valeur.accuse.depeches.some(({ sort }) => sort === 'reportee') ? 'partiel' : 'conclu';
  } catch (cause) {
    const absent = cause instanceof PairInjoignable;
    const phrase = cause instanceof Error ? cause.message : String(cause);
    await reporter(depeches, absent ? phrase.replace('Le pli attend', 'La dépêche attend') : phrase, {
      reglages,
      // Seule en cause, elle attend seule : les autres passent.
      tousPrets: absent || depeches.length > 1,
    });
    return absent ? 'pair-absent' : 'refuse';
  }
}

/** Renvoie une depeche accusee que le pair n'a plus ; vrai si elle y est de nouveau. Son contenu oublie, elle reste un ecart. */
export async function renvoyerLaDepeche(id: string, reglages: ReglagesNoeud, lien: Lien): Promise<boolean> {
  const { db } = reglages.base;
  const depeche = await db
    .updateTable('echange_depeche')
    .set({ etat: 'en-attente' })
    .where('id', '=', id)
    .where('etat', '=', 'accusee')
    .where('corps', 'is not', null)
    .returningAll()
    .executeTakeFirst();
  if (depeche === undefined) return false;
  await envoyerLot([depeche], reglages, lien);
  const apres = await db.selectFrom('echange_depeche').select('etat').where('id', '=', id).executeTakeFirst();
  return apres?.etat === 'accusee';
}

async function composer(
  depeches: readonly DepecheEnFile[],
  reglages: ReglagesNoeud,
): Promise<{ readonly manifeste: Manifeste; readonly scelle: Enveloppe }> {
  const maintenant = reglages.maintenant?.() ?? new Date();
  const manifeste: Manifeste = {
    schema: 'ppn/lot@1',
    lot: nouvelUuid(maintenant.getTime(), randomBytes(10)),
    emetteur: reglages.moi,
    destinataire: reglages.pair.nom,
    scelleA: maintenant.toISOString(),
    depeches: depeches.map((depeche) =>
      ligneDeLot.parse({ ...depeche, emisA: depeche.emis_a.toISOString() }),
    ),
  };
  return { manifeste, scelle: await sceller(canonique(manifeste), reglages) };
}

const poster = (depeches: readonly DepecheEnFile[], scelle: Enveloppe, lien: Lien): Promise<ReponsePair> =>
  lien.envoyer({
    methode: 'POST',
    chemin: '/echange/depeches',
    entetes: { 'content-type': 'application/json' },
    corps: new TextEncoder().encode(
      JSON.stringify({ ...scelle, corps: depeches.map(({ sel, corps }) => ({ sel, corps })) }),
    ),
  });

type AccuseLu = { readonly accuse: AccuseDeLot; readonly enveloppe: Enveloppe };

async function lireAccuse(
  { corps }: ReponsePair,
  attendu: { readonly lot: string; readonly empreinte: string },
  reglages: ReglagesNoeud,
): Promise<Result<AccuseLu, string>> {
  const recue = enveloppe.safeParse(lireJson(new TextDecoder().decode(corps)));
  if (!recue.success) return refus('L’accusé du lot est illisible.');
  const scelle = await ouvrirSceau(recue.data, reglages);
  if (!scelle.ok) return refus(`L’accusé du lot ne vaut pas. ${scelle.refus}`);
  const lu = accuseDeLot.safeParse(lireJson(scelle.valeur));
  if (!lu.success) return refus('L’accusé du lot est illisible.');
  if (lu.data.lot !== attendu.lot || lu.data.empreinteDuLot !== attendu.empreinte)
    return refus('L’accusé porte sur un autre lot.');
  return lu.data.emetteur === reglages.pair.nom
    ? reussite({ accuse: lu.data, enveloppe: recue.data })
    : refus('L’accusé du lot vient d’un autre service.');
}

async function conclure(
  depeches: readonly DepecheEnFile[],
  { accuse, enveloppe: recue, lot, envoye }: AccuseLu & { readonly lot: string; readonly envoye: Enveloppe },
  reglages: ReglagesNoeud,
): Promise<void> {
  const sorts = new Map<string, SortDeDepeche>(accuse.depeches.map((sort) => [sort.id, sort]));
  await dansUneTransaction(reglages.base.db, async (tx) => {
    await garderLeLot(tx, 'emis', { lot, envoye, accuse: recue });
    // Dans l'ordre des objets, comme a la reception : les verrous du metier se prennent dans le meme ordre.
    for (const depeche of depeches.toSorted((a, b) => (a.objet < b.objet ? -1 : a.objet > b.objet ? 1 : 0))) {
      const { sort = 'reportee', motif = 'Sans réponse.', attendue } = sorts.get(depeche.id) ?? {};
      if (sort === 'reportee') await ramener(tx, depeche, attendue);
      else
        await terminer(
          tx,
          { depeche, sort, motif: sort === 'refusee' ? motif : null, recuA: accuse.recuA },
          reglages,
        );
    }
  });
  const reportees = depeches.filter(({ id }) => (sorts.get(id)?.sort ?? 'reportee') === 'reportee');
  for (const depeche of reportees)
    await reporter([depeche], sorts.get(depeche.id)?.motif ?? 'Sans réponse.', {
      reglages,
      tousPrets: false,
    });
}

type Fin = {
  readonly depeche: DepecheEnFile;
  readonly sort: 'acceptee' | 'refusee';
  readonly motif: string | null;
  readonly recuA: string;
};

async function terminer(
  tx: Tx,
  { depeche, sort, motif, recuA }: Fin,
  reglages: ReglagesNoeud,
): Promise<void> {
  const { numUpdatedRows } = await tx
    .updateTable('echange_depeche')
    .set({ etat: sort === 'acceptee' ? 'accusee' : 'refusee', accuse_a: recuA, motif, derniere_erreur: null })
    .where('id', '=', depeche.id)
    .where('etat', '=', 'en-attente')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const { id, objet, genre } = depeche;
  await reglages.surDepeche?.(tx, { id, objet, genre, sort, motif, recuA });
}

/** Le pair dit ce qui lui manque d'un objet : ce que nous croyions accuse, et avons encore, repart. */
async function ramener(tx: Tx, { objet, suite }: DepecheEnFile, attendue: number | undefined): Promise<void> {
  if (attendue === undefined) return;
  await tx
    .updateTable('echange_depeche')
    .set({ etat: 'en-attente' })
    .where('objet', '=', objet)
    .where('suite', '>=', attendue)
    .where('suite', '<', suite)
    .where('etat', '=', 'accusee')
    .where('corps', 'is not', null)
    .execute();
}

/** Une panne n'est jamais une fin. `tousPrets` : c'est la boucle qui attend ; sinon ces depeches attendent, de 1 s a 60 s. */
async function reporter(
  depeches: readonly DepecheEnFile[],
  phrase: string,
  { reglages, tousPrets }: { readonly reglages: ReglagesNoeud; readonly tousPrets: boolean },
): Promise<void> {
  reglages.consigner('erreur', 'Dépêches reportées', { nombre: depeches.length, erreur: phrase });
  const prochaine: Expression<Date> = tousPrets
    ? sql<Date>`prochaine`
    : sql<Date>`now() + make_interval(secs => least(60, power(2, least(tentatives, 6))))`;
  const lesSiennes: Expression<SqlBool> = sql<boolean>`id = any(${depeches.map(({ id }) => id)}::uuid[])`;
  await reglages.base.db
    .updateTable('echange_depeche')
    .set({ tentatives: sql<number>`tentatives + 1`, derniere_erreur: phrase.slice(0, 500), prochaine })
    .where(lesSiennes)
    .where('etat', '=', 'en-attente')
    .execute();
}

function detailDe({ corps }: ReponsePair): string {
  const lu = lireJson(new TextDecoder().decode(corps));
  return typeof lu === 'object' && lu !== null && 'detail' in lu && typeof lu.detail === 'string'
    ? lu.detail
    : '';
}
