import { composer, type Ton } from '@ppn/kit';

const HEURE = 3_600_000;
const JOUR = 24 * HEURE;

/** Instant (ms) ou finit ce jour d'echeance (AAAA-MM-JJ), heure de Paris : le premier instant du lendemain. */
export function finDeLEcheance(jour: string): number {
  const lendemain = new Date(Date.parse(`${jour}T00:00:00Z`) + JOUR).toISOString().slice(0, 10);
  const minuit = composer({ date: lendemain, heure: '00:00', zone: 'Europe/Paris' });
  return minuit.etat === 'complete' ? Date.parse(minuit.horodate.replace(/\[.*$/, '')) : Number.NaN;
}

/** Ce qui reste avant la fin : « encore 12 jours », « encore 5 h 20 », « échu ». */
export function resteAvant(fin: number, maintenant: number): { readonly texte: string; readonly ton: Ton } {
  const reste = fin - maintenant;
  if (reste <= 0) return { texte: 'échu', ton: 'neutre' };
  if (reste >= 3 * JOUR) return { texte: `encore ${Math.floor(reste / JOUR)} jours`, ton: 'neutre' };
  const heures = Math.floor(reste / HEURE);
  const minutes = String(Math.floor((reste % HEURE) / 60_000)).padStart(2, '0');
  if (reste < 12 * HEURE) return { texte: `encore ${heures} h ${minutes}`, ton: 'danger' };
  return { texte: `encore ${heures} h`, ton: 'alerte' };
}

/** Jour (AAAA-MM-JJ) a `jours` jours d'un instant, heure de Paris. */
export function jourDans(jours: number, maintenant: number): string {
  const aujourdhui = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' }).format(maintenant);
  return new Date(Date.parse(`${aujourdhui}T00:00:00Z`) + jours * JOUR).toISOString().slice(0, 10);
}

/** Temps d'envoi qui reste : « 40 s », « 3 min », « 2 h 05 ». */
export function dureeCourte(secondes: number): string {
  if (secondes < 60) return `${secondes} s`;
  const minutes = Math.ceil(secondes / 60);
  if (minutes < 60) return `${minutes} min`;
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')}`;
}
