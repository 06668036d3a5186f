import { Temporal } from 'temporal-polyfill';
import { horodate, type Horodate, isHorodate } from './horodate.ts';

/*
 * Trois calculs qui ne se confondent pas : des jours et des mois se comptent sur le calendrier, d'un jour a l'autre ; des
 * heures se comptent a l'horloge, d'un instant a l'autre (24 heures et un jour different quand l'heure change).
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

/** Jours feries legaux de metropole (L.3133-1 du code du travail), AAAA-MM-JJ ; ni l'Alsace-Moselle ni l'outre-mer n'ont les leurs ici. */
export const joursFeries = (annee: number): readonly string[] => [
  ...['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'].map(
    (jour) => `${annee}-${jour}`,
  ),
  ...[1, 39, 50].map((jours) => paques(annee).add({ days: jours }).toString()),
];

/** Vrai si le jour (AAAA-MM-JJ) n'est ni un samedi, ni un dimanche, ni un jour ferie. */
export function estOuvre(jour: string): boolean {
  const date = Temporal.PlainDate.from(jour);
  return date.dayOfWeek <= 5 && !joursFeries(date.year).includes(jour);
}

/** Ce jour s'il est ouvre, sinon le premier qui l'est ensuite (801 CPP). */
export function jourOuvreDes(jour: string): string {
  let date = Temporal.PlainDate.from(jour);
  while (!estOuvre(date.toString())) date = date.add({ days: 1 });
  return date.toString();
}

/** Comment un delai expire. `franc` : ni le jour de depart ni celui de l'echeance ne comptent ; `proroge` : reporte au premier jour ouvre (801 CPP). */
export type Decompte = { readonly franc?: boolean; readonly proroge: boolean };

/** Dernier jour utile d'un delai en jours ; le jour de depart ne compte jamais. AAAA-MM-JJ. */
export function echeanceEnJours(depart: string, jours: number, { franc = false, proroge }: Decompte): string {
  const dernier = Temporal.PlainDate.from(depart)
    .add({ days: jours + (franc ? 1 : 0) })
    .toString();
  return proroge ? jourOuvreDes(dernier) : dernier;
}

/** Dernier jour utile d'un delai en mois, de quantieme a quantieme ; a defaut de quantieme, le dernier jour du mois. AAAA-MM-JJ. */
export function echeanceEnMois(depart: string, mois: number, { proroge }: Pick<Decompte, 'proroge'>): string {
  const dernier = Temporal.PlainDate.from(depart).add({ months: mois }).toString();
  return proroge ? jourOuvreDes(dernier) : dernier;
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
