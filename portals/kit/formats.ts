/** Typographie francaise a l'ecran : espaces insecables devant : ; ! ? » % et apres «, apostrophe courbe. */
export const typographie = (texte: string): string =>
  texte
    .replace(/'/g, '\u2019')
    .replace(/[ \u00A0]?([;!?])(?=\s|$)/g, '\u202F$1')
    .replace(/ ([:»%€])/g, '\u00A0$1')
    .replace(/« /g, '«\u00A0');

const PARIS = 'Europe/Paris';
const deux = (valeur: number): string => String(valeur).padStart(2, '0');

/** Zone et instant d'un texte : ISO 8601 (`…Z`) ou horodate avec zone entre crochets. */
function lire(texte: string): { readonly instant: Date; readonly zone: string } | undefined {
  const zone = /\[(?<zone>[^\]]+)\]$/.exec(texte)?.groups?.['zone'] ?? PARIS;
  const instant = new Date(texte.replace(/\[[^\]]*\]$/, ''));
  return Number.isNaN(instant.getTime()) ? undefined : { instant, zone };
}

const formats = new Map<string, Intl.DateTimeFormat>();
function format(zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const cle = zone + JSON.stringify(options);
  const connu = formats.get(cle);
  if (connu !== undefined) return connu;
  const nouveau = new Intl.DateTimeFormat('fr-FR', { timeZone: zone, ...options });
  formats.set(cle, nouveau);
  return nouveau;
}

/** `21/11/2026` dans la zone du texte (Europe/Paris par defaut) ; vide si illisible. */
export function dateCourte(texte: string): string {
  const lu = lire(texte);
  return lu === undefined
    ? ''
    : format(lu.zone, { day: '2-digit', month: '2-digit', year: 'numeric' }).format(lu.instant);
}

/** `14:02` dans la zone du texte. Une duree de garde a vue se lit en heures : toujours 24 h. */
export function heure(texte: string): string {
  const lu = lire(texte);
  return lu === undefined ? '' : format(lu.zone, { hour: '2-digit', minute: '2-digit' }).format(lu.instant);
}

/** `21/11/2026 à 14:02`, suivi de la zone si ce n'est pas Paris. */
export function dateEtHeure(texte: string): string {
  const lu = lire(texte);
  if (lu === undefined) return '';
  const zone = lu.zone === PARIS ? '' : ` (${lu.zone})`;
  return `${dateCourte(texte)} à ${heure(texte)}${zone}`;
}

/** Moment relatif court : `à l’instant`, `il y a 12 min`, `à 14:02`, `hier`, `03/11/2026`. */
export function depuis(texte: string, maintenant: number): string {
  const lu = lire(texte);
  if (lu === undefined) return '';
  const minutes = Math.floor((maintenant - lu.instant.getTime()) / 60_000);
  if (minutes < 1) return 'à l’instant';
  if (minutes < 60) return `il y a ${minutes} min`;
  const jour = (ms: number): string => dateCourte(new Date(ms).toISOString());
  if (jour(lu.instant.getTime()) === jour(maintenant)) return `à ${heure(texte)}`;
  if (jour(lu.instant.getTime()) === jour(maintenant - 86_400_000)) return `hier à ${heure(texte)}`;
  return dateCourte(texte);
}

/** `1,4 Mo` : taille d'un fichier en unites decimales. */
export function taille(octets: number): string {
  const unites = ['octets', 'ko', 'Mo', 'Go', 'To'];
  let valeur = octets;
  let rang = 0;
  while (valeur >= 1000 && rang < unites.length - 1) {
    valeur /= 1000;
    rang += 1;
  }
  const chiffres = valeur < 10 && rang > 0 ? 1 : 0;
  return `${nombre(valeur, chiffres)}\u00A0${unites[rang] ?? ''}`;
}

/** Nombre a la francaise : virgule decimale, espace fine entre les milliers. */
export const nombre = (valeur: number, decimales = 0): string =>
  valeur.toLocaleString('fr-FR', { maximumFractionDigits: decimales });

/** `1 pièce`, `2 pièces` ; le pluriel prend « s » sauf forme donnee. */
export const pluriel = (compte: number, singulier: string, plurielle = `${singulier}s`): string =>
  `${nombre(compte)}\u00A0${Math.abs(compte) < 2 ? singulier : plurielle}`;

/** `14:02` a l'heure de Paris pour un instant en millisecondes. */
export const heureDe = (ms: number): string => heure(new Date(ms).toISOString());

/** `AAAA-MM-JJ` → `JJ/MM/AAAA` ; rend le texte tel quel sinon. */
export function jourCivil(texte: string): string {
  const [annee, mois, jour] = texte.split('-').map(Number);
  if (annee === undefined || mois === undefined || jour === undefined) return texte;
  return `${deux(jour)}/${deux(mois)}/${annee}`;
}
