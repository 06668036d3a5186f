import { refus, reussite, type Result } from '@ppn/core';
import { Temporal } from 'temporal-polyfill';

/** Duree d'une delegation, en jours, au plus : notre regle, aucun texte ne la fixe. */
export const DUREE_MAX_JOURS = 366;

/** Une delegation demandee. Jours civils AAAA-MM-JJ, bornes comprises, heure de Paris. */
export type DelegationDemandee = {
  readonly delegant: string;
  readonly delegataire: string;
  readonly du: string;
  readonly au: string;
};

export type RefusDeDelegation = 'a-soi-meme' | 'dates-inversees' | 'trop-longue' | 'deja-finie';

/** Une delegation se date, dans un sens, pour un an au plus ; jamais a soi-meme. */
export function deleguer(
  { delegant, delegataire, du, au }: DelegationDemandee,
  aujourdhui: string,
): Result<true, RefusDeDelegation> {
  if (delegant === delegataire) return refus('a-soi-meme');
  if (au < du) return refus('dates-inversees');
  if (au < aujourdhui) return refus('deja-finie');
  const duree = Temporal.PlainDate.from(du).until(au, { largestUnit: 'days' }).days;
  return duree > DUREE_MAX_JOURS ? refus('trop-longue') : reussite(true);
}

/** Le jour civil d'un instant, heure de Paris. */
export const jourDe = (instant: Date): string =>
  Temporal.Instant.from(instant.toISOString()).toZonedDateTimeISO('Europe/Paris').toPlainDate().toString();
