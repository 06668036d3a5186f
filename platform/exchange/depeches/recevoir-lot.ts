import { isUuid, type Result, refus, reussite } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { type QueryCreator, sql } from 'kysely';
import type { ReglagesNoeud } from '../reglages.ts';
import type { TablesEchange } from '../tables.ts';
import {
  type AccuseDeLot,
  canonique,
  empreinteDuCorps,
  type Enveloppe,
  type LigneDeLot,
  lireJson,
  lotTransmis,
  type LotTransmis,
  type Manifeste,
  manifeste,
  sha256,
  type SortDeDepeche,
} from './formes.ts';
import { integrer } from './integrer-depeche.ts';
import { ouvrirSceau, sceller } from './sceau.ts';

/** Reponse a un lot : l'accuse scelle, ou la raison de n'en rien avoir fait. */
export type ReponseAuLot =
  | { readonly statut: 200; readonly accuse: Enveloppe }
  | { readonly statut: 400 | 422; readonly detail: string };

/** Depeches par transaction : les verrous d'un objet ne sont pas tenus le temps du lot entier. */
const PAR_TRANSACTION = 25;

/** Recoit un lot : sceau du pair, corps exactement ceux du manifeste, puis chaque depeche une fois. Un lot deja recu rend les memes sorts. */
export async function recevoirLot(octets: Uint8Array, reglages: ReglagesNoeud): Promise<ReponseAuLot> {
  const texte = new TextDecoder().decode(octets);
  const transmis = lotTransmis.safeParse(lireJson(texte));
  if (!transmis.success)
    return { statut: 400, detail: 'Le lot est arrivé tronqué ou illisible : renvoyez-le.' };
  const juge = await juger(transmis.data, reglages);
  if (!juge.ok) {
    await rejeter(transmis.data, juge.refus, reglages);
    return { statut: 422, detail: juge.refus };
  }
  await etape('depeche.lot-verifie');
  const recuA = maintenantDe(reglages);
  const sorts = await toutIntegrer(juge.valeur, { corps: transmis.data.corps, recuA }, reglages);
  await etape('depeche.integree');
  const contenu: AccuseDeLot = {
    schema: 'ppn/accuse-de-lot@1',
    lot: juge.valeur.lot,
    empreinteDuLot: sha256(transmis.data.texte),
    emetteur: reglages.moi,
    recuA,
    depeches: [...sorts],
  };
  const accuse = await sceller(canonique(contenu), reglages);
  await garderLeLot(reglages.base.db, 'recu', { lot: juge.valeur.lot, envoye: transmis.data, accuse });
  await etape('depeche.accuse-scelle');
  return { statut: 200, accuse };
}

async function juger(transmis: LotTransmis, reglages: ReglagesNoeud): Promise<Result<Manifeste, string>> {
  const scelle = await ouvrirSceau(transmis, reglages);
  if (!scelle.ok) return scelle;
  const lu = manifeste.safeParse(lireJson(scelle.valeur));
  if (!lu.success) return refus('Le manifeste du lot est illisible.');
  if (lu.data.destinataire !== reglages.moi || lu.data.emetteur !== reglages.pair.nom)
    return refus(`Ce lot va de « ${lu.data.emetteur} » à « ${lu.data.destinataire} », pas ici.`);
  if (transmis.corps.length !== lu.data.depeches.length)
    return refus('Le lot ne porte pas autant de dépêches que son manifeste.');
  const faux = lu.data.depeches.find((ligne, rang) => !conforme(ligne, transmis.corps[rang]));
  return faux === undefined
    ? reussite(lu.data)
    : refus(`La dépêche ${faux.id} n’est pas celle que le cachet couvre.`);
}

const conforme = ({ empreinte }: LigneDeLot, corps: LotTransmis['corps'][number] | undefined): boolean =>
  corps !== undefined && empreinteDuCorps(corps.sel, corps.corps) === empreinte;

