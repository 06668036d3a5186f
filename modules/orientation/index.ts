export { ACTES_DU_PARQUET } from './catalogue.ts';
export * from './contenus.ts';
export * from './contract.ts';
export { type AffaireDecidee, affairesDe, type EnvoiDu, envoisDus } from './domain/affaires.ts';
export { joursAvantAudience, premierJourDAudience } from './domain/delai-de-convocation.ts';
export { gestionnairesOrientation } from './gestionnaires.ts';
export { MODES, type Mode, modeNomme } from './domain/modes.ts';
