/**
 * Heure legale saisie : date, heure et zone donnent une horodate (`2026-10-25T02:30:00+02:00[Europe/Paris]`), ou deux
 * possibles (l'heure doublee de l'automne), ou aucune (l'heure sautee du printemps). Calcul par `Intl` : les 20 ko
 * compresses de Temporal n'entrent pas dans le navigateur ; un essai compare les deux.
 */
export type Saisie = { readonly date: string; readonly heure: string; readonly zone: string };
/** Issue d'une saisie : une horodate, un choix a faire (decalages), une heure qui n'existe pas, ou une saisie incomplete. */
export type Composition =
  | { readonly etat: 'complete'; readonly horodate: string; readonly decalages: readonly string[] }
  | { readonly etat: 'inexistante' }
  | { readonly etat: 'incomplete' };

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const HEURE = /^\d{2}:\d{2}(?::\d{2})?$/;
const JOUR_MS = 86_400_000;

/** Compose l'horodate ; `prefere` choisit entre deux decalages possibles, sinon le premier (l'heure d'ete). */
export function composer({ date, heure, zone }: Saisie, prefere?: string): Composition {
  if (!DATE.test(date) || !HEURE.test(heure)) return { etat: 'incomplete' };
  const civil = `${date}T${heure.length === 5 ? `${heure}:00` : heure}`;
  const decalages = decalagesPossibles(civil, zone);
  const choisi = decalages.find((decalage) => decalage === prefere) ?? decalages[0];
  if (choisi === undefined) return { etat: 'inexistante' };
  return { etat: 'complete', horodate: `${civil}${choisi}[${zone}]`, decalages };
}

/** Les decalages `+02:00` qu'une heure civile peut avoir dans une zone : aucun, un ou deux, du plus ancien au plus tardif. */
export function decalagesPossibles(civil: string, zone: string): readonly string[] {
  const commeUtc = Date.parse(`${civil}Z`);
  if (Number.isNaN(commeUtc)) return [];
  const candidats = [decalageA(commeUtc - JOUR_MS, zone), decalageA(commeUtc + JOUR_MS, zone)];
  return [...new Set(candidats)].filter(
    (decalage) => decalageA(commeUtc - minutes(decalage) * 60_000, zone) === decalage,
  );
}

/** Decalage d'une zone a un instant (ms), au format `+02:00`. */
export function decalageA(instant: number, zone: string): string {
  const partie = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
    .formatToParts(instant)
    .find(({ type }) => type === 'timeZoneName');
  const texte = partie?.value.replace('GMT', '') ?? '';
  return texte === '' ? '+00:00' : texte;
}

const minutes = (decalage: string): number => {
  const [heures = 0, reste = 0] = decalage.slice(1).split(':').map(Number);
  return (decalage.startsWith('-') ? -1 : 1) * (heures * 60 + reste);
};

/** Date, heure, zone et decalage d'une horodate ; vide si elle l'est. Les secondes nulles sont tues. */
export function decomposer(horodate: string): Saisie & { readonly decalage: string } {
  const lu =
    /^(?<date>\d{4}-\d{2}-\d{2})T(?<heure>\d{2}:\d{2})(?<secondes>:\d{2})(?<decalage>[+-]\d{2}:\d{2})\[(?<zone>[^\]]+)\]$/.exec(
      horodate,
    );
  const parties = lu?.groups ?? {};
  const secondes = parties['secondes'] ?? '';
  return {
    date: parties['date'] ?? '',
    heure: (parties['heure'] ?? '') + (secondes === ':00' ? '' : secondes),
    zone: parties['zone'] ?? 'Europe/Paris',
    decalage: parties['decalage'] ?? '',
  };
}

/** Horodate d'un instant (ms) dans une zone, a la minute. */
export function horodateDe(instant: number, zone = 'Europe/Paris'): string {
  const minute = Math.floor(instant / 60_000) * 60_000;
  const decalage = decalageA(minute, zone);
  const civil = new Date(minute + minutes(decalage) * 60_000).toISOString().slice(0, 19);
  return `${civil}${decalage}[${zone}]`;
}

/** Zones des territoires francais (metropole d'abord). */
export const ZONES: readonly { readonly valeur: string; readonly libelle: string }[] = [
  { valeur: 'Europe/Paris', libelle: 'heure de Paris' },
  { valeur: 'America/Guadeloupe', libelle: 'Guadeloupe' },
  { valeur: 'America/Martinique', libelle: 'Martinique' },
  { valeur: 'America/Cayenne', libelle: 'Guyane' },
  { valeur: 'Indian/Reunion', libelle: 'La Réunion' },
  { valeur: 'Indian/Mayotte', libelle: 'Mayotte' },
  { valeur: 'America/Miquelon', libelle: 'Saint-Pierre-et-Miquelon' },
  { valeur: 'Pacific/Noumea', libelle: 'Nouvelle-Calédonie' },
  { valeur: 'Pacific/Tahiti', libelle: 'Tahiti' },
  { valeur: 'Pacific/Wallis', libelle: 'Wallis-et-Futuna' },
];
