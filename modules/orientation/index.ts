import { type ActeInscrit, inscrire } from '@ppn/acte';
import { classementSansSuite } from './actes/classement-sans-suite.ts';
import { copj } from './actes/copj.ts';

/** Decisions que le parquet peut prendre par un acte signe. */
export const ACTES_DU_PARQUET: readonly ActeInscrit[] = [inscrire(classementSansSuite), inscrire(copj)];
export { joursAvantAudience, premierJourDAudience } from './domain/delai-de-convocation.ts';
