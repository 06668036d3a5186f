export * from './contract.ts';
export { gestionnairesPreuve } from './gestionnaires.ts';
export type { PortsPreuve } from './ports.ts';
export { exporterDossier, type Export } from './use-cases/exporter-dossier.ts';