async function toutIntegrer(
  { depeches, emetteur }: Manifeste,
  { corps, recuA }: { readonly corps: LotTransmis['corps']; readonly recuA: string },
  reglages: ReglagesNoeud,
): Promise<readonly SortDeDepeche[]> {
  const sorts: SortDeDepeche[] = [];
  /** Une depeche reportee retient celles de son objet qui la suivent, et elles seules. */
  const retenus = new Set<string>();
  for (let debut = 0; debut < depeches.length; debut += PAR_TRANSACTION) {
    const paquet = parObjet([...depeches.slice(debut, debut + PAR_TRANSACTION).entries()]);
    const avant = [...retenus];
    sorts.push(
      ...(await dansUneTransaction(reglages.base.db, async (tx) => {
        retenus.clear();
        for (const objet of avant) retenus.add(objet);
        const rendus: SortDeDepeche[] = [];
        for (const [rang, ligne] of paquet) {
          if (retenus.has(ligne.objet)) {
            rendus.push({
              id: ligne.id,
              sort: 'reportee',
              motif: 'Une dépêche précédente du même objet attend.',
            });
            continue;
          }
          const recue = { ...ligne, corps: corps[debut + rang]?.corps, emetteur, recuA };
          const sort = await integrer(tx, recue, reglages);
          if (sort.sort === 'reportee') retenus.add(ligne.objet);
          rendus.push(sort);
        }
        return rendus;
      })),
    );
  }
  return sorts;
}

/** Par objet, l'ordre de chacun garde : deux transactions qui touchent les memes objets les verrouillent dans le meme ordre. */
const parObjet = (
  lignes: readonly (readonly [number, LigneDeLot])[],
): readonly (readonly [number, LigneDeLot])[] =>
  lignes.toSorted(([, { objet: un }], [, { objet: autre }]) => (un < autre ? -1 : un > autre ? 1 : 0));

/** Garde un lot conclu et son accuse ; le meme lot, renvoye, garde le premier accuse. */
export async function garderLeLot(
  db: QueryCreator<TablesEchange>,
  sens: 'emis' | 'recu',
  { lot, envoye, accuse }: { readonly lot: string; readonly envoye: Enveloppe; readonly accuse: Enveloppe },
): Promise<void> {
  await db
    .insertInto('echange_lot')
    .values({
      id: lot,
      sens,
      manifeste: envoye.texte,
      cms: Buffer.from(envoye.cms, 'base64'),
      accuse: accuse.texte,
      accuse_cms: Buffer.from(accuse.cms, 'base64'),
    })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
}

/** Ce que le pair n'a pas scelle laisse une trace (une par contenu) et un incident ; aucune depeche n'en est tiree. */
async function rejeter({ texte }: LotTransmis, motif: string, reglages: ReglagesNoeud): Promise<void> {
  const empreinte = sha256(texte);
  const lu = lireJson(texte);
  const annonce = typeof lu === 'object' && lu !== null && 'lot' in lu ? lu.lot : undefined;
  const lot = isUuid(annonce) ? annonce : 'lot-illisible';
  reglages.consigner('erreur', 'Lot de dépêches rejeté', { lot, motif });
  await dansUneTransaction(reglages.base.db, async (tx) => {
    const { rows } = await sql<{ numero: number }>`
      insert into echange_rejet (pli, empreinte, motifs, recu_a)
      select ${lot}, ${empreinte}, ${JSON.stringify([motif])}::jsonb, ${maintenantDe(reglages)}::timestamptz
      where not exists (select 1 from echange_rejet where pli = ${lot} and empreinte = ${empreinte})
      returning numero`.execute(tx);
    if (rows.length > 0) await reglages.surPliIllisible(tx, { pli: lot, objet: undefined, motifs: [motif] });
  });
}

const maintenantDe = ({ maintenant }: ReglagesNoeud): string => (maintenant?.() ?? new Date()).toISOString();
