import { createHash } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { enregistrer, type RefusDEnregistrement } from './domain/cles.ts';
import { inscrire } from './inscrire.ts';
import type { Db, Tx } from './tables.ts';

/** Une cle d'acces, telle que son porteur la relit. */
export type Cle = {
  readonly id: string;
  readonly libelle: string;
  readonly sauvegardee: boolean;
  readonly creee_a: Date;
  readonly servie_a: Date | null;
  readonly revoquee_a: Date | null;
};

/** Ce qu'il faut pour juger une cle presentee. */
export type CleConnue = {
  readonly porteur: string;
  readonly clePublique: Uint8Array;
  readonly compteur: number;
};

/** L'identifiant d'une cle peut etre long : le flux en porte l'empreinte. */
const fluxDe = (id: string): string => `cle-acces/${createHash('sha256').update(id).digest('hex')}`;

/** Enregistre une cle deja jugee : un fait au journal scelle, et sa ligne, en une transaction. */
export const enregistrerUneCle = (
  db: Db,
  demande: {
    readonly porteur: string;
    readonly libelle: string;
    readonly identifieA: Date;
    readonly cle: {
      readonly id: string;
      readonly clePublique: Uint8Array;
      readonly compteur: number;
      readonly sauvegardee: boolean;
    };
  },
  maintenant: Date,
): Promise<Result<true, RefusDEnregistrement>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const { porteur, libelle, identifieA, cle } = demande;
    await sql`select pg_advisory_xact_lock(hashtext(${`cle ${porteur}`}))`.execute(tx);
    const { rows } = await sql<{ vivantes: number; prise: boolean }>`
      select count(*) filter (where porteur = ${porteur} and revoquee_a is null)::int as vivantes,
        coalesce(bool_or(id = ${cle.id}), false) as prise
      from cle_acces where porteur = ${porteur} or id = ${cle.id}`.execute(tx);
    const { vivantes, prise } = rows[0] ?? { vivantes: 0, prise: false };
    const jugee = enregistrer({ identifieA, vivantes, prise }, maintenant);
    if (!jugee.ok) return jugee;
    await inscrire(tx, {
      flux: fluxDe(cle.id),
      type: 'cle-enregistree',
      donnees: { id: cle.id, porteur, libelle, sauvegardee: cle.sauvegardee },
      auteur: porteur,
      maintenant,
    });
    await sql`insert into cle_acces (id, porteur, libelle, cle_publique, compteur, sauvegardee, creee_a)
      values (${cle.id}, ${porteur}, ${libelle}, ${Buffer.from(cle.clePublique)}, ${cle.compteur}, ${cle.sauvegardee}, ${maintenant})`.execute(
      tx,
    );
    return reussite(true);
  });

/** Revoque : son porteur seul. Deja revoquee : rien ne change. */
export const revoquerUneCle = (
  db: Db,
  { id, porteur }: { readonly id: string; readonly porteur: string },
  maintenant: Date,
): Promise<Result<true, 'cle-inconnue'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const { rows } = await sql<{ revoquee_a: Date | null }>`
      select revoquee_a from cle_acces where id = ${id} and porteur = ${porteur} for update`.execute(tx);
    const [connue] = rows;
    if (connue === undefined) return refus('cle-inconnue');
    if (connue.revoquee_a !== null) return reussite(true);
    const fait = { flux: fluxDe(id), type: 'cle-revoquee', donnees: { id }, auteur: porteur, maintenant };
    await inscrire(tx, fait);
    await sql`update cle_acces set revoquee_a = ${maintenant} where id = ${id}`.execute(tx);
    return reussite(true);
  });

/** Les cles de cette personne, revoquees comprises. */
export async function clesDe(db: Db, porteur: string): Promise<readonly Cle[]> {
  const { rows } = await sql<Cle>`
    select id, libelle, sauvegardee, creee_a, servie_a, revoquee_a from cle_acces
    where porteur = ${porteur} order by creee_a desc limit 50`.execute(db);
  return rows;
}

/** Une cle encore admise. */
export async function trouverUneCle(db: Db, id: string): Promise<CleConnue | undefined> {
  const { rows } = await sql<{ porteur: string; cle_publique: Buffer; compteur: string }>`
    select porteur, cle_publique, compteur from cle_acces where id = ${id} and revoquee_a is null`.execute(
    db,
  );
  const [cle] = rows;
  return cle && { porteur: cle.porteur, clePublique: cle.cle_publique, compteur: Number(cle.compteur) };
}

/** Note qu'une cle vient de servir. Faux : une autre presentation l'a devancee, ou elle vient d'etre revoquee. */
export async function noterLaPresentation(
  db: Db,
  { id, avant, apres }: { readonly id: string; readonly avant: number; readonly apres: number },
  maintenant: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update cle_acces set compteur = ${apres}, servie_a = ${maintenant}
    where id = ${id} and compteur = ${avant} and revoquee_a is null`.execute(db);
  return numAffectedRows === 1n;
}
