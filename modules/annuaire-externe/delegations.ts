import { refus, reussite, type Result } from '@ppn/core';
import { dansUneTransaction, vueTypee } from '@ppn/postgres';
import { sql } from 'kysely';
import { type PersonneExterne, trouverExterne } from './chercher.ts';
import { deleguer, jourDe, type RefusDeDelegation } from './domain/delegation.ts';
import { comparable } from './domain/personnes.ts';
import { inscrireUnFait } from './inscrire.ts';
import type { Db, Tx } from './tables.ts';

/** Une delegation enregistree. */
export type Delegation = {
  readonly id: string;
  readonly delegant: string;
  readonly delegataire: string;
  readonly du: string;
  readonly au: string;
  readonly donnee_a: Date;
  readonly revoquee_a: Date | null;
};

const COLONNES = sql`id, delegant, delegataire, du::text, au::text, donnee_a, revoquee_a`;
const flux = (id: string): string => `delegation/${id}`;

/** Donne une delegation : un fait au journal scelle, et sa ligne, en une transaction. La renvoyer ne change rien. */
export const donnerUneDelegation = (
  db: Db,
  demande: {
    readonly id: string;
    readonly delegant: string;
    readonly delegataire: string;
    readonly du: string;
    readonly au: string;
  },
  maintenant: Date,
): Promise<Result<Delegation, RefusDeDelegation | 'delegataire-inconnu' | 'delegation-inconnue'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const connue = await trouverUneDelegation(tx, demande.id);
    if (connue !== undefined)
      return connue.delegant === demande.delegant ? reussite(connue) : refus('delegation-inconnue');
    const jugee = deleguer(demande, jourDe(maintenant));
    if (!jugee.ok) return jugee;
    if (!(await peutSuppleer(tx, demande))) return refus('delegataire-inconnu');
    await inscrireUnFait(tx, flux(demande.id), {
      type: 'delegation-donnee',
      donnees: { ...demande },
      auteur: demande.delegant,
      maintenant,
    });
    await sql`insert into delegation (id, delegant, delegataire, du, au, donnee_a)
      values (${demande.id}, ${demande.delegant}, ${demande.delegataire}, ${demande.du}, ${demande.au}, ${maintenant})`.execute(
      tx,
    );
    const faite = await trouverUneDelegation(tx, demande.id);
    return faite === undefined ? refus('delegation-inconnue') : reussite(faite);
  });

/** Un inscrit d'une liste, ou un collaborateur que ce delegant a declare lui-meme. */
async function peutSuppleer(
  tx: Tx,
  { delegant, delegataire }: { readonly delegant: string; readonly delegataire: string },
): Promise<boolean> {
  const trouve = await trouverExterne(tx, delegataire);
  if (trouve === undefined || trouve.genre === 'personne') return false;
  return trouve.genre !== 'collaborateur' || (await estSonCollaborateur(tx, delegant, delegataire));
}

async function estSonCollaborateur(tx: Tx, delegant: string, id: string): Promise<boolean> {
  const { rows } = await sql`select 1 from externe where id = ${id} and cle like ${`${delegant}|%`}`.execute(
    tx,
  );
  return rows.length === 1;
}

async function trouverUneDelegation(tx: Tx, id: string): Promise<Delegation | undefined> {
  const { rows } = await sql<Delegation>`select ${COLONNES} from delegation where id::text = ${id}`.execute(
    tx,
  );
  return rows[0];
}

/** Revoque : le delegant seul. Deja revoquee : rien ne change. */
export const revoquerUneDelegation = (
  db: Db,
  { id, par }: { readonly id: string; readonly par: string },
  maintenant: Date,
): Promise<Result<true, 'delegation-inconnue'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    const { rows } = await sql<Delegation>`
      select ${COLONNES} from delegation where id::text = ${id} and delegant = ${par} for update`.execute(tx);
    const [connue] = rows;
    if (connue === undefined) return refus('delegation-inconnue');
    if (connue.revoquee_a !== null) return reussite(true);
    await inscrireUnFait(tx, flux(id), {
      type: 'delegation-revoquee',
      donnees: { id },
      auteur: par,
      maintenant,
    });
    await sql`update delegation set revoquee_a = ${maintenant} where id = ${id}`.execute(tx);
    return reussite(true);
  });

