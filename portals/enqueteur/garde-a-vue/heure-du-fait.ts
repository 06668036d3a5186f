import { msDe } from '@ppn/core';
import { composer, horodateDe, lireHeure } from '@ppn/kit';

const JOUR = 86_400_000;

/**
 * L'heure du fait : maintenant, ou l'heure tapee. Une heure plus tardive que maintenant est celle de la veille (a minuit
 * dix, « 23 h 50 » est hier). `undefined` : ce qui est tape n'est pas une heure.
 */
export function heureDuFait(tapee: string, maintenant: number, zone: string): string | undefined {
  if (tapee.trim() === '') return aLaSeconde(maintenant, zone);
  const heure = lireHeure(tapee);
  if (heure === undefined) return undefined;
  for (const jour of [maintenant, maintenant - JOUR]) {
    const lu = composer({ date: horodateDe(jour, zone).slice(0, 10), heure, zone });
    if (lu.etat === 'complete' && msDe(lu.horodate) <= maintenant) return lu.horodate;
  }
  return undefined;
}

/** Horodate d'un instant, a la seconde. */
function aLaSeconde(ms: number, zone: string): string {
  const secondes = String(Math.floor(ms / 1_000) % 60).padStart(2, '0');
  return horodateDe(ms, zone).replace(/:\d\d(?=[+-]\d\d:\d\d\[)/, `:${secondes}`);
}
