export { composer, type Compose, gestionnairesCommuns, type Ministere, type Tables } from './composer.ts';
export {
  type Configuration,
  ConfigurationFausse,
  lireConfiguration,
  lireFichierDe,
} from './configuration.ts';
export { lancer } from './lancer.ts';
export { MIGRATIONS } from './migrations.ts';
export { reconstruire } from './reconstruire.ts';
export { servir } from './servir.ts';
export { portsDePilotage } from './pilotage.ts';
