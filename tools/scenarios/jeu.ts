/** De quoi jouer une procedure par les API publiques, pour les mesures et les parcours. */
export * from './joueur.ts';
export * from './audiences-de-demonstration.ts';
export * from './depots-de-demonstration.ts';
export * from './garde-a-vue-de-demonstration.ts';
export * from './greffe-de-demonstration.ts';
export * from './jugement-de-demonstration.ts';
export * from './lecture-de-demonstration.ts';
export * from './mentions-de-demonstration.ts';
export * from './messages-de-demonstration.ts';
export * from './procedure-de-demonstration.ts';
export * from './signatures-de-demonstration.ts';
export { AFFAIRE_S1, AFFAIRES } from './affaires.ts';
export { photographies } from './photographies.ts';
export { type LienCoupable, lienCoupable } from './lien-coupable.ts';
export { jouerScenario } from './jouer-scenario.ts';
export { SCENARIOS } from './scenarios.ts';
export { verifierLaSortie } from './verifier-la-sortie.ts';
