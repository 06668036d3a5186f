import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { empreinte, isUuid } from '@ppn/core';
import { etape } from '@ppn/observability';
import { codeSql, dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { type Accuse, type Bordereau, ROLE_PREUVE } from './bordereau.ts';
import { ouvrirPli, scellerAccuse, sha256 } from './conteneur.ts';
import type { PliOuvert, ReglagesNoeud, Sort } from './reglages.ts';
import type { Tx } from './tables.ts';
import { empreinteDeTete, garderTete, motifsDeTete, teteAJoindre, type TetePortee } from './tetes.ts';

/** Reponse a un pli : l'accuse scelle (200), ou une panne a reprendre (409, 503). */
export type ReponseAuPli =
  | { readonly statut: 200; readonly accuse: Uint8Array }
  | { readonly statut: 400 | 409 | 503; readonly detail: string };

/** Recoit un pli. Un pli deja recu rend l'accuse deja rendu ; rien n'est jamais ecrit a moitie. */
export async function recevoirPli(
  id: string,
  octets: Uint8Array,
  annoncee: string | undefined,
  reglages: ReglagesNoeud,
): Promise<ReponseAuPli> {
  if (!isUuid(id)) return { statut: 400, detail: 'Identifiant de pli mal formé.' };
  const recue = sha256(octets);
  if (annoncee !== undefined && annoncee !== recue)
    return { statut: 400, detail: 'Le pli est arrivé tronqué ou altéré en route : renvoyez-le.' };
  const deja = await accuseDejaRendu(id, recue, reglages);
  if (deja) return { statut: 200, accuse: deja };
  const recuA = (reglages.maintenant?.() ?? new Date()).toISOString();
  const ouvert = await ouvrirPli(octets, { pli: id }, reglages);
  const base = {
    schema: 'ppn/accuse@1',
    pli: id,
    empreinteDuPli: recue,
    emetteur: reglages.moi,
    recuA,
  } as const;
  if (!ouvert.ok)
    return {
      statut: 200,
      accuse: await rejeter(
        { ...base, objet: '', verdict: 'refuse', motifs: bornes(ouvert.refus) },
        reglages,
      ),
    };
  const manquant = await externeManquant(ouvert.valeur.bordereau, reglages);
  if (manquant) return { statut: 409, detail: `La pièce « ${manquant} » n’est pas encore arrivée.` };
  if (await identifiantPris(id, reglages))
    return {
      statut: 200,
      accuse: await rejeter(
        {
          ...base,
          objet: ouvert.valeur.bordereau.objet,
          verdict: 'refuse',
          motifs: ['Un autre pli a déjà été reçu sous cet identifiant.'],
        },
        reglages,
      ),
    };
  const lu = ouvert.valeur.bordereau;
  const teteFausse = await motifsDeTete({ ...portee(lu), objet: lu.objet, a: lu.emisA }, reglages);
  const sort =
    teteFausse.length > 0
      ? refuserLaTete(lu, teteFausse, reglages)
      : await juger({ bordereau: lu, recuA, octets: (nom) => ouvert.valeur.pieces.get(nom) }, reglages);
  if (sort === undefined)
    return { statut: 409, detail: 'Une grande pièce n’est plus intacte ici : renvoyez-la.' };
  await etape('echange.pli-verifie');
  return integrer(
    {
      id,
      octets,
      bordereau: ouvert.valeur.bordereau,
      pieces: ouvert.valeur.pieces,
      sort,
      tete: teteFausse.length > 0 ? {} : portee(lu),
      accuse: {
        ...base,
        ...(lu.tete === undefined ? {} : { teteRecue: empreinteDeTete(lu.tete) }),
        ...(await teteAJoindre(lu.objet, reglages)),
        objet: ouvert.valeur.bordereau.objet,
        verdict: sort.verdict,
        motifs: bornes(sort.motifs),
      },
    },
    reglages,
  );
}

/** Le sort du pli, ou `undefined` si un objet deja recu a part s'est abime dans le magasin depuis. */
async function juger(pli: PliOuvert, { recevoir }: ReglagesNoeud): Promise<Sort | undefined> {
  try {
    return await recevoir(pli);
  } catch (cause) {
    if (cause instanceof ObjetAltere || cause instanceof ObjetAbsent) return undefined;
    throw cause;
  }
}

const portee = ({ tete, coherence }: Bordereau): TetePortee =>
  tete === undefined ? {} : { tete, coherence: coherence ?? [] };

/** Une tete qui contredit celles que nous gardons : le dossier a ete change la-bas. Pli refuse, et incident. */
const refuserLaTete = (lu: Bordereau, motifs: readonly string[], reglages: ReglagesNoeud): Sort => ({
  verdict: 'refuse',
  motifs,
  ecrire: (tx) => reglages.surPliIllisible(tx, { pli: lu.pli, objet: lu.objet, motifs }),
});

type AIntegrer = {
  readonly id: string;
  readonly octets: Uint8Array;
  readonly bordereau: Bordereau;
  readonly pieces: ReadonlyMap<string, Uint8Array>;
  readonly sort: Sort;
  /** Tete du dossier chez l'emetteur, jugee bonne. */
  readonly tete: TetePortee;
  readonly accuse: Accuse;
};

async function integrer(
  { id, octets, bordereau, pieces, sort, tete, accuse }: AIntegrer,
  reglages: ReglagesNoeud,
): Promise<ReponseAuPli> {
  if (sort.verdict === 'integre')
    for (const piece of bordereau.pieces)
      // Une preuve reste dans le pli, qui est garde entier.
      if (piece.role !== ROLE_PREUVE) await garder(pieces.get(piece.nom), reglages);
  const scelle = await scellerAccuse(accuse, reglages);
  const pli = await garder(octets, reglages);
  const accuseGarde = await garder(scelle, reglages);
  await etape('echange.accuse-scelle');
  try {
    await dansUneTransaction(reglages.base.db, async (tx) => {
      await tx
        .insertInto('echange_reception')
        .values({
          id,
          objet: bordereau.objet,
          genre: bordereau.genre,
          emetteur: bordereau.emetteur,
          emis_a: bordereau.emisA,
          recu_a: accuse.recuA,
          pli_empreinte: pli,
          pieces: bordereau.pieces.filter(({ role }) => role !== ROLE_PREUVE).length,
          verdict: sort.verdict,
          motifs: JSON.stringify(accuse.motifs),
          accuse_empreinte: accuseGarde,
          rang: bordereau.rang ?? null,
        })
        .execute();
      await garderTete(tx, tete, reglages);
      await sort.ecrire(tx);
    });
  } catch (cause) {
    if (codeSql(cause) !== '23505') throw cause;
    const deja = await accuseDejaRendu(id, accuse.empreinteDuPli, reglages);
    return deja
      ? { statut: 200, accuse: deja }
      : { statut: 503, detail: 'Réception simultanée du même pli : renvoyez-le.' };
  }
  await etape('echange.pli-integre');
  sort.ensuite?.();
  return { statut: 200, accuse: scelle };
}

async function garder(octets: Uint8Array | undefined, { magasin }: ReglagesNoeud): Promise<string> {
  if (octets === undefined) return '';
  const depose = await magasin.deposerOctets(octets);
  if (!depose.ok) throw new Error(`Objet impossible à garder : ${JSON.stringify(depose.refus)}`);
  return depose.valeur.empreinte;
}

async function accuseDejaRendu(
  id: string,
  pli: string,
  { base, magasin }: ReglagesNoeud,
): Promise<Uint8Array | undefined> {
  const ligne = await base.db
    .selectFrom('echange_reception')
    .select(['accuse_empreinte'])
    .where('id', '=', id)
    .where('pli_empreinte', '=', pli)
    .executeTakeFirst();
  return ligne ? magasin.lireOctets(empreinte(ligne.accuse_empreinte), 2 * 1024 * 1024) : undefined;
}

const identifiantPris = async (id: string, { base }: ReglagesNoeud): Promise<boolean> =>
  (await base.db.selectFrom('echange_reception').select('id').where('id', '=', id).executeTakeFirst()) !==
  undefined;

async function externeManquant(lu: Bordereau, { magasin }: ReglagesNoeud): Promise<string | undefined> {
  for (const piece of lu.pieces)
    if (piece.externe && (await magasin.taille(piece.empreinte)) !== piece.taille) return piece.nom;
  return undefined;
}

/** Ce qui n'est pas un pli du pair ne prend la place d'aucun pli : trace a part, incident, accuse de refus. */
async function rejeter(accuse: Accuse, reglages: ReglagesNoeud): Promise<Uint8Array> {
  const scelle = await scellerAccuse(accuse, reglages);
  await dansUneTransaction(reglages.base.db, async (tx) => {
    if (await dejaRejete(tx, accuse)) return;
    await tx
      .insertInto('echange_rejet')
      .values({
        pli: accuse.pli,
        empreinte: accuse.empreinteDuPli,
        motifs: JSON.stringify(accuse.motifs),
        recu_a: accuse.recuA,
      })
      .execute();
    await reglages.surPliIllisible(tx, {
      pli: accuse.pli,
      objet: accuse.objet === '' ? undefined : accuse.objet,
      motifs: accuse.motifs,
    });
  });
  return scelle;
}

/** Le meme rejet, renvoye par un pair qui n'a pas eu la reponse, ne fait ni seconde trace ni second incident. */
async function dejaRejete(tx: Tx, { pli, empreinteDuPli }: Accuse): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${pli}, 7206012))`.execute(tx);
  const deja = await tx
    .selectFrom('echange_rejet')
    .select('numero')
    .where('pli', '=', pli)
    .where('empreinte', '=', empreinteDuPli)
    .executeTakeFirst();
  return deja !== undefined;
}

/** Les motifs voyagent bornes : 50 phrases de 1 000 caracteres. */
const bornes = (motifs: readonly string[]): string[] =>
  [...new Set(motifs)].slice(0, 50).map((motif) => motif.slice(0, 1_000));
