import type { NatureDAudience } from './contract.ts';

/** Natures d'audience, telles qu'ecrites. */
export const NATURES: { readonly [nature in NatureDAudience]: string } = {
  correctionnelle: 'Audience correctionnelle collégiale',
  'juge-unique': 'Audience correctionnelle à juge unique',
  'comparution-immediate': 'Comparutions immédiates',
  crpc: 'Comparutions sur reconnaissance préalable de culpabilité',
  'juge-des-enfants': 'Audience du juge des enfants',
  'tribunal-pour-enfants': 'Tribunal pour enfants',
};
