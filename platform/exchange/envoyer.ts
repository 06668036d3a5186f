import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { empreinte } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import type { Accuse } from './bordereau.ts';
import { composerPli, externesDe, lireAccuse } from './conteneur.ts';
import { type Lien, PairInjoignable, type ReponsePair } from './lien.ts';
import type { ReglagesNoeud } from './reglages.ts';
import type { Envoi, PieceAEnvoyer, Tx } from './tables.ts';
import { empreinteDeTete, garderTete, motifsDeTete, type TetePortee } from './tetes.ts';

/** Demande d'envoi, ecrite dans la transaction metier : elle part apres le commit, ou jamais. */
export async function emettre(
  tx: Tx,
  envoi: {
    readonly id: string;
    readonly objet: string;
    readonly genre: string;
    readonly pieces: readonly PieceAEnvoyer[];
    readonly message: unknown;
    readonly emisA: string;
  },
): Promise<void> {
  await tx
    .insertInto('echange_envoi')
    .values({
      id: envoi.id,
      objet: envoi.objet,
      genre: envoi.genre,
      pieces: JSON.stringify(envoi.pieces),
      message: JSON.stringify(envoi.message),
      emis_a: envoi.emisA,
    })
    .execute();
  await sql`select pg_notify('echange', ${envoi.id})`.execute(tx);
}

/** Les envois prets : le plus ancien non fini de chaque objet (l'ordre d'un dossier est garde), au plus `limite`. */
export async function envoisPrets({ base }: ReglagesNoeud, limite: number): Promise<readonly Envoi[]> {
  return base.db
    .selectFrom('echange_envoi as e')
    .selectAll('e')
    .where('e.etat', 'in', ['a-preparer', 'prepare'])
    .where('e.prochaine', '<=', sql<Date>`now()`)
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('echange_envoi as a')
            .select('a.id')
            .whereRef('a.objet', '=', 'e.objet')
            .whereRef('a.rang', '<', 'e.rang')
            .where('a.etat', 'in', ['a-preparer', 'prepare']),
        ),
      ),
    )
    .orderBy('e.rang')
    .limit(limite)
    .execute();
}

/** Comment un passage s'est termine : le pli a son sort, attend, ou attend que le pair reponde. */
export type IssueDEnvoi = 'conclu' | 'reporte' | 'pair-absent';

/** Fait avancer un envoi jusqu'a son accuse ; chaque etape est enregistree, une panne reprend a la derniere. */
export async function traiterEnvoi(envoi: Envoi, reglages: ReglagesNoeud, lien: Lien): Promise<IssueDEnvoi> {
  try {
    const pli =
      envoi.etat === 'prepare' && envoi.pli_empreinte !== null
        ? await relire(envoi.pli_empreinte, reglages, envoi.tete_empreinte)
        : await preparer(envoi, reglages);
    if (pli === undefined) return 'reporte';
    const route = { envoi, reglages, lien };
    await pousserExternes(route, 'manquantes');
    await transmettre(route, pli);
    return 'conclu';
  } catch (cause) {
    if (cause instanceof ObjetAltere || cause instanceof ObjetAbsent) return perdre(envoi, cause, reglages);
    await reporter(envoi, cause, reglages);
    return cause instanceof PairInjoignable ? 'pair-absent' : 'reporte';
  }
}

/** Un objet manque ou est altere ici : le pli ne partira pas, et on le dit. */
async function perdre(
  envoi: Envoi,
  perte: ObjetAltere | ObjetAbsent,
  reglages: ReglagesNoeud,
): Promise<IssueDEnvoi> {
  try {
    await conclure(
      envoi,
      { verdict: 'refuse', motifs: [perte.message], recuA: null, accuse: null, perdu: perte.empreinte },
      reglages,
    );
    return 'conclu';
  } catch (cause) {
    await reporter(envoi, cause, reglages);
    return 'reporte';
  }
}

/** Un pli scelle et range : ce sont ces octets-la qui partent, a chaque tentative. */
type PliScelle = {
  readonly empreinte: string;
  readonly octets: Uint8Array;
  /** Empreinte de la tete de dossier que porte son bordereau. */
  readonly tete: string | null;
};

const relire = async (
  valeur: string,
  { magasin }: ReglagesNoeud,
  tete: string | null = null,
): Promise<PliScelle> => ({
  empreinte: valeur,
  tete,
  octets: await magasin.lireOctets(empreinte(valeur), PLI_MAX),
});

