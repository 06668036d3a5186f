import { Temporal } from 'temporal-polyfill';

/** Fuseau des jours d'echeance : celui des juridictions de metropole, ou la plate-forme est exploitee. */
const ZONE = 'Europe/Paris';

/** Durees admises, en jours (arrete du 24 octobre 2019, art. 8). */
export const DUREE_MIN = 1;
export const DUREE_MAX = 30;

/** Jour civil (AAAA-MM-JJ) d'un instant ISO 8601. */
export const jourDe = (instant: string): string =>
  Temporal.Instant.from(instant).toZonedDateTimeISO(ZONE).toPlainDate().toString();

/** Jour d'echeance d'un depot fait a cet instant pour `jours` jours : accessible jusqu'a la fin de ce jour. */
export const echeanceDe = (deposeA: string, jours: number): string =>
  Temporal.PlainDate.from(jourDe(deposeA)).add({ days: jours }).toString();

/** Instant (ms POSIX) ou le jour finit : minuit, heure de Paris, meme les jours de 23 ou 25 heures. */
export const finDuJour = (jour: string): number =>
  Temporal.PlainDate.from(jour).add({ days: 1 }).toZonedDateTime({ timeZone: ZONE }).epochMilliseconds;

/** Jours civils entre le depot et l'echeance. */
export const dureeEnJours = (deposeA: string, echeance: string): number =>
  Temporal.PlainDate.from(jourDe(deposeA)).until(echeance, { largestUnit: 'days' }).days;

const JOUR_MS = 86_400_000;

/** Rappels d'un depot non retire, du plus ancien au plus pressant. */
export type GenreDeRappel = 'rappel-j2' | 'rappel-j8' | 'rappel-avant-echeance';

/**
 * Quand chaque rappel est du (ms POSIX) : J+2, J+8, et deux jours avant la fin ; un depot court est rappele a mi-vie.
 * Un rappel qui tomberait apres celui d'avant l'echeance n'a plus lieu d'etre.
 */
export function rappelsPrevus(
  deposeA: string,
  echeance: string,
): readonly { readonly genre: GenreDeRappel; readonly a: number }[] {
  const depot = Temporal.Instant.from(deposeA).epochMilliseconds;
  const fin = finDuJour(echeance);
  const avant = Math.max(fin - 2 * JOUR_MS, depot + (fin - depot) / 2);
  const apres = [
    { genre: 'rappel-j2', a: depot + 2 * JOUR_MS },
    { genre: 'rappel-j8', a: depot + 8 * JOUR_MS },
  ] as const;
  return [...apres.filter(({ a }) => a < avant), { genre: 'rappel-avant-echeance', a: avant }];
}
