import { type CadreDeMesure, type Magistrat, type RegimeDeMesure, magistratDirecteur } from './mesure.ts';
import type { RegleCitee, RegleDeGardeAVue, ReglesDeGardeAVue } from './regles.ts';
import { HEURE_MS } from './temps.ts';

/** Ou l'on cherche une ligne : le droit du jour de la mesure, dans sa zone. */
export type DroitDuJour = {
  readonly regles: ReglesDeGardeAVue;
  readonly jour: string;
  readonly zone: string;
};

const UNITES_MS = { heures: HEURE_MS, minutes: 60_000, jours: 0, ans: 0, fois: 0 } as const;

/** Duree d'une ligne, en millisecondes de temps ecoule ; zero si son unite n'est pas une duree. */
export const dureeMs = ({ valeur, unite }: Pick<RegleDeGardeAVue, 'valeur' | 'unite'>): number =>
  valeur * UNITES_MS[unite];

const enVigueur = ({ jour }: DroitDuJour, ligne: RegleDeGardeAVue): boolean =>
  ligne.validiteDebut <= jour && (ligne.validiteFin === null || jour <= ligne.validiteFin);

/** Lignes d'un genre en vigueur pour un regime ; celle de la zone passe avant la generale. */
export function lignesDe(
  droit: DroitDuJour,
  genre: RegleDeGardeAVue['genre'],
  regime: RegimeDeMesure,
): readonly RegleDeGardeAVue[] {
  const lignes = droit.regles.lignes.filter(
    (ligne) =>
      ligne.genre === genre &&
      enVigueur(droit, ligne) &&
      (ligne.regimes.length === 0 || ligne.regimes.includes(regime)),
  );
  const locales = lignes.filter(({ zones }) => zones.includes(droit.zone));
  return locales.length > 0 ? locales : lignes.filter(({ zones }) => zones.length === 0);
}

/** La ligne de cet identifiant en vigueur au jour de la mesure ; nul si le droit de ce jour ne l'a pas. */
export const ligneDite = (droit: DroitDuJour, id: string): RegleDeGardeAVue | null =>
  droit.regles.lignes.find((ligne) => ligne.id === id && enVigueur(droit, ligne)) ?? null;

/** Autorites d'une ligne dans ce cadre : `procureur` se lit juge d'instruction sur commission rogatoire (154 CPP). */
export function autoritesPour(ligne: RegleDeGardeAVue, cadre: CadreDeMesure): readonly Magistrat[] {
  const admises = ligne.autorites.flatMap((autorite): readonly Magistrat[] => {
    if (autorite === 'procureur') return [magistratDirecteur(cadre)];
    if (autorite === 'juge-instruction') return cadre === 'commission-rogatoire' ? [autorite] : [];
    return autorite === 'jld' ? [autorite] : [];
  });
  return [...new Set(admises)];
}

/** Ce qu'un resultat garde d'une ligne. */
export const citer = ({ id, article, valeur, unite, aVerifier }: RegleDeGardeAVue): RegleCitee => ({
  id,
  article,
  valeur,
  unite,
  aVerifier,
});