const PLI_MAX = 256 * 1024 * 1024;

/** Scelle le pli et en retient l'empreinte ; `undefined` si un autre passage l'a deja prepare : c'est le sien qui part. */
async function preparer(envoi: Envoi, reglages: ReglagesNoeud): Promise<PliScelle | undefined> {
  for (const externe of externesDe(envoi))
    if ((await reglages.magasin.verifier(externe.empreinte)) !== 'intact')
      throw new ObjetAltere(externe.empreinte);
  const { octets, tete: portee } = await composerPli(envoi, reglages);
  const tete = portee === undefined ? null : empreinteDeTete(portee);
  const depose = await reglages.magasin.deposerOctets(octets);
  if (!depose.ok) throw new Error(`Le pli ne peut pas être gardé : ${JSON.stringify(depose.refus)}`);
  const { numUpdatedRows } = await reglages.base.db
    .updateTable('echange_envoi')
    .set({ etat: 'prepare', pli_empreinte: depose.valeur.empreinte, tete_empreinte: tete })
    .where('id', '=', envoi.id)
    .where('etat', '=', 'a-preparer')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return undefined;
  await etape('echange.pli-prepare');
  return { empreinte: depose.valeur.empreinte, octets, tete };
}

type Route = { readonly envoi: Envoi; readonly reglages: ReglagesNoeud; readonly lien: Lien };

async function pousserExternes(
  { envoi, reglages: { magasin }, lien }: Route,
  lesquelles: 'manquantes' | 'toutes',
): Promise<void> {
  for (const piece of externesDe(envoi)) {
    const chemin = `/echange/objets/${piece.empreinte}`;
    if (lesquelles === 'manquantes' && (await lien.envoyer({ methode: 'HEAD', chemin })).statut === 200)
      continue;
    const { statut } = await lien.envoyer({
      methode: 'PUT',
      chemin,
      entetes: { 'content-length': String(piece.taille) },
      corps: magasin.lire(piece.empreinte),
    });
    if (statut !== 201)
      throw new Error(`Le destinataire n’a pas pu recevoir la pièce « ${piece.nom} » (statut ${statut}).`);
    await etape('echange.piece-poussee');
  }
}

async function transmettre(route: Route, scelle: PliScelle): Promise<void> {
  const { envoi, reglages } = route;
  const { empreinte: pli, tete } = scelle;
  let reponse = await poster(route, scelle);
  if (reponse.statut === 409 && externesDe(envoi).length > 0) {
    // Une grande piece s'est perdue ou abimee la-bas : la renvoyer la repare.
    await pousserExternes(route, 'toutes');
    reponse = await poster(route, scelle);
  }
  await etape('echange.pli-envoye');
  if (reponse.statut !== 200)
    throw new Error(
      `Le destinataire n’a pas pu traiter le pli (statut ${reponse.statut}) : ${phraseDe(reponse.corps)}`,
    );
  const lu = await lireAccuse(reponse.corps, { pli: envoi.id, empreinte: pli }, reglages);
  if (!lu.ok) throw new Error(lu.refus);
  if (lu.valeur.teteRecue !== undefined && lu.valeur.teteRecue !== tete)
    throw new Error('L’accusé de réception porte sur une autre tête de dossier.');
  const garde = await reglages.magasin.deposerOctets(reponse.corps);
  if (!garde.ok) throw new Error('L’accusé de réception ne peut pas être gardé.');
  await conclure(
    envoi,
    {
      verdict: lu.valeur.verdict,
      motifs: lu.valeur.motifs,
      recuA: lu.valeur.recuA,
      accuse: garde.valeur.empreinte,
      tete: await teteDeLAccuse(lu.valeur, envoi, reglages),
    },
    reglages,
  );
  await etape('echange.accuse-enregistre');
}

/** Renvoie un pli deja accuse que le pair n'a plus, octets inchanges ; vrai si le pair l'accuse de nouveau comme integre. */
export async function renvoyerLePli(envoi: Envoi, reglages: ReglagesNoeud, lien: Lien): Promise<boolean> {
  if (envoi.pli_empreinte === null) return false;
  const pli = await relire(envoi.pli_empreinte, reglages);
  const route = { envoi, reglages, lien };
  await pousserExternes(route, 'manquantes');
  const reponse = await poster(route, pli);
  if (reponse.statut !== 200) return false;
  const lu = await lireAccuse(reponse.corps, { pli: envoi.id, empreinte: pli.empreinte }, reglages);
  return lu.ok && lu.valeur.verdict === 'integre';
}

