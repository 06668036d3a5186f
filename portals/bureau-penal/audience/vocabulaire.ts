import type { AudienceVue } from './donnees.ts';

/** Natures d'audience, telles que montrees. */
export const natures: Readonly<Record<AudienceVue['nature'], string>> = {
  correctionnelle: 'correctionnelle collégiale',
  'juge-unique': 'juge unique',
  'comparution-immediate': 'comparutions immédiates',
  crpc: 'CRPC',
  'juge-des-enfants': 'juge des enfants',
  'tribunal-pour-enfants': 'tribunal pour enfants',
};

/** « 3 h 05 » d'un nombre de minutes. */
export const enHeures = (minutes: number): string =>
  `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
