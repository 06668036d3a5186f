import { Temporal } from 'temporal-polyfill';
import type { FaitReproche, RegimeDeMesure } from './domain/mesure.ts';
import { regimePermis } from './domain/regime.ts';

/** Pourquoi une mesure ne peut pas s'ouvrir sous ce regime. */
export type RefusDeRegime =
  | 'enfant-de-moins-de-dix-ans'
  | 'enfant-de-moins-de-treize-ans'
  | 'regime-de-mineur'
  | 'regime-de-majeur';

/** Phrases montrees a l'agent, article a l'appui. */
export const PHRASES_DE_REGIME: { readonly [raison in RefusDeRegime]: string } = {
  'enfant-de-moins-de-dix-ans':
    'Un enfant de moins de dix ans ne peut être ni retenu ni placé en garde à vue (L.413-1 CJPM).',
  'enfant-de-moins-de-treize-ans':
    'Un enfant de moins de treize ans ne peut pas être placé en garde à vue : seule une retenue est possible, à partir de dix ans (L.413-1 CJPM).',
  'regime-de-mineur':
    'Ce régime est celui d’un mineur : la personne est majeure au jour de la mesure (L.411-1 CJPM).',
  'regime-de-majeur':
    'Ce régime n’est pas celui d’un mineur de cet âge : choisissez celui de son âge au jour de la mesure (L.413-1, L.413-6 et L.413-11 CJPM).',
};

/** Le regime que l'age et les faits appellent : propose, l'officier peut en choisir un autre que la loi admet. */
export function regimePropose(age: number | null, faits: readonly FaitReproche[]): RegimeDeMesure {
  if (age !== null && age < 13) return 'retenue-10-12';
  if (age !== null && age < 16) return 'mineur-13-15';
  if (age !== null && age < 18) return 'mineur-16-17';
  if (faits.some(({ alinea70673 }) => alinea70673 === '11')) return 'terrorisme';
  return faits.some(({ alinea70673 }) => alinea70673 !== '') ? 'criminalite-organisee' : 'droit-commun';
}

/** Ce qui ne peut exister : un regime que l'age exclut. Age inconnu : rien n'est exclu. */
export function refusDeRegime(regime: RegimeDeMesure, age: number | null): RefusDeRegime | undefined {
  if (age === null || regimePermis(regime, age)) return undefined;
  if (age < 10) return 'enfant-de-moins-de-dix-ans';
  if (age < 13) return 'enfant-de-moins-de-treize-ans';
  return age >= 18 ? 'regime-de-mineur' : 'regime-de-majeur';
}

/** Ans revolus au jour de la mesure (CJPM L.411-1) ; nul si la naissance est inconnue. `a` : horodate. */
export const ageA = (naissance: string, a: string): number | null =>
  naissance === ''
    ? null
    : Temporal.PlainDate.from(naissance).until(Temporal.PlainDate.from(a.slice(0, 10)), {
        largestUnit: 'years',
      }).years;