/** Ceux que cette personne supplee maintenant : delegation en cours, delegant encore a l'annuaire. */
export async function delegantsDe(
  db: Db,
  delegataire: string,
  maintenant: Date,
): Promise<readonly { readonly delegation: string; readonly delegant: PersonneExterne }[]> {
  const { rows } = await sql<PersonneExterne & { delegation: string }>`
    select d.id as delegation, e.id, e.genre, e.numero, e.nom, e.prenom, e.organisation,
      coalesce(e.courriel, e.courriel_declare) as courriel
    from delegation d join externe e on e.id = d.delegant
    where d.delegataire = ${delegataire} and d.revoquee_a is null and e.presente
      and ${jourDe(maintenant)}::date between d.du and d.au
    order by d.donnee_a desc limit 50`.execute(db);
  return rows.map(({ delegation, ...delegant }) => ({ delegation, delegant }));
}

/** Une delegation et les noms de ses deux cotes. */
export type DelegationNommee = Delegation & { readonly de: PersonneExterne; readonly a: PersonneExterne };

/** Les delegations donnees et recues par cette personne. */
export async function delegationsDe(db: Db, qui: string): Promise<readonly DelegationNommee[]> {
  const { rows } = await sql<DelegationNommee>`
    select d.id, d.delegant, d.delegataire, d.du::text, d.au::text, d.donnee_a, d.revoquee_a, to_jsonb(x) as de, to_jsonb(y) as a
    from delegation d join externe x on x.id = d.delegant join externe y on y.id = d.delegataire
    where d.delegant = ${qui} or d.delegataire = ${qui} order by d.donnee_a desc limit 200`.execute(db);
  return rows;
}

/** Declare un collaborateur. Un numero deja connu n'est pas repris : la carte d'un autre ne change pas de mains. */
export const declarerUnCollaborateur = (
  db: Db,
  {
    de,
    prenom,
    nom,
    numero,
    organisation,
  }: {
    readonly de: string;
    readonly prenom: string;
    readonly nom: string;
    readonly numero: string;
    readonly organisation: string;
  },
  maintenant: Date,
): Promise<Result<string, 'numero-pris'>> =>
  dansUneTransaction(db, async (brute) => {
    const tx: Tx = vueTypee(brute);
    await sql`select pg_advisory_xact_lock(7206081)`.execute(tx);
    const { rows } = await sql<{
      id: string;
      cle: string;
    }>`select id, cle from externe where numero = ${numero}`.execute(tx);
    const cle = `${de}|${numero}`;
    const [connu] = rows;
    if (connu !== undefined) return connu.cle === cle ? reussite(connu.id) : refus('numero-pris');
    const id = `collaborateur:${numero.toLowerCase()}`;
    await sql`insert into externe (id, genre, cle, numero, nom, prenom, organisation, depuis, recherche)
      values (${id}, 'collaborateur', ${cle}, ${numero}, ${nom}, ${prenom}, ${organisation}, ${maintenant},
        ${` ${comparable(`${nom} ${prenom} ${organisation}`)}`})`.execute(tx);
    return reussite(id);
  });

/** Ceux a qui `de` peut deleguer, par le debut d'un nom. */
export async function chercherConfreres(
  db: Db,
  de: string,
  texte: string,
): Promise<readonly PersonneExterne[]> {
  const mots = comparable(texte.slice(0, 100)).split(' ').filter(Boolean);
  if (mots.join('').length < 3) return [];
  const filtres = mots.slice(0, 6).map((mot) => sql`recherche like ${`% ${mot}%`}`);
  const { rows } = await sql<PersonneExterne>`
    select id, genre, numero, nom, prenom, organisation, null as courriel from externe
    where presente and genre <> 'personne' and id <> ${de} and ${sql.join(filtres, sql` and `)}
      and (genre <> 'collaborateur' or cle like ${`${de}|%`})
    order by nom, prenom limit 20`.execute(db);
  return rows;
}