const poster = ({ envoi, lien }: Route, { empreinte: pli, octets }: PliScelle): Promise<ReponsePair> =>
  lien.envoyer({
    methode: 'POST',
    chemin: `/echange/plis/${envoi.id}`,
    entetes: { 'content-type': 'application/vnd.etsi.asic-e+zip', 'x-empreinte': pli },
    corps: octets,
  });

/** La tete du pair que porte l'accuse, si elle prolonge celles que nous gardons ; sinon c'est un incident, pas un refus : le pli est bien arrive. */
async function teteDeLAccuse(lu: Accuse, envoi: Envoi, reglages: ReglagesNoeud): Promise<TetePortee> {
  if (lu.tete === undefined) return {};
  const portee = { tete: lu.tete, coherence: lu.coherence ?? [] };
  const [phrase] = await motifsDeTete({ ...portee, objet: envoi.objet, a: lu.recuA }, reglages);
  if (phrase === undefined) return portee;
  await reglages.preuve?.surFaute({ code: 'tete-du-pair-incoherente', idj: envoi.objet, phrase });
  return {};
}

type Conclusion = {
  readonly verdict: 'integre' | 'refuse';
  readonly motifs: readonly string[];
  readonly recuA: string | null;
  readonly accuse: string | null;
  /** Empreinte de l'objet altere ou absent ici, s'il est la cause du refus. */
  readonly perdu?: string;
  /** Tete du pair venue avec l'accuse. */
  readonly tete?: TetePortee;
};

async function conclure(envoi: Envoi, conclusion: Conclusion, reglages: ReglagesNoeud): Promise<void> {
  await dansUneTransaction(reglages.base.db, async (tx) => {
    const { numUpdatedRows } = await tx
      .updateTable('echange_envoi')
      .set({
        etat: conclusion.verdict === 'integre' ? 'accuse' : 'refuse',
        accuse_empreinte: conclusion.accuse,
        accuse_a: conclusion.recuA,
        motifs: JSON.stringify(conclusion.motifs),
        derniere_erreur: null,
      })
      .where('id', '=', envoi.id)
      .where('etat', 'in', ['a-preparer', 'prepare'])
      .executeTakeFirst();
    if (numUpdatedRows === 0n) return;
    await garderTete(tx, conclusion.tete ?? {}, reglages);
    await reglages.surAccuse(tx, {
      envoi,
      verdict: conclusion.verdict,
      motifs: conclusion.motifs,
      recuA: conclusion.recuA ?? (reglages.maintenant?.() ?? new Date()).toISOString(),
    });
    if (conclusion.perdu !== undefined)
      await reglages.surObjetAltere?.(tx, { envoi, empreinte: conclusion.perdu });
  });
}

/** Une panne n'est jamais une fin : 1 s, 2 s, 4 s… 60 s, et l'attente se voit. */
async function reporter(envoi: Envoi, cause: unknown, reglages: ReglagesNoeud): Promise<void> {
  const phrase = cause instanceof Error ? cause.message : String(cause);
  reglages.consigner('erreur', 'Envoi reporté', {
    pli: envoi.id,
    tentatives: envoi.tentatives + 1,
    erreur: phrase,
  });
  const attenteS = Math.min(60, 2 ** Math.min(envoi.tentatives, 6));
  await reglages.base.db
    .updateTable('echange_envoi')
    .set({
      tentatives: envoi.tentatives + 1,
      derniere_erreur: phrase.slice(0, 500),
      prochaine: sql<Date>`now() + make_interval(secs => ${attenteS})`,
    })
    .where('id', '=', envoi.id)
    .execute();
  reglages.surReport?.(envoi.objet);
}

function phraseDe(corps: Uint8Array): string {
  try {
    const lu: unknown = JSON.parse(new TextDecoder().decode(corps));
    return typeof lu === 'object' && lu !== null && 'detail' in lu && typeof lu.detail === 'string'
      ? lu.detail
      : '';
  } catch {
    return '';
  }
}
