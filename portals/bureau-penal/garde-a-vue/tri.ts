import { type AlarmeDeMesure, alarmesDesMesures } from '@ppn/kit';
import type { LigneDeMesure } from './donnees.ts';

/** Alarmes a montrer au parquet a cet instant : les siennes, ou celles que l'unite n'a pas acquittees. Pure. */
export const alarmesDuParquet = (
  lignes: readonly LigneDeMesure[],
  maintenant: number,
): readonly AlarmeDeMesure[] => alarmesDesMesures(lignes, maintenant, concerne);

const concerne = ({ id, proprietaire, niveau }: LigneDeMesure['alarmes'][number]): boolean =>
  proprietaire !== 'opj' || niveau === 'permanence' || id.endsWith('@0');
