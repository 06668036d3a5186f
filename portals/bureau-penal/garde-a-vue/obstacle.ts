import type { LigneDeMesure } from './donnees.ts';
import { obstacleALaLevee, obstacleALaProlongation } from './droits-du-magistrat.ts';

/** Pourquoi ce geste est impossible sur cette mesure ; `undefined` s'il est permis. */
export const obstacleAuGeste = (
  geste: 'prolongation' | 'mainlevee',
  ligne: LigneDeMesure,
  magistrat: LigneDeMesure['magistrats'][number] | undefined,
): string | undefined =>
  geste === 'prolongation' ? obstacleALaProlongation(ligne, magistrat) : obstacleALaLevee(ligne, magistrat);
