import { echeanceEnJours, horodate, type Horodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Zone du tribunal : l'heure d'audience est celle du lieu. */
export const zone = 'Europe/Paris';

/** Un creneau propose : jour `AAAA-MM-JJ` et heure `HH:MM`, heure de Paris. */
export type Creneau = { readonly jour: string; readonly heure: string };

/** Jour civil (heure de Paris) d'un instant en millisecondes. */
export const jourA = (instant: number): string =>
  Temporal.Instant.fromEpochMilliseconds(Math.floor(instant))
    .toZonedDateTimeISO(zone)
    .toPlainDate()
    .toString();

/** Premier jour d'audience admis : le jour de la decision plus le delai de la regle (390-1, 552 CPP). */
export const premierJour = (aujourdhui: string, delai: number): string =>
  Temporal.PlainDate.from(aujourdhui).add({ days: delai }).toString();

/** Trois creneaux ouvres, chacun apres le delai legal plus le temps de remettre la convocation (5, 12 et 26 jours). */
export const creneauxProposes = (aujourdhui: string, delai: number): readonly Creneau[] =>
  [
    { marge: 5, heure: '09:00' },
    { marge: 12, heure: '13:30' },
    { marge: 26, heure: '09:00' },
  ].map(({ marge, heure }) => ({
    jour: echeanceEnJours(aujourdhui, delai + marge, { proroge: true }),
    heure,
  }));

/** Horodate d'un jour et d'une heure a Paris ; rien si l'un manque ou n'existe pas. */
export const horodateDe = (jour: string, heure: string): Horodate | undefined => {
  try {
    const moment = Temporal.PlainDateTime.from(`${jour}T${heure}`).toZonedDateTime(zone);
    return horodate(moment.toInstant().toString(), zone);
  } catch {
    return undefined;
  }
};

/** Jour et heure, a Paris, d'une horodate ; vides si elle manque ou est mal formee. */
export const creneauDe = (texte: string): Creneau => {
  try {
    const moment = Temporal.ZonedDateTime.from(texte).withTimeZone(zone);
    return {
      jour: moment.toPlainDate().toString(),
      heure: moment.toPlainTime().toString({ smallestUnit: 'minute' }),
    };
  } catch {
    return { jour: '', heure: '' };
  }
};

/** « mardi 8 décembre 2026 », « mardi 1er décembre 2026 ». */
export const jourEnFrancais = (jour: string): string =>
  Temporal.PlainDate.from(jour)
    .toLocaleString('fr-FR', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
    .replace(/(?<= )1(?= )/, '1er');

/** « lun. 7 déc. ». */
export const jourCourt = (jour: string): string =>
  Temporal.PlainDate.from(jour).toLocaleString('fr-FR', { weekday: 'short', day: 'numeric', month: 'short' });
