export * from './contract.ts';
export { type Canal, choisirLeCanal } from './domain/canal.ts';
export { gestionnairesNotification, type PortsNotification } from './gestionnaires.ts';
export { type EnvoiAPrevoir, prevoirLesEnvois, victimesDe } from './prevoir.ts';
export { registreDesConsentements, registreDesEnvois } from './registres.ts';
export type { TablesDesNotifications, TablesNotification } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_NOTIFICATION = {
  nom: 'notification',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
