import type { Scenario } from './jouer-scenario.ts';
import { jouerS1 } from './scenario-s1.ts';
import { jouerS11 } from './scenario-s11.ts';
import { jouerS2 } from './scenario-s2.ts';
import { jouerS21 } from './scenario-s21.ts';
import { jouerS3 } from './scenario-s3.ts';
import { jouerS5 } from './scenario-s5.ts';
import { jouerS6 } from './scenario-s6.ts';
import { jouerS7 } from './scenario-s7.ts';
import { jouerS8 } from './scenario-s8.ts';
import { jouerS9 } from './scenario-s9.ts';

/** Scenarios de recette que la demonstration sait jouer (domaine-penal §4). */
export const SCENARIOS: { readonly [nom: string]: Scenario } = {
  S1: { nom: 'S1', titre: 'Vol simple, auteur connu, COPJ, jugement, appel', jouer: jouerS1 },
  S2: { nom: 'S2', titre: 'Auteur inconnu, classement 71 en lot, avis, recours, reprise', jouer: jouerS2 },
  S3: {
    nom: 'S3',
    titre: 'Violences conjugales, garde à vue prolongée, défèrement',
    simule: true,
    jouer: jouerS3,
    // Le navigateur ne se charge que si on l'ouvre.
    jouerALEcran: async (deroulement) =>
      (await import('./ecran/s3-a-l-ecran.ts')).jouerS3ALEcran(deroulement),
  },
  S5: { nom: 'S5', titre: 'Mineur de quinze ans, racket', simule: true, jouer: jouerS5 },
  S6: { nom: 'S6', titre: 'Enfant de onze ans, retenue', simule: true, jouer: jouerS6 },
  S7: { nom: 'S7', titre: 'Trafic de stupéfiants, six personnes, 706-88', simule: true, jouer: jouerS7 },
  S8: { nom: 'S8', titre: 'Terrorisme, cent quarante-quatre heures', simule: true, jouer: jouerS8 },
  S9: { nom: 'S9', titre: 'Majeur protégé, langue rare', simule: true, jouer: jouerS9 },
  S11: {
    nom: 'S11',
    titre: 'Ordonnances pénales : un lot de réquisitions, un refus, les avis',
    jouer: jouerS11,
  },
  S21: {
    nom: 'S21',
    titre: 'Réseau coupé de 14 h à 18 h, douze gardes à vue et un défèrement',
    simule: true,
    coupable: true,
    jouer: jouerS21,
  },
};
