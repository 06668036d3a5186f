export * from './contract.ts';
export { type FaitDAudience, faitDAudience } from './faits.ts';
export { gestionnairesAudience, type PortsAudience } from './gestionnaires.ts';
export { type AffaireDecidee, inscrireUneAffaire } from './inscrire.ts';
export { audiencesDe } from './lire.ts';
export { NATURES } from './natures.ts';
export { gestionnairesRole } from './role/gestionnaires.ts';
export { lireLeRole } from './role/lire-le-role.ts';
export { registreDesAudiences } from './registre.ts';
export type { TablesAudience, TablesDesAudiences } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_AUDIENCE = {
  nom: 'audience',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
