export { composerZone, MIGRATIONS_DE_ZONE, type ZoneComposee } from './composer.ts';
export { type ConfigurationDeZone, lireConfigurationDeZone } from './configuration.ts';
export { lancerZone } from './lancer.ts';
export { servirZone } from './servir.ts';
