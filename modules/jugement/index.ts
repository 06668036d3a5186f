export { ACTES_DU_SIEGE } from './catalogue.ts';
export * from './contract.ts';
export { gestionnairesJugement } from './gestionnaires.ts';
export { resumerDeclaration, resumerJugement } from './resumer.ts';
export { inscrireLaMinute, type PortsDesMinutes } from './use-cases/inscrire-la-minute.ts';
