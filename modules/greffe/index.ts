export * from './contract.ts';
export { gestionnairesGreffe } from './gestionnaires.ts';
export type { PortsGreffe } from './ports.ts';
export { recepteurDuGreffe } from './recevoir.ts';
