import { Temporal } from 'temporal-polyfill';

/**
 * Heure legale : texte d'un `Temporal.ZonedDateTime` a la seconde, decalage et zone gardes,
 * par exemple `2026-10-25T02:30:00+02:00[Europe/Paris]` (la nuit du 25 octobre 2026 a deux 02:30).
 */
export type Horodate = string & { readonly __marque: 'Horodate' };

const FORME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}[+-]\d{2}:\d{2}\[[A-Za-z_+\-/0-9]+\]$/;

/** Vrai si le texte est une horodate complete dont le decalage est celui de la zone a cet instant. */
export function isHorodate(valeur: unknown): valeur is Horodate {
  if (typeof valeur !== 'string' || !FORME.test(valeur)) return false;
  if (jugees.has(valeur)) return true;
  try {
    Temporal.ZonedDateTime.from(valeur, { offset: 'reject' });
  } catch {
    return false;
  }
  if (jugees.size >= JUGEES_MAX) jugees.clear();
  jugees.add(valeur);
  return true;
}

/** Les memes heures reviennent a chaque lecture d'un dossier ; les juger demande les regles de la zone. */
const JUGEES_MAX = 4_096;
const jugees = new Set<string>();

/** Horodate d'un instant ISO 8601 (`2026-11-21T10:00:00Z`) dans une zone IANA ; secondes entieres. */
export function horodate(instantIso: string, zone = 'Europe/Paris'): Horodate {
  const texte = Temporal.Instant.from(instantIso)
    .round({ smallestUnit: 'second', roundingMode: 'floor' })
    .toZonedDateTimeISO(zone)
    .toString();
  if (!isHorodate(texte)) throw new RangeError(`Zone ou instant inutilisable : ${instantIso} ${zone}`);
  return texte;
}

/** L'instant ISO 8601 (UTC, `…Z`) d'une horodate. */
export const instantDe = (valeur: Horodate): string =>
  Temporal.ZonedDateTime.from(valeur).toInstant().toString();

/** Millisecondes POSIX d'une horodate, zone comprise ou non ; `NaN` si elle est illisible. Pour comparer deux instants. */
export const msDe = (horodate: string): number => Date.parse(horodate.replace(/\[.*$/, ''));

/** `25 octobre 2026 à 02 h 30` ; l'heure doublee du changement d'heure porte son decalage. */
export function horodateEnFrancais(valeur: Horodate): string {
  const moment = Temporal.ZonedDateTime.from(valeur);
  const jour = moment.day === 1 ? '1er' : String(moment.day);
  const mois = MOIS[moment.month - 1] ?? '';
  const heure = `${String(moment.hour).padStart(2, '0')} h ${String(moment.minute).padStart(2, '0')}`;
  const precision = estHeureDoublee(moment) ? ` (UTC${moment.offset})` : '';
  const zone = moment.timeZoneId === 'Europe/Paris' ? '' : ` (${moment.timeZoneId})`;
  return `${jour} ${mois} ${moment.year} à ${heure}${precision}${zone}`;
}

/** Les mois, en toutes lettres, janvier d'abord. */
export const MOIS: readonly string[] = [
  'janvier',
  'février',
  'mars',
  'avril',
  'mai',
  'juin',
  'juillet',
  'août',
  'septembre',
  'octobre',
  'novembre',
  'décembre',
];

function estHeureDoublee(moment: Temporal.ZonedDateTime): boolean {
  const civil = moment.toPlainDateTime();
  const tot = civil.toZonedDateTime(moment.timeZoneId, { disambiguation: 'earlier' });
  const tard = civil.toZonedDateTime(moment.timeZoneId, { disambiguation: 'later' });
  return !tot.toInstant().equals(tard.toInstant()) && tot.offset !== tard.offset;
}
