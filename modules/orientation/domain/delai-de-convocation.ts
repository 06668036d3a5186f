import { isHorodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/**
 * Premier jour d'audience admis : le jour de la decision plus `jours` jours pleins (390-1 et 552 CPP),
 * compte en jours civils dans la zone du tribunal. AAAA-MM-JJ.
 */
export const premierJourDAudience = (decision: string, jours: number, zone: string): string =>
  jourDe(decision, zone).add({ days: jours }).toString();

/** Jours civils entre la decision et l'audience ; negatif si l'audience est passee. */
export const joursAvantAudience = (decision: string, audience: string, zone: string): number =>
  jourDe(decision, zone).until(jourDe(audience, zone), { largestUnit: 'days' }).days;

/** Vrai si le jour est un samedi ou un dimanche dans la zone du tribunal. */
export const estFinDeSemaine = (horodate: string, zone: string): boolean =>
  jourDe(horodate, zone).dayOfWeek > 5;

function jourDe(valeur: string, zone: string): Temporal.PlainDate {
  if (!isHorodate(valeur)) throw new RangeError(`Horodate attendue : ${valeur}`);
  return Temporal.ZonedDateTime.from(valeur).withTimeZone(zone).toPlainDate();
}
