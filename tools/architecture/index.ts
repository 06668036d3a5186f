export { verifierArchitecture } from './architecture.ts';
export type { Infraction } from './architecture.ts';
export { NPM_PUR, PLAN } from './plan.ts';
export type { Etage, Piece, Plan } from './plan.ts';
