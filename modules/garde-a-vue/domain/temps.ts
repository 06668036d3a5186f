import { Temporal } from 'temporal-polyfill';

export const HEURE_MS = 3_600_000;

/**
 * Instant, en millisecondes, d'une horodate ou d'un instant ISO 8601. Le temps d'une mesure se compte entre instants :
 * vingt-quatre heures ecoulees restent vingt-quatre heures la nuit du changement d'heure.
 */
export const enMs = (heure: string): number =>
  heure.includes('[')
    ? Temporal.ZonedDateTime.from(heure).epochMilliseconds
    : Temporal.Instant.from(heure).epochMilliseconds;

/** L'horodate d'un instant dans la zone de la mesure, a la seconde. */
export const enHorodate = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .round({ smallestUnit: 'second', roundingMode: 'floor' })
    .toString();

/** Jour civil (AAAA-MM-JJ) d'un instant dans la zone de la mesure. */
export const jourDe = (ms: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();

/** Premier instant du jour civil suivant, dans la zone : fin du « jour même » (803-2 CPP). */
export const finDuJour = (ms: number, zone: string): number =>
  Temporal.Instant.fromEpochMilliseconds(ms)
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .add({ days: 1 })
    .toZonedDateTime(zone).epochMilliseconds;

/** Ans revolus au jour donne (CJPM L.411-1) ; nul si la naissance est inconnue. */
export const ageAu = (naissance: string, jour: string): number | null =>
  naissance === ''
    ? null
    : Temporal.PlainDate.from(naissance).until(Temporal.PlainDate.from(jour), { largestUnit: 'years' }).years;

/** Secondes entieres d'un ecart. */
export const enSecondes = (ms: number): number => Math.floor(ms / 1_000);
