import { isHorodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Numero de minute : « n/annee », par chambre (domaine-penal §2.7.1). */
export const numeroDeMinute = (rang: number, annee: number): string => `${rang}/${annee}`;

/** Annee de la serie : celle du prononce, dans la zone de la juridiction. */
export function anneeDeLaMinute(prononceA: string, zone: string): number {
  if (!isHorodate(prononceA)) throw new RangeError(`Horodate attendue : ${prononceA}`);
  return Temporal.ZonedDateTime.from(prononceA).withTimeZone(zone).year;
}
