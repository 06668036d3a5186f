export { accesDesAgents, type AccesDesAgents } from './agents.ts';
export {
  type Acces,
  composerZone,
  type Fondations,
  MIGRATIONS_DE_ZONE,
  type ZoneComposee,
} from './composer.ts';
export { type ConfigurationDeZone, lireConfigurationDeZone } from './configuration.ts';
export { type ReglagesDuGuichet, ouvrirLeGuichet, type TraiterAuGuichet } from './guichet.ts';
export { guichetDePline } from './guichet-de-pline.ts';
export { lancerZone, type Lancement } from './lancer.ts';
export type { DemandeDuPorteur } from './qui-parle.ts';
export { servirZone } from './servir.ts';
