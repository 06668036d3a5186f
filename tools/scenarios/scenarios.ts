import type { Scenario } from './jouer-scenario.ts';
import { jouerS1 } from './scenario-s1.ts';
import { jouerS3 } from './scenario-s3.ts';

/** Scenarios de recette que la demonstration sait jouer (domaine-penal §4). */
export const SCENARIOS: { readonly [nom: string]: Scenario } = {
  S1: { nom: 'S1', titre: 'Vol simple, auteur connu, COPJ', jouer: jouerS1 },
  S3: {
    nom: 'S3',
    titre: 'Violences conjugales, garde à vue prolongée, défèrement',
    simule: true,
    jouer: jouerS3,
  },
};
