import { horodate, type Horodate } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Zone du tribunal : l'heure d'audience est celle du lieu. */
export const zone = 'Europe/Paris';

/** Un creneau propose : jour `AAAA-MM-JJ` et heure `HH:MM`, heure de Paris. */
export type Creneau = { readonly jour: string; readonly heure: string };

/** Dimanche de Paques (calcul gregorien anonyme). */
const paques = (annee: number): Temporal.PlainDate => {
  const a = annee % 19;
  const siecle = Math.floor(annee / 100);
  const reste = annee % 100;
  const g = Math.floor((8 * siecle + 13) / 25);
  const h = (19 * a + siecle - Math.floor(siecle / 4) - g + 15) % 30;
  const l = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - h - (reste % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const mois = Math.floor((h + l - 7 * m + 90) / 25);
  return Temporal.PlainDate.from({ year: annee, month: mois, day: (h + l - 7 * m + 33 * mois + 19) % 32 });
};

/** Jours feries legaux de metropole (art. L.3133-1 du code du travail). */
const feries = (annee: number): readonly string[] => {
  const mobiles = [1, 39, 50].map((jours) => paques(annee).add({ days: jours }).toString());
  return [
    ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
      (jour) => `${annee}-${jour}`,
    ),
    ...mobiles,
  ];
};

/** Vrai si le jour n'est ni un samedi, ni un dimanche, ni un jour ferie. */
export const estOuvre = (jour: string): boolean => {
  const date = Temporal.PlainDate.from(jour);
  return date.dayOfWeek <= 5 && !feries(date.year).includes(jour);
};

const prochainOuvre = (date: Temporal.PlainDate): Temporal.PlainDate =>
  estOuvre(date.toString()) ? date : prochainOuvre(date.add({ days: 1 }));

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
    jour: prochainOuvre(Temporal.PlainDate.from(aujourdhui).add({ days: delai + marge })).toString(),
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
