import { type Entree, entreesDuType } from './entrees.ts';
import type { FaitReproche, Mesure, RegimeDeMesure } from './mesure.ts';
import { enMs } from './temps.ts';

/** Regime et faits en vigueur a un instant. */
export type Qualification = { readonly regime: RegimeDeMesure; readonly faits: readonly FaitReproche[] };

/** La derniere requalification survenue a cet instant l'emporte sur l'ouverture (63 I al. 2 CPP). */
export function qualificationA(mesure: Mesure, entrees: readonly Entree[], ms: number): Qualification {
  const derniere = entreesDuType(entrees, 'requalification').findLast(({ survenuA }) => enMs(survenuA) <= ms);
  return derniere === undefined
    ? { regime: mesure.regime, faits: mesure.faits }
    : { regime: derniere.donnees.regime, faits: derniere.donnees.faits };
}

/** Regimes ouverts a cet age : l'infraction choisit ensuite. Nul : l'age ne commande pas (ou n'est pas connu). */
export function regimesDeLAge(age: number | null): readonly RegimeDeMesure[] | null {
  if (age === null) return null;
  if (age < 10) return [];
  if (age < 13) return ['retenue-10-12'];
  if (age < 16) return ['mineur-13-15'];
  if (age < 18) return ['mineur-16-17', 'mineur-criminalite-organisee'];
  return ['droit-commun', 'criminalite-organisee', 'mule', 'terrorisme'];
}

const SANS_AGE: readonly RegimeDeMesure[] = [
  'audition-libre',
  'retenue-mandat',
  'verification-identite',
  'retenue-douaniere',
];

/** Vrai si ce regime peut etre celui d'une personne de cet age (CJPM L.411-1, L.413-1, L.413-6, L.413-11). */
export const regimePermis = (regime: RegimeDeMesure, age: number | null): boolean =>
  SANS_AGE.includes(regime) || (regimesDeLAge(age)?.includes(regime) ?? true);
