import { sql, type QueryExecutorProvider } from 'kysely';
import type { Jour } from './cles-du-jour.ts';
import type { Resume } from './envoi/protocole.ts';

/** Un envoi, tel que la base le garde. `sha256` et `crc32` une fois complet, sauf d'une partie. */
export type LigneDEnvoi = {
  readonly id: string;
  readonly espace: string;
  readonly genre: 'entier' | 'partie' | 'assemble';
  readonly longueur: number;
  readonly nom: string;
  readonly jour: Jour;
  readonly cle_enveloppee: Buffer | null;
  readonly parties: readonly string[] | null;
  readonly etat: 'en-cours' | 'complet';
  readonly sha256: string | null;
  readonly crc32: number | null;
  readonly cree_a: Date;
};

/** Un troncon d'un fichier complet. */
export type LigneDeTroncon = {
  readonly fichier: string;
  readonly rang: number;
  readonly nombre: number;
  readonly objet: string;
  readonly longueur: number;
  readonly jour: Jour;
  readonly cle_enveloppee: Buffer;
};

const COLONNES = sql.raw(
  'id, espace, genre, longueur, nom, jour, cle_enveloppee, parties, etat, sha256, crc32, cree_a',
);

/** L'envoi de cet identifiant dans cet espace ; celui d'un autre espace est inconnu. */
export async function trouverEnvoi(
  db: QueryExecutorProvider,
  espace: string,
  id: string,
): Promise<LigneDEnvoi | undefined> {
  const { rows } = await sql<LigneDEnvoi>`
    select ${COLONNES} from televersement where id = ${id} and espace = ${espace}`.execute(db);
  return rows[0];
}

/** Les fichiers d'un espace (ni ses parties), dans l'ordre de creation. */
export async function fichiersDeLEspace(
  db: QueryExecutorProvider,
  espace: string,
): Promise<readonly LigneDEnvoi[]> {
  const { rows } = await sql<LigneDEnvoi>`
    select ${COLONNES} from televersement where espace = ${espace} and genre <> 'partie' order by cree_a, id`.execute(
    db,
  );
  return rows;
}

/** Octets annonces par tous les envois en place, parties comprises, fichiers assembles exclus. */
export async function octetsReserves(db: QueryExecutorProvider): Promise<number> {
  const { rows } = await sql<{ total: number }>`
    select coalesce(sum(longueur), 0)::bigint as total from televersement where genre <> 'assemble'`.execute(
    db,
  );
  return rows[0]?.total ?? 0;
}

/** Inscrit un envoi neuf. */
export async function inscrireEnvoi(
  db: QueryExecutorProvider,
  envoi: Omit<LigneDEnvoi, 'etat' | 'sha256' | 'crc32'>,
): Promise<void> {
  await sql`insert into televersement (id, espace, genre, longueur, nom, jour, cle_enveloppee, parties, cree_a)
    values (${envoi.id}, ${envoi.espace}, ${envoi.genre}, ${envoi.longueur}, ${envoi.nom}, ${envoi.jour},
      ${envoi.cle_enveloppee}, ${envoi.parties}, ${envoi.cree_a})`.execute(db);
}

/** Marque un envoi complet ; faux s'il l'etait deja. */
export async function marquerComplet(
  db: QueryExecutorProvider,
  id: string,
  resume: Resume | undefined,
  maintenant: Date,
): Promise<boolean> {
  const { numAffectedRows } = await sql`update televersement set etat = 'complet', complet_a = ${maintenant},
      sha256 = ${resume?.sha256 ?? null}, crc32 = ${resume?.crc32 ?? null}
    where id = ${id} and etat = 'en-cours'`.execute(db);
  return numAffectedRows === 1n;
}

/** Inscrit les troncons d'un fichier. */
export async function inscrireTroncons(
  db: QueryExecutorProvider,
  troncons: readonly LigneDeTroncon[],
): Promise<void> {
  for (const { fichier, rang, nombre, objet, longueur, jour, cle_enveloppee } of troncons)
    await sql`insert into troncon (fichier, rang, nombre, objet, longueur, jour, cle_enveloppee)
      values (${fichier}, ${rang}, ${nombre}, ${objet}, ${longueur}, ${jour}, ${cle_enveloppee})`.execute(db);
}

/** Les troncons d'un fichier, dans l'ordre. */
export async function tronconsDe(
  db: QueryExecutorProvider,
  fichier: string,
): Promise<readonly LigneDeTroncon[]> {
  const { rows } = await sql<LigneDeTroncon>`
    select fichier, rang, nombre, objet, longueur, jour, cle_enveloppee from troncon where fichier = ${fichier} order by rang`.execute(
    db,
  );
  return rows;
}

/** Change le jour et l'enveloppe d'un troncon. */
export async function remplacerTroncon(db: QueryExecutorProvider, neuf: LigneDeTroncon): Promise<void> {
  await sql`update troncon set jour = ${neuf.jour}, cle_enveloppee = ${neuf.cle_enveloppee}
    where fichier = ${neuf.fichier} and rang = ${neuf.rang}`.execute(db);
}

/** Oublie l'envoi, ses troncons avec lui. */
export async function oublierEnvois(db: QueryExecutorProvider, ids: readonly string[]): Promise<void> {
  await sql`delete from televersement where id = any(${ids}::text[])`.execute(db);
}

/** Tous les identifiants d'un espace, parties comprises. */
export async function idsDeLEspace(db: QueryExecutorProvider, espace: string): Promise<readonly string[]> {
  const { rows } = await sql<{ id: string }>`select id from televersement where espace = ${espace}`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}
