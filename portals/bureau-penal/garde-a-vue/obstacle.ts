import type { Geste } from './decision.tsx';
import type { LigneDeMesure } from './donnees.ts';
import {
  obstacleALAccord,
  obstacleALaLevee,
  obstacleALaProlongation,
  obstacleALaRequete,
  obstacleAuReport,
} from './droits-du-magistrat.ts';

const OBSTACLES = {
  prolongation: obstacleALaProlongation,
  mainlevee: obstacleALaLevee,
  accord: obstacleALAccord,
  requete: obstacleALaRequete,
  report: obstacleAuReport,
} as const;

/** Pourquoi ce geste est impossible sur cette mesure ; `undefined` s'il est permis. */
export const obstacleAuGeste = (
  geste: Geste,
  ligne: LigneDeMesure,
  magistrat: LigneDeMesure['magistrats'][number] | undefined,
): string | undefined => OBSTACLES[geste](ligne, magistrat);
