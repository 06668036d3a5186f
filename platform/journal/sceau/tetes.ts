import { refus, reussite } from '@ppn/core';
import type { Idj, Result } from '@ppn/core';
import { dansUneTransaction } from '@ppn/postgres';
import {
  arbreEnMemoire,
  enBase64,
  entreeDuFait,
  hacherFeuille,
  lireEmpreinte,
  lireTete,
  memesOctets,
  signerTete,
  verifierCoherence,
  verifierTete,
} from '@ppn/tlog';
import type { ArbreEnMemoire, CleDeSignature, ClePublique, RefusDeTete, Tete } from '@ppn/tlog';
import { sql } from 'kysely';
import type { Kysely, QueryExecutorProvider } from 'kysely';
import { lireSuite } from './faits-sales.ts';

/** Flux de la suite d'un dossier. */
export const fluxDeLaSuite = (idj: string): string => `dossier/${idj}`;

/** Preuve (condensats en base64) qu'une tete prolonge celle de `de` faits. */
export type PreuveDeTete = { readonly de: number; readonly preuve: readonly string[] };

/** Une tete a remettre au pair : sa note, et ce qui la lie a chaque tete deja remise, de la plus petite a la plus grande. */
export type TeteRemise = {
  readonly note: string;
  readonly taille: number;
  readonly coherence: readonly PreuveDeTete[];
};

/** Preuves jointes a une tete, au plus : les plus recentes des tetes remises. */
export const COHERENCES_MAX = 500;

/**
 * Calcule et signe la tete d'un dossier des faits qu'il a maintenant, et la retient comme remise. Les remises d'un dossier
 * passent l'une apres l'autre : chacune prouve toutes les precedentes. `undefined` : aucun fait.
 */
export function remettreTete<T>(
  db: Kysely<T>,
  { idj, service, cle }: { readonly idj: Idj; readonly service: string; readonly cle: CleDeSignature },
): Promise<TeteRemise | undefined> {
  return dansUneTransaction(db, async (tx) => {
    // Sans attendre le disque : la tete ne sort qu'apres un commit ordinaire (pli prepare, reception), qui ecrit celui-ci avant lui.
    await sql`set local synchronous_commit = off`.execute(tx);
    await verrouillerLesRemises(tx, idj);
    const suite = await lireSuite(tx, fluxDeLaSuite(idj));
    if (suite.length === 0) return undefined;
    const arbre = arbreEnMemoire(suite.map(entreeDuFait).map(hacherFeuille));
    const { taille } = arbre;
    const remises = (await tetesRemises(tx, idj)).filter((remise) => remise.taille < taille);
    const note = signerTete({ service, idj, taille, racine: arbre.racine() }, cle);
    await retenirLaRemise(tx, idj, { taille, note });
    return {
      note,
      taille,
      coherence: remises.slice(-COHERENCES_MAX).map(({ taille: de }) => preuve(arbre, de)),
    };
  });
}

