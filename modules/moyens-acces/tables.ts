import type { Kysely, Transaction } from 'kysely';

/** Les tables du contexte (migrations/) se lisent en SQL ecrit. */
export type TablesMoyens = Readonly<Record<never, never>>;

export type Db = Kysely<TablesMoyens>;
export type Tx = Transaction<TablesMoyens>;
