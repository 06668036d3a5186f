import type { PortsDossier, TablesDuDossier } from '@ppn/dossier';
import type { Ancres } from '@ppn/sealing';
import type { Kysely, Transaction } from 'kysely';
import type { TablesImport } from './tables.ts';

/** Tables lues et ecrites par l'import. */
export type Tables = TablesDuDossier & TablesImport;
export type Tx = Transaction<Tables>;

/** Ports de l'import : le dossier, qui recoit les fichiers, et les ancres qui jugent les signatures. */
export type PortsImport = {
  readonly db: Kysely<Tables>;
  readonly dossier: PortsDossier;
  readonly ancres: () => Promise<Ancres>;
};
