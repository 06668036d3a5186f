/** Instant (ms) d'une horodate ou d'un instant ISO 8601. */
export const msDe = (texte: string): number => Date.parse(texte.replace(/\[[^\]]*\]$/, ''));

const deux = (valeur: number): string => String(valeur).padStart(2, '0');

/** `18:42:07` ; les heures depassent 24 : une mesure se lit en heures. Toujours positif. */
export function dureeEnChiffres(ms: number): string {
  const secondes = Math.floor(Math.abs(ms) / 1_000);
  return `${deux(Math.floor(secondes / 3_600))}:${deux(Math.floor(secondes / 60) % 60)}:${deux(secondes % 60)}`;
}

/** `18 h 42`, `42 min`, `moins d’une minute` : la duree en mots, a la minute. */
export function dureeEnMots(ms: number): string {
  const minutes = Math.floor(Math.abs(ms) / 60_000);
  if (minutes < 1) return 'moins d’une minute';
  if (minutes < 60) return `${minutes}\u00A0min`;
  return `${Math.floor(minutes / 60)}\u00A0h\u00A0${deux(minutes % 60)}`;
}

/** Bande de temps : la couleur double toujours un texte. */
export type Bande = 'depassee' | 'rouge' | 'orange' | 'calme' | 'sans-echeance';
const HEURE = 3_600_000;

/** Rouge sous deux heures, orange sous six (interfaces.md, § 7). `reste` : ms jusqu'a l'echeance. */
export function bandeDe(reste: number | null): Bande {
  if (reste === null) return 'sans-echeance';
  if (reste <= 0) return 'depassee';
  if (reste < 2 * HEURE) return 'rouge';
  return reste < 6 * HEURE ? 'orange' : 'calme';
}

/** Ce que dit chaque bande. */
export const BANDES: { readonly [bande in Bande]: string } = {
  depassee: 'dépassée',
  rouge: 'moins de 2 h',
  orange: 'moins de 6 h',
  calme: 'plus de 6 h',
  'sans-echeance': 'sans échéance',
};

/** Temps restant (ms) jusqu'a une horodate ; nul s'il n'y en a pas. */
export const resteJusqua = (echeance: string | null, maintenant: number): number | null =>
  echeance === null ? null : msDe(echeance) - maintenant;

/** Celle qui expire la premiere d'abord ; sans echeance, a la fin. */
export const parEcheance = <L extends { readonly echeance: string | null; readonly id: string }>(
  a: L,
  b: L,
): number =>
  (a.echeance === null ? Infinity : msDe(a.echeance)) - (b.echeance === null ? Infinity : msDe(b.echeance)) ||
  a.id.localeCompare(b.id);
