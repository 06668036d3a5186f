import { msDe } from './durees.ts';
import { lireHeure } from '../date-saisie.ts';
import { composer, horodateDe } from '../horodate.ts';

const JOUR = 86_400_000;

/** L'heure tapee, a venir : aujourd'hui si elle n'est pas passee, demain sinon. `undefined` : ce n'est pas une heure. */
export function heureAVenir(tapee: string, maintenant: number, zone: string): string | undefined {
  const heure = lireHeure(tapee);
  if (heure === undefined) return undefined;
  for (const jour of [maintenant, maintenant + JOUR]) {
    const lu = composer({ date: horodateDe(jour, zone).slice(0, 10), heure, zone });
    if (lu.etat === 'complete' && msDe(lu.horodate) > maintenant) return lu.horodate;
  }
  return undefined;
}
