export * from './contract.ts';
export { gestionnairesSupervision, type PortsSupervision } from './gestionnaires.ts';