/** Verrou des remises d'un dossier, jusqu'a la fin de la transaction. */
export const verrouillerLesRemises = async (tx: QueryExecutorProvider, idj: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${idj}, 7206022))`.execute(tx));

/** Retient une tete remise ; la meme taille n'est retenue qu'une fois. */
export const retenirLaRemise = async (
  tx: QueryExecutorProvider,
  idj: string,
  { taille, note }: TeteGardee,
): Promise<void> =>
  void (await sql`insert into tete_remise (idj, taille, note) values (${idj}, ${taille}, ${note}) on conflict do nothing`.execute(
    tx,
  ));

const preuve = (arbre: ArbreEnMemoire, de: number): PreuveDeTete => ({
  de,
  preuve: arbre.coherence(de).map(enBase64),
});

/** Une tete gardee. */
export type TeteGardee = { readonly taille: number; readonly note: string };

/** Les tetes d'un dossier deja remises au pair, de la plus petite a la plus grande. */
export async function tetesRemises(tx: QueryExecutorProvider, idj: string): Promise<readonly TeteGardee[]> {
  const { rows } =
    await sql<TeteGardee>`select taille, note from tete_remise where idj = ${idj} order by taille`.execute(
      tx,
    );
  return rows;
}

/** Une tete gardee du pair, et les preuves venues avec elle. */
export type TeteDuPair = TeteGardee & { readonly coherence: readonly PreuveDeTete[] };

/** Les tetes d'un dossier recues du pair, de la plus petite a la plus grande. */
export async function tetesDuPair(tx: QueryExecutorProvider, idj: string): Promise<readonly TeteDuPair[]> {
  const { rows } = await sql<TeteDuPair>`
    select taille, note, coherences as coherence from tete_du_pair where idj = ${idj} order by taille`.execute(
    tx,
  );
  return rows;
}

/** Une tete recue du pair, a juger : `a` est l'heure de ce qui la porte (ISO 8601). */
export type TeteRecue = {
  readonly note: string;
  readonly coherence: readonly PreuveDeTete[];
  readonly idj: string;
  readonly pair: string;
  readonly cles: readonly ClePublique[];
  readonly a: string;
};

/** Pourquoi une tete du pair est refusee ; `tete-incoherente` porte la taille de la tete gardee qu'elle contredit. */
export type RefusDeTeteDuPair =
  | { readonly code: RefusDeTete | 'autre-dossier' }
  | { readonly code: 'tete-incoherente'; readonly gardee: number };

/** Juge une tete du pair contre celles que nous gardons : signee, de ce dossier, et prolongeant chacune d'elles. */
export async function jugerTeteDuPair(
  tx: QueryExecutorProvider,
  recue: TeteRecue,
): Promise<Result<Tete, RefusDeTeteDuPair>> {
  const verifiee = verifierTete(recue.note, recue.cles, recue.a);
  if (!verifiee.ok) return refus({ code: verifiee.refus });
  const tete = verifiee.valeur;
  if (tete.idj !== recue.idj || tete.service !== recue.pair) return refus({ code: 'autre-dossier' });
  const gardees = await tetesDuPair(tx, recue.idj);
  const contredite = [
    gardees.findLast(({ taille }) => taille <= tete.taille),
    gardees.find(({ taille }) => taille > tete.taille),
  ]
    .filter((gardee) => gardee !== undefined)
    .find((gardee) => !prolonge(gardee, tete, recue.coherence));
  return contredite === undefined
    ? reussite(tete)
    : refus({ code: 'tete-incoherente', gardee: contredite.taille });
}

/** La tete gardee et la recue sont de la meme suite : la plus grande a apporte la preuve de la plus petite. */
function prolonge(gardee: TeteDuPair, recue: Tete, coherence: readonly PreuveDeTete[]): boolean {
  const tete = lireTete(gardee.note);
  if (tete === undefined) return false;
  const [petite, grande, preuves] =
    tete.taille <= recue.taille ? [tete, recue, coherence] : [recue, tete, gardee.coherence];
  if (petite.taille === grande.taille) return memesOctets(petite.racine, grande.racine);
  const condensats = preuves.find(({ de }) => de === petite.taille)?.preuve.map(lireEmpreinte);
  if (condensats === undefined || !condensats.every((condensat) => condensat !== undefined)) return false;
  return verifierCoherence({
    de: petite.taille,
    racineDe: petite.racine,
    a: grande.taille,
    racineA: grande.racine,
    preuve: condensats,
  });
}

/** Garde une tete jugee, avec ses preuves. */
export async function garderTeteDuPair(
  tx: QueryExecutorProvider,
  { note, coherence }: Pick<TeteRecue, 'note' | 'coherence'>,
  { idj, taille }: Tete,
): Promise<void> {
  await sql`insert into tete_du_pair (idj, taille, note, coherences)
    values (${idj}, ${taille}, ${note}, ${JSON.stringify(coherence)}::jsonb) on conflict do nothing`.execute(
    tx,
  );
}
