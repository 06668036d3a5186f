import { ObjetAbsent, ObjetAltere } from '@ppn/blob-store';
import { empreinte } from '@ppn/core';
import { etape } from '@ppn/observability';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import { composerPli, externesDe, lireAccuse } from './conteneur.ts';
import { type Lien, PairInjoignable } from './lien.ts';
import type { ReglagesNoeud } from './reglages.ts';
import type { Envoi, PieceAEnvoyer, Tx } from './tables.ts';

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
        ? await relire(envoi.pli_empreinte, reglages)
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
type PliScelle = { readonly empreinte: string; readonly octets: Uint8Array };

const relire = async (valeur: string, { magasin }: ReglagesNoeud): Promise<PliScelle> => ({
  empreinte: valeur,
  octets: await magasin.lireOctets(empreinte(valeur), PLI_MAX),
});

const PLI_MAX = 256 * 1024 * 1024;

/** Scelle le pli et en retient l'empreinte ; `undefined` si un autre passage l'a deja prepare : c'est le sien qui part. */
async function preparer(envoi: Envoi, reglages: ReglagesNoeud): Promise<PliScelle | undefined> {
  for (const externe of externesDe(envoi))
    if ((await reglages.magasin.verifier(externe.empreinte)) !== 'intact')
      throw new ObjetAltere(externe.empreinte);
  const { octets } = await composerPli(envoi, reglages);
  const depose = await reglages.magasin.deposerOctets(octets);
  if (!depose.ok) throw new Error(`Le pli ne peut pas être gardé : ${JSON.stringify(depose.refus)}`);
  const { numUpdatedRows } = await reglages.base.db
    .updateTable('echange_envoi')
    .set({ etat: 'prepare', pli_empreinte: depose.valeur.empreinte })
    .where('id', '=', envoi.id)
    .where('etat', '=', 'a-preparer')
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return undefined;
  await etape('echange.pli-prepare');
  return { empreinte: depose.valeur.empreinte, octets };
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

async function transmettre(route: Route, { empreinte: pli, octets }: PliScelle): Promise<void> {
  const { envoi, reglages, lien } = route;
  const poster = () =>
    lien.envoyer({
      methode: 'POST',
      chemin: `/echange/plis/${envoi.id}`,
      entetes: { 'content-type': 'application/vnd.etsi.asic-e+zip', 'x-empreinte': pli },
      corps: octets,
    });
  let reponse = await poster();
  if (reponse.statut === 409 && externesDe(envoi).length > 0) {
    // Une grande piece s'est perdue ou abimee la-bas : la renvoyer la repare.
    await pousserExternes(route, 'toutes');
    reponse = await poster();
  }
  await etape('echange.pli-envoye');
  if (reponse.statut !== 200)
    throw new Error(
      `Le destinataire n’a pas pu traiter le pli (statut ${reponse.statut}) : ${phraseDe(reponse.corps)}`,
    );
  const lu = await lireAccuse(reponse.corps, { pli: envoi.id, empreinte: pli }, reglages);
  if (!lu.ok) throw new Error(lu.refus);
  const garde = await reglages.magasin.deposerOctets(reponse.corps);
  if (!garde.ok) throw new Error('L’accusé de réception ne peut pas être gardé.');
  await conclure(
    envoi,
    {
      verdict: lu.valeur.verdict,
      motifs: lu.valeur.motifs,
      recuA: lu.valeur.recuA,
      accuse: garde.valeur.empreinte,
    },
    reglages,
  );
  await etape('echange.accuse-enregistre');
}

type Conclusion = {
  readonly verdict: 'integre' | 'refuse';
  readonly motifs: readonly string[];
  readonly recuA: string | null;
  readonly accuse: string | null;
  /** Empreinte de l'objet altere ou absent ici, s'il est la cause du refus. */
  readonly perdu?: string;
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
