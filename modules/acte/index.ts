export * from './contract.ts';
export * from './catalogue.ts';
export { actesEnCours, comptesEnCours, gestionnairesActes } from './gestionnaires.ts';
export { donneesDuDossier } from './donnees-du-dossier.ts';
export { gestionnairesSignatures } from './signatures-tierces/gestionnaires.ts';
export type { CarteDeSession, PortsActe, Tables as TablesDesActes } from './ports.ts';
export type { TablesActe } from './tables.ts';
export { reprendreScellements } from './use-cases/sceller.ts';

/** Migrations du contexte. */
export const MIGRATIONS_ACTE = {
  nom: 'acte',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
