import { Kysely, PostgresDialect } from 'kysely';
import type { IsolationLevel, Transaction } from 'kysely';
import pg from 'pg';
import { preparerLesRequetes } from './requetes-preparees.ts';

/** Une base ouverte : `db` type les requetes, `pool` sert aux requetes brutes, `fermer` attend les connexions. */
export type Base<T> = {
  readonly db: Kysely<T>;
  readonly pool: pg.Pool;
  readonly fermer: () => Promise<void>;
};

/** Reglages d'un pool ; durees en millisecondes. */
export type OptionsDeBase = {
  readonly connexions?: number;
  readonly delaiRequeteMs?: number;
  readonly delaiVerrouMs?: number;
  readonly delaiTransactionMs?: number;
  readonly nom?: string;
  readonly surErreur?: (erreur: Error) => void;
};

/**
 * Ouvre un pool vers PostgreSQL >= 15. Une requete trop longue est coupee par le serveur, et celle d'un client mort aussi
 * (`client_connection_check_interval`). `int8` est lu en nombre (refuse au-dela de 2^53), `date` reste un texte `AAAA-MM-JJ`.
 */
export function ouvrirBase<T>(url: string, options: OptionsDeBase = {}): Base<T> {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.connexions ?? 10,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: options.delaiRequeteMs ?? 30_000,
    lock_timeout: options.delaiVerrouMs ?? 10_000,
    idle_in_transaction_session_timeout: options.delaiTransactionMs ?? 60_000,
    application_name: options.nom ?? 'ppn',
    options: '-c client_connection_check_interval=5s -c timezone=UTC',
    types: TYPES,
  });
  // Une connexion coupee pendant une transaction, entre deux requetes, n'a pas d'autre ecouteur : sans celui-ci le processus meurt.
  pool.on('connect', (client) => client.on('error', options.surErreur ?? (() => undefined)));
  pool.on('connect', preparerLesRequetes);
  pool.on('error', options.surErreur ?? (() => undefined));
  const db = new Kysely<T>({ dialect: new PostgresDialect({ pool }) });
  return {
    db,
    pool,
    fermer: async () => {
      await db.destroy();
      // Kysely ne ferme que ce qu'il a ouvert : un pool dont seul `pool` a servi garderait ses connexions.
      if (!pool.ending) await pool.end();
    },
  };
}

/** Reglages d'une transaction : isolation, et nombre total d'essais sur conflit de serialisation ou etreinte fatale. */
export type OptionsDeTransaction = { readonly isolation?: IsolationLevel; readonly essais?: number };

/**
 * Execute `action` dans une transaction. Une exception annule tout ; un refus rendu (`{ ok: false }`) annule tout aussi, puis est rendu.
 * Rejoue `action` sur 40001 et 40P01 : elle n'ecrit donc rien hors de la base.
 */
export async function dansUneTransaction<T, R>(
  db: Kysely<T>,
  action: (tx: Transaction<T>) => Promise<R>,
  options: OptionsDeTransaction = {},
): Promise<R> {
  for (let essai = 1; ; essai += 1) {
    try {
      return await executer(db, action, options.isolation ?? 'read committed');
    } catch (cause) {
      if (essai >= (options.essais ?? 3) || !REJOUABLES.has(codeSql(cause))) throw cause;
    }
  }
}

/** Code SQLSTATE d'une erreur de PostgreSQL, ou chaine vide. */
export const codeSql = (cause: unknown): string =>
  cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : '';

async function executer<T, R>(
  db: Kysely<T>,
  action: (tx: Transaction<T>) => Promise<R>,
  isolation: IsolationLevel,
): Promise<R> {
  const tx = await db.startTransaction().setIsolationLevel(isolation).execute();
  try {
    const rendu = await action(tx);
    await (estRefus(rendu) ? tx.rollback() : tx.commit()).execute();
    return rendu;
  } catch (cause) {
    if (!tx.isCommitted && !tx.isRolledBack)
      await tx
        .rollback()
        .execute()
        .catch(() => undefined);
    throw cause;
  }
}

const REJOUABLES: ReadonlySet<string> = new Set(['40001', '40P01']);

const estRefus = (rendu: unknown): boolean =>
  typeof rendu === 'object' && rendu !== null && 'ok' in rendu && rendu.ok === false;

const INT8 = 20;
const DATE = 1082;

type Lecteur = (texte: string) => unknown;

const parDefaut: (oid: number, format: 'text' | 'binary') => Lecteur = pg.types.getTypeParser;

const TYPES: pg.CustomTypesConfig = {
  getTypeParser: (oid: number, format?: 'text' | 'binary'): Lecteur => {
    if (format !== 'binary' && oid === INT8) return entierSur;
    if (format !== 'binary' && oid === DATE) return (texte: string) => texte;
    return parDefaut(oid, format === 'binary' ? 'binary' : 'text');
  },
};

function entierSur(texte: string): number {
  const nombre = Number(texte);
  if (!Number.isSafeInteger(nombre)) throw new RangeError(`Entier trop grand pour un nombre : ${texte}`);
  return nombre;
}
