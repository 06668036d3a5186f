export { ACTES_DU_PARQUET } from './catalogue.ts';
export { joursAvantAudience, premierJourDAudience } from './domain/delai-de-convocation.ts';
