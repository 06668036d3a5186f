import { FRANGE_VIDE, agrandir, placesDe, plier } from './arbre.ts';
import type { Place } from './arbre.ts';
import { planDInclusion, planDeCoherence } from './preuves.ts';

/** Un arbre tenu en memoire : la suite d'un dossier. Les tailles vont de 0 a `taille` ; hors de la, `RangeError`. */
export type ArbreEnMemoire = {
  readonly taille: number;
  readonly racine: (taille?: number) => Uint8Array;
  readonly inclusion: (indice: number, taille?: number) => readonly Uint8Array[];
  readonly coherence: (de: number, a?: number) => readonly Uint8Array[];
};

/** L'arbre de ces feuilles (leurs empreintes), dans cet ordre. */
export function arbreEnMemoire(feuilles: readonly Uint8Array[]): ArbreEnMemoire {
  const parNiveau: Uint8Array[][] = [];
  for (const { niveau, rang, empreinte } of agrandir(FRANGE_VIDE, feuilles).noeuds)
    (parNiveau[niveau] ??= [])[rang] = empreinte;
  const noeud = ({ niveau, rang }: Place): Uint8Array => {
    const empreinte = parNiveau[niveau]?.[rang];
    if (empreinte === undefined) throw new RangeError(`Pas de noeud ${niveau}/${rang}.`);
    return empreinte;
  };
  const sousArbres = (plan: readonly (readonly Place[])[]): readonly Uint8Array[] =>
    plan.map((places) => plier(places.map(noeud)));
  const taille = feuilles.length;
  return {
    taille,
    racine: (jusqua = taille) => plier(placesDe(0, jusqua).map(noeud)),
    inclusion: (indice, jusqua = taille) => sousArbres(planDInclusion(indice, jusqua)),
    coherence: (de, a = taille) => sousArbres(planDeCoherence(de, a)),
  };
}
