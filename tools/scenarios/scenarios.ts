import type { Scenario } from './jouer-scenario.ts';
import { jouerS1 } from './scenario-s1.ts';

/** Scenarios de recette que la demonstration sait jouer (domaine-penal §4). */
export const SCENARIOS: { readonly [nom: string]: Scenario } = {
  S1: { nom: 'S1', titre: 'Vol simple, auteur connu, COPJ', jouer: jouerS1 },
};
