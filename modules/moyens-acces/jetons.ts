import { createHash, randomBytes } from 'node:crypto';
import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { creer, type Portee, porteeExigee, type RefusDeCreation } from './domain/jetons.ts';
import { inscrire } from './inscrire.ts';
import type { Db, Tx } from './tables.ts';

/** Un jeton, tel que son porteur le relit. */
export type Jeton = {
  readonly id: string;
  readonly libelle: string;
  readonly portees: readonly Portee[];
  readonly cree_a: Date;
  readonly expire_a: Date;
  readonly revoque_a: Date | null;
  readonly dernier_usage_a: Date | null;
  readonly usages: number;
};

const UN_JOUR_MS = 86_400_000;
/** Le debut du secret dit d'ou il vient, a qui le trouve egare dans un fichier. */
const PREFIXE = 'plex_';
const fluxDe = (id: string): string => `jeton/${id}`;
const hacher = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Cree un jeton et rend son secret, une fois : un fait au journal scelle, et sa ligne (l'empreinte seule), en une transaction. */
export const creerUnJeton = (
  db: Db,
  demande: {
    readonly id: string;
    readonly porteur: string;
    readonly libelle: string;
    readonly portees: readonly Portee[];
    readonly dureeJours: number;
    readonly identifieA: Date;
  },
  maintenant: Date,
): Promise<Result<{ readonly jeton: Jeton; readonly secret: string }, RefusDeCreation | 'jeton-deja-cree'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const { id, porteur, libelle, dureeJours } = demande;
    await sql`select pg_advisory_xact_lock(hashtext(${`jeton ${porteur}`}))`.execute(tx);
    const { rows } = await sql<{ vivants: number; pris: boolean }>`
      select count(*) filter (where porteur = ${porteur} and revoque_a is null and expire_a > ${maintenant})::int as vivants,
        coalesce(bool_or(id::text = ${id}), false) as pris
      from jeton_api where porteur = ${porteur} or id::text = ${id}`.execute(tx);
    if (rows[0]?.pris === true) return refus('jeton-deja-cree');
    const jugee = creer({ identifieA: demande.identifieA, vivants: rows[0]?.vivants ?? 0 }, maintenant);
    if (!jugee.ok) return jugee;
    const secret = `${PREFIXE}${randomBytes(32).toString('base64url')}`;
    const portees = [...new Set(demande.portees)];
    const expireA = new Date(maintenant.getTime() + dureeJours * UN_JOUR_MS);
    const donnees = { id, porteur, libelle, portees, expireA: expireA.toISOString() };
    await inscrire(tx, { flux: fluxDe(id), type: 'jeton-cree', donnees, auteur: porteur, maintenant });
    await sql`insert into jeton_api (id, porteur, libelle, empreinte, portees, cree_a, expire_a)
      values (${id}, ${porteur}, ${libelle}, ${hacher(secret)}, ${portees}::text[], ${maintenant}, ${expireA})`.execute(
      tx,
    );
    const jeton = {
      id,
      libelle,
      portees,
      cree_a: maintenant,
      expire_a: expireA,
      revoque_a: null,
      dernier_usage_a: null,
      usages: 0,
    };
    return reussite({ jeton, secret });
  });

/** Revoque : son porteur seul. Deja revoque : rien ne change. */
export const revoquerUnJeton = (
  db: Db,
  { id, porteur }: { readonly id: string; readonly porteur: string },
  maintenant: Date,
): Promise<Result<true, 'jeton-inconnu'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const { rows } = await sql<{ revoque_a: Date | null }>`
      select revoque_a from jeton_api where id::text = ${id} and porteur = ${porteur} for update`.execute(tx);
    const [connu] = rows;
    if (connu === undefined) return refus('jeton-inconnu');
    if (connu.revoque_a !== null) return reussite(true);
    const fait = { flux: fluxDe(id), type: 'jeton-revoque', donnees: { id }, auteur: porteur, maintenant };
    await inscrire(tx, fait);
    await sql`update jeton_api set revoque_a = ${maintenant} where id::text = ${id}`.execute(tx);
    return reussite(true);
  });

/** Les jetons de cette personne, et leur dernier usage. */
export async function jetonsDe(db: Db, porteur: string): Promise<readonly Jeton[]> {
  const { rows } = await sql<Jeton>`
    select j.id, j.libelle, j.portees, j.cree_a, j.expire_a, j.revoque_a,
      max(u.a) as dernier_usage_a, count(u.a)::int as usages
    from jeton_api j left join jeton_usage u on u.jeton = j.id
    where j.porteur = ${porteur} group by j.id order by j.cree_a desc limit 200`.execute(db);
  return rows;
}

/** Un usage d'un jeton. */
export type Usage = {
  readonly a: Date;
  readonly methode: string;
  readonly chemin: string;
  readonly adresse: string;
  readonly admis: boolean;
};

/** Les cent derniers usages d'un jeton de cette personne. */
export async function usagesDe(
  db: Db,
  { id, porteur }: { readonly id: string; readonly porteur: string },
): Promise<readonly Usage[]> {
  const { rows } = await sql<Usage>`
    select u.a, u.methode, u.chemin, u.adresse, u.admis from jeton_usage u join jeton_api j on j.id = u.jeton
    where j.id::text = ${id} and j.porteur = ${porteur} order by u.a desc limit 100`.execute(db);
  return rows;
}

/** Une demande faite avec un jeton ; le chemin, sans la question. */
export type DemandeDeJeton = {
  readonly secret: string;
  readonly methode: string;
  readonly chemin: string;
  readonly adresse: string;
};

/**
 * Qui porte ce jeton, s'il vit encore et si sa portee admet la demande. L'usage d'un jeton vivant est note, admis ou non, avant
 * toute reponse.
 */
export async function presenterUnJeton(
  db: Db,
  { secret, methode, chemin, adresse }: DemandeDeJeton,
  maintenant: Date,
): Promise<Result<{ readonly porteur: string; readonly creeA: Date }, 'jeton-invalide' | 'portee-absente'>> {
  if (!secret.startsWith(PREFIXE) || secret.length > 100) return refus('jeton-invalide');
  const { rows } = await sql<{ id: string; porteur: string; cree_a: Date; portees: readonly Portee[] }>`
    select id, porteur, cree_a, portees from jeton_api
    where empreinte = ${hacher(secret)} and revoque_a is null and expire_a > ${maintenant}`.execute(db);
  const [jeton] = rows;
  if (jeton === undefined) return refus('jeton-invalide');
  const exigee = porteeExigee(methode, chemin);
  const admis = exigee !== undefined && jeton.portees.includes(exigee);
  await sql`insert into jeton_usage (jeton, a, methode, chemin, adresse, admis)
    values (${jeton.id}, ${maintenant}, ${methode}, ${chemin.slice(0, 300)}, ${adresse.slice(0, 60)}, ${admis})`.execute(
    db,
  );
  return admis ? reussite({ porteur: jeton.porteur, creeA: jeton.cree_a }) : refus('portee-absente');
}
