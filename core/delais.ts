import { Temporal } from 'temporal-polyfill';
import { horodate, type Horodate, isHorodate } from './horodate.ts';

/*
 * Trois calculs qui ne se confondent pas : des jours et des mois se comptent sur le calendrier, d'un jour a l'autre ; des
 * heures se comptent a l'horloge, d'un instant a l'autre (24 heures et un jour different quand l'heure change). Des jours ouvres sont encore autre chose : on les compte un a un.
 */

/** Dimanche de Paques (calcul gregorien anonyme). */
function paques(annee: number): Temporal.PlainDate {
  const a = annee % 19;
  const siecle = Math.floor(annee / 100);
  const reste = annee % 100;
  const g = Math.floor((8 * siecle + 13) / 25);
  const h = (19 * a + siecle - Math.floor(siecle / 4) - g + 15) % 30;
  const l = (32 + 2 * (siecle % 4) + 2 * Math.floor(reste / 4) - h - (reste % 4)) % 7;
  const m = Math.floor((a + 11 * h + 19 * l) / 433);
  const mois = Math.floor((h + l - 7 * m + 90) / 25);
  return Temporal.PlainDate.from({ year: annee, month: mois, day: (h + l - 7 * m + 33 * mois + 19) % 32 });
}

/** Calendrier du lieu : ses jours feries. L'outre-mer n'a pas encore le sien. */
export type Calendrier = 'metropole' | 'alsace-moselle';

/**
 * Jours feries legaux, AAAA-MM-JJ : metropole (L.3133-1 du code du travail), et en Alsace-Moselle le vendredi saint et le
 * 26 decembre (L.3134-13 ; le vendredi saint ne vaut que dans les communes qui ont un temple protestant ou une eglise mixte).
 */
export const joursFeries = (annee: number, calendrier: Calendrier = 'metropole'): readonly string[] => [
  ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
    (jour) => `${annee}-${jour}`,
  ),
  ...[1, 39, 50].map((jours) => paques(annee).add({ days: jours }).toString()),
  ...(calendrier === 'alsace-moselle'
    ? [paques(annee).subtract({ days: 2 }).toString(), `${annee}-12-26`]
    : []),
];

/** Vrai si le jour (AAAA-MM-JJ) n'est ni un samedi, ni un dimanche, ni un jour ferie. */
export function estOuvre(jour: string, calendrier: Calendrier = 'metropole'): boolean {
  const date = Temporal.PlainDate.from(jour);
  return date.dayOfWeek <= 5 && !joursFeries(date.year, calendrier).includes(jour);
}

/** Ce jour s'il est ouvre, sinon le premier qui l'est ensuite (801 CPP). */
export function jourOuvreDes(jour: string, calendrier: Calendrier = 'metropole'): string {
  let date = Temporal.PlainDate.from(jour);
  while (!estOuvre(date.toString(), calendrier)) date = date.add({ days: 1 });
  return date.toString();
}

/** Le n-ieme jour ouvre apres le depart, qui ne compte pas (396 CPP : « troisième jour ouvrable suivant »). AAAA-MM-JJ. */
export const echeanceEnJoursOuvres = (
  depart: string,
  jours: number,
  calendrier: Calendrier = 'metropole',
): string => compter(depart, jours, { pas: 1, calendrier });

/** Le dernier jour pour agir n jours ouvres avant un jour donne, qui ne compte pas (114 CPP : cinq avant l'interrogatoire). AAAA-MM-JJ. */
export const joursOuvresAvant = (jour: string, jours: number, calendrier: Calendrier = 'metropole'): string =>
  compter(jour, jours, { pas: -1, calendrier });

function compter(
  depart: string,
  jours: number,
  { pas, calendrier }: { readonly pas: 1 | -1; readonly calendrier: Calendrier },
): string {
  let date = Temporal.PlainDate.from(depart);
  for (let reste = jours; reste > 0;) {
    date = date.add({ days: pas });
    if (estOuvre(date.toString(), calendrier)) reste -= 1;
  }
  return date.toString();
}

/** Comment un delai expire. `franc` : ni le jour de depart ni celui de l'echeance ne comptent ; `proroge` : reporte au premier jour ouvre (801 CPP). */
export type Decompte = {
  readonly franc?: boolean;
  readonly proroge: boolean;
  readonly calendrier?: Calendrier;
};

/** Dernier jour utile d'un delai en jours ; le jour de depart ne compte jamais. AAAA-MM-JJ. */
export function echeanceEnJours(
  depart: string,
  jours: number,
  { franc = false, proroge, calendrier }: Decompte,
): string {
  const dernier = Temporal.PlainDate.from(depart)
    .add({ days: jours + (franc ? 1 : 0) })
    .toString();
  return proroge ? jourOuvreDes(dernier, calendrier) : dernier;
}

/** Dernier jour utile d'un delai en mois, de quantieme a quantieme ; a defaut de quantieme, le dernier jour du mois. AAAA-MM-JJ. */
export function echeanceEnMois(
  depart: string,
  mois: number,
  { proroge, calendrier }: Omit<Decompte, 'franc'>,
): string {
  const dernier = Temporal.PlainDate.from(depart).add({ months: mois }).toString();
  return proroge ? jourOuvreDes(dernier, calendrier) : dernier;
}

/** Fin d'un delai en heures : a l'horloge, jamais prorogee, dans la zone du depart. */
export function echeanceEnHeures(depart: Horodate, heures: number): Horodate {
  const fin = Temporal.ZonedDateTime.from(depart).add({ hours: heures });
  return horodate(fin.toInstant().toString(), fin.timeZoneId);
}

/** Jour civil d'une horodate dans une zone. AAAA-MM-JJ. */
export function jourCivilDe(valeur: string, zone: string): string {
  if (!isHorodate(valeur)) throw new RangeError(`Horodate attendue : ${valeur}`);
  return Temporal.ZonedDateTime.from(valeur).withTimeZone(zone).toPlainDate().toString();
}
