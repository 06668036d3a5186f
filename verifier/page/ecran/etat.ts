import type { Verdict } from '../moteur/vue.ts';
import { creer } from './dom.ts';

const MOTS: Readonly<Record<Verdict, string>> = {
  valide: 'Valide',
  invalide: 'Invalide',
  indetermine: 'Indéterminé',
  'non-signe': 'Non signé',
};

/** Le verdict en un mot, de sa couleur. */
export const etat = (verdict: Verdict): HTMLElement =>
  creer('span', { classe: `etat ton-${verdict}` }, MOTS[verdict]);
