export * from './contract.ts';
export { reconstruireParapheur } from './consigner.ts';
export { circuitDuFlux } from './faits.ts';
export { gestionnairesParapheur } from './gestionnaires.ts';
export type { PortsParapheur, Tables as TablesDuParapheur } from './ports.ts';
export { reprendreLesSignatures } from './use-cases/signer.ts';

/** Migrations du contexte. */
export const MIGRATIONS_PARAPHEUR = {
  nom: 'parapheur',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
