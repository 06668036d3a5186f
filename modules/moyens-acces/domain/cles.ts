import { refus, reussite, type Result } from '@ppn/core';
import { FRAICHEUR_MS } from './jetons.ts';

/** Cles vivantes d'une personne, et codes de secours d'un jeu : nos regles. */
export const CLES_MAX = 10;
export const CODES = 10;

export type RefusDEnregistrement = 'connexion-ancienne' | 'trop-de-cles' | 'cle-deja-prise';

/** Une cle s'enregistre juste apres une connexion forte, une fois. */
export function enregistrer(
  {
    identifieA,
    vivantes,
    prise,
  }: { readonly identifieA: Date; readonly vivantes: number; readonly prise: boolean },
  maintenant: Date,
): Result<true, RefusDEnregistrement> {
  if (prise) return refus('cle-deja-prise');
  if (maintenant.getTime() - identifieA.getTime() > FRAICHEUR_MS) return refus('connexion-ancienne');
  return vivantes >= CLES_MAX ? refus('trop-de-cles') : reussite(true);
}
