export * from './contract.ts';
export { gestionnairesImport } from './gestionnaires.ts';
export type { PortsImport, Tables as TablesDeLImport } from './ports.ts';
export type { TablesImport } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_IMPORT = {
  nom: 'import',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
