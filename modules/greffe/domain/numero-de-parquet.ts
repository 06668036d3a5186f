import { isHorodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Numero de parquet : 11 chiffres, `AA JJJ NNNNNN` (annee, jour de l'annee, rang dans l'annee). Format a verifier. */
export type NumeroParquet = string & { readonly __marque: 'NumeroParquet' };

/** Vrai si le texte a la forme d'un numero de parquet. */
export const isNumeroParquet = (valeur: unknown): valeur is NumeroParquet =>
  typeof valeur === 'string' && /^\d{2}(?!000)[0-3]\d{2}(?!0{6})\d{6}$/.test(valeur);

/** Annee de la serie a cette heure, dans la zone de la juridiction : le 31 decembre a 23 h 30 n'est pas encore l'an suivant. */
export const anneeDeLaSerie = (horodate: string, zone: string): number => jourDe(horodate, zone).year;

/** Le numero d'une procedure : son jour d'enregistrement dans la zone de la juridiction, son rang dans la serie annuelle. Lance au-dela de 999 999. */
export function numeroDeParquet(horodate: string, zone: string, rang: number): NumeroParquet {
  const jour = jourDe(horodate, zone);
  const numero = [
    String(jour.year % 100).padStart(2, '0'),
    String(jour.dayOfYear).padStart(3, '0'),
    String(rang).padStart(6, '0'),
  ].join('');
  if (!isNumeroParquet(numero)) throw new RangeError(`Rang hors de la série : ${rang}`);
  return numero;
}

function jourDe(valeur: string, zone: string): Temporal.PlainDate {
  if (!isHorodate(valeur)) throw new RangeError(`Horodate attendue : ${valeur}`);
  return Temporal.ZonedDateTime.from(valeur).withTimeZone(zone).toPlainDate();
}
