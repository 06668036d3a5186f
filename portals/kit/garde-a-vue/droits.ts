import { heure } from '../formats.ts';
import type { Ton } from '../etats.tsx';
import { dureeEnMots, msDe } from './durees.ts';

/** Un droit ou une obligation, tel qu'une ligne de tableau ou la mesure entiere le donne. */
export type DroitMontre = {
  readonly id: string;
  readonly genre: string;
  readonly libelle: string;
  readonly etat: 'a-faire' | 'en-cours' | 'accompli' | 'refuse' | 'expire' | 'abandonne';
  readonly echeance: string | null;
  readonly article: string;
  readonly accompliA?: string | null;
  readonly retard?: { readonly secondes: number; readonly motif: string } | null;
};

/** Familles montrees en une rangee d'icones ; la duree a son propre compte a rebours. */
export const FAMILLES_DE_DROITS = [
  'parquet',
  'droits',
  'avocat',
  'medecin',
  'proches',
  'consulat',
  'interprete',
  'enregistrement',
] as const;
export type FamilleDeDroits = (typeof FAMILLES_DE_DROITS)[number];

/** La famille d'un genre d'obligation ; `undefined` : une duree. */
export function familleDe(genre: string): FamilleDeDroits | undefined {
  if (/^(avis-(magistrat|enregistrement)|depot-information)$/.test(genre)) return 'parquet';
  if (/^(depot-proche|deferement-tuteur)/.test(genre)) return 'proches';
  if (genre === 'depot-repas') return 'droits';
  if (genre.startsWith('depot-')) return familleDe(genre.slice('depot-'.length));
  if (genre.startsWith('avis-consulat')) return 'consulat';
  if (genre.startsWith('avis-')) return 'proches';
  if (/^(notification|declaration)/.test(genre)) return 'droits';
  if (/^(medecin|certificat)/.test(genre)) return 'medecin';
  return FAMILLES_DE_DROITS.find((famille) => genre.startsWith(famille));
}

/** Un etat en peu de mots, et son ton. */
export type EtatDit = { readonly mots: string; readonly ton: Ton };

/** Ou en est un droit a cet instant : fait a telle heure, a faire avant telle heure, en retard de tant. */
export function direLEtat(droit: DroitMontre, maintenant: number): EtatDit {
  const { etat, echeance, accompliA, retard } = droit;
  if (etat === 'accompli') {
    const quand = accompliA ? heure(accompliA) : 'fait';
    return retard ? { mots: `${quand}, en retard`, ton: 'alerte' } : { mots: quand, ton: 'succes' };
  }
  if (etat === 'refuse') return { mots: 'écarté', ton: 'neutre' };
  if (etat === 'abandonne') return { mots: 'sans objet', ton: 'neutre' };
  if (echeance === null && etat === 'expire') return { mots: 'non fait', ton: 'danger' };
  if (echeance === null)
    return etat === 'en-cours' ? { mots: 'en cours', ton: 'info' } : { mots: 'à faire', ton: 'info' };
  const reste = msDe(echeance) - maintenant;
  if (reste <= 0) return { mots: `en retard de ${dureeEnMots(reste)}`, ton: 'danger' };
  return reste < 3_600_000
    ? { mots: `reste ${dureeEnMots(reste)}`, ton: 'alerte' }
    : { mots: `avant ${heure(echeance)}`, ton: 'info' };
}

/** Rang d'urgence : le plus pressant represente sa famille. */
const URGENCE: { readonly [etat in DroitMontre['etat']]: number } = {
  expire: 0,
  'a-faire': 1,
  'en-cours': 1,
  accompli: 2,
  refuse: 3,
  abandonne: 4,
};

/** Par famille, le droit le plus pressant et le compte des autres. Pure. */
export function resumerLesDroits(
  droits: readonly DroitMontre[],
): readonly { readonly famille: FamilleDeDroits; readonly droit: DroitMontre; readonly autres: number }[] {
  return FAMILLES_DE_DROITS.flatMap((famille) => {
    const siens = droits
      .filter(({ genre }) => familleDe(genre) === famille)
      .toSorted((a, b) => URGENCE[a.etat] - URGENCE[b.etat] || instant(a.echeance) - instant(b.echeance));
    const [droit] = siens;
    return droit === undefined ? [] : [{ famille, droit, autres: siens.length - 1 }];
  });
}

const instant = (echeance: string | null): number =>
  echeance === null ? Number.MAX_SAFE_INTEGER : msDe(echeance);
