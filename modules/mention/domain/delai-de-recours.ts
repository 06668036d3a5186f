import { isHorodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/**
 * Jours civils entre le point de depart (prononce ou signification) et le recours, dans la zone donnee ; 0 le jour meme.
 * Ne proroge pas un delai qui expire un samedi, un dimanche ou un jour ferie (801 CPP) : la juridiction saisie l'apprecie.
 */
export function joursDepuis(depart: string, recours: string, zone: string): number {
  return jourDe(depart, zone).until(jourDe(recours, zone), { largestUnit: 'days' }).days;
}

function jourDe(valeur: string, zone: string): Temporal.PlainDate {
  if (!isHorodate(valeur)) throw new RangeError(`Horodate attendue : ${valeur}`);
  return Temporal.ZonedDateTime.from(valeur).withTimeZone(zone).toPlainDate();
}
