import { horodate, type Result } from '@ppn/core';
import { ajouterFaits, type Json, lireFlux } from '@ppn/journal';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql, type QueryExecutorProvider } from 'kysely';
import { type Depot, evoluer } from './domain/depot.ts';
import type { FaitDeTransfert } from './domain/faits.ts';
import { faitDeTransfert, fluxDepot } from './faits.ts';
import { demanderLesAvis } from './avis.ts';
import { projeter } from './projeter.ts';
import type { Db, Tx } from './tables.ts';

/** Le depot, replie depuis ses faits ; `undefined` s'il n'existe pas. */
export async function chargerDepot(tx: QueryExecutorProvider, id: string): Promise<Depot | undefined> {
  const faits = await lireFlux(tx, fluxDepot(id));
  return faits
    .map(({ type, donnees }) => faitDeTransfert.parse({ type, donnees }))
    .reduce<Depot | undefined>(evoluer, undefined);
}

/** Un changement a decider : l'auteur au journal, la decision, et ce qui s'ecrit avec elle. */
export type Changement<R> = {
  readonly id: string;
  readonly auteur: string;
  readonly maintenant: Date;
  readonly decider: (depot: Depot | undefined) => Result<readonly FaitDeTransfert[], R>;
  readonly avec?: (tx: Tx, apres: Depot | undefined) => Promise<void>;
};

/** Charge, decide, ecrit : faits, projections et avis, en une transaction, un ecrivain a la fois par depot. */
export function changer<R>(db: Db, changement: Changement<R>): Promise<Result<Depot | undefined, R>> {
  const { id, auteur, maintenant, decider, avec } = changement;
  return dansUneTransaction(db, async (tx): Promise<Result<Depot | undefined, R>> => {
    await sql`select pg_advisory_xact_lock(hashtextextended(${fluxDepot(id)}, 7206071))`.execute(tx);
    const avant = await chargerDepot(tx, id);
    const rendu = decider(avant);
    if (!rendu.ok) return rendu;
    const apres = await ecrire(vueTypee(tx), { id, auteur, maintenant, avant, faits: rendu.valeur });
    await avec?.(vueTypee(tx), apres);
    return { ok: true, valeur: apres };
  });
}

type Ecriture = {
  readonly id: string;
  readonly auteur: string;
  readonly maintenant: Date;
  readonly avant: Depot | undefined;
  readonly faits: readonly FaitDeTransfert[];
};

async function ecrire(
  tx: Tx,
  { id, auteur, maintenant, avant, faits }: Ecriture,
): Promise<Depot | undefined> {
  if (faits.length === 0) return avant;
  const survenuA = horodate(maintenant.toISOString());
  const ajout = await ajouterFaits(tx, {
    flux: fluxDepot(id),
    versionAttendue: avant?.version ?? 0,
    faits: faits.map(({ type, donnees }) => ({ type, donnees: enJson(donnees), survenuA })),
    auteur,
  });
  if (!ajout.ok) throw new Error(`Deux écritures simultanées sur le dépôt ${id}.`);
  const apres = faits.reduce<Depot | undefined>(evoluer, avant);
  if (apres === undefined) return undefined;
  await projeter(tx, apres);
  await demanderLesAvis(tx, apres, faits, maintenant);
  return apres;
}

const enJson = (donnees: unknown): Json => JSON.parse(JSON.stringify(donnees)) as Json;
