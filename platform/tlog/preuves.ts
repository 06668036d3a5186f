import { coupure, placesDe, plier } from './arbre.ts';
import type { Place } from './arbre.ts';

/** Lit les empreintes de noeuds complets, dans l'ordre demande ; une base le fait en une requete. Lance si l'un manque. */
export type LecteurDeNoeuds = (places: readonly Place[]) => Promise<readonly Uint8Array[]>;

/** Un sous-arbre de la preuve : ses noeuds complets, de gauche a droite. */
type SousArbre = readonly Place[];

/** Les sous-arbres d'une preuve d'inclusion (RFC 6962 §2.1.1), dans l'ordre. Lance `RangeError` hors de `0 <= indice < taille`. */
export function planDInclusion(indice: number, taille: number): readonly SousArbre[] {
  if (!estTaille(indice) || !estTaille(taille) || indice >= taille)
    throw new RangeError(`Pas de feuille ${indice} dans un arbre de ${taille}.`);
  const plan: SousArbre[] = [];
  let [debut, nombre] = [0, taille];
  while (nombre > 1) {
    const k = coupure(nombre);
    if (indice - debut < k) {
      plan.push(placesDe(debut + k, nombre - k));
      nombre = k;
    } else {
      plan.push(placesDe(debut, k));
      debut += k;
      nombre -= k;
    }
  }
  return plan.reverse();
}

/** Les sous-arbres d'une preuve de coherence (RFC 6962 §2.1.2) de `de` a `a` feuilles. Vide si `de` est 0 ou `a`. Lance `RangeError` si `de > a`. */
export function planDeCoherence(de: number, a: number): readonly SousArbre[] {
  if (!estTaille(de) || !estTaille(a) || de > a) throw new RangeError(`Pas de coherence de ${de} a ${a}.`);
  if (de === 0 || de === a) return [];
  const plan: SousArbre[] = [];
  let [debut, nombre, ancien, entier] = [0, a, de, true];
  while (ancien !== nombre) {
    const k = coupure(nombre);
    if (ancien <= k) {
      plan.push(placesDe(debut + k, nombre - k));
      nombre = k;
    } else {
      plan.push(placesDe(debut, k));
      debut += k;
      ancien -= k;
      nombre -= k;
      entier = false;
    }
  }
  if (!entier) plan.push(placesDe(debut, nombre));
  return plan.reverse();
}

/** Lit et compose les empreintes d'un plan, en une lecture. */
export async function composer(
  plan: readonly SousArbre[],
  lire: LecteurDeNoeuds,
): Promise<readonly Uint8Array[]> {
  const lues = await lire(plan.flat());
  let debut = 0;
  return plan.map(({ length }) => plier(lues.slice(debut, (debut += length))));
}

/** Racine de l'arbre des `taille` premieres feuilles. */
export const racine = async (taille: number, lire: LecteurDeNoeuds): Promise<Uint8Array> =>
  plier(await lire(placesDe(0, taille)));

/** Preuve que la feuille `indice` est dans l'arbre de `taille` feuilles. */
export const prouverInclusion = (
  lire: LecteurDeNoeuds,
  indice: number,
  taille: number,
): Promise<readonly Uint8Array[]> => composer(planDInclusion(indice, taille), lire);

/** Les preuves d'inclusion de plusieurs feuilles dans le meme arbre, en une lecture : leurs chemins se recouvrent. */
export async function prouverInclusions(
  lire: LecteurDeNoeuds,
  indices: readonly number[],
  taille: number,
): Promise<readonly (readonly Uint8Array[])[]> {
  const plans = indices.map((indice) => planDInclusion(indice, taille));
  const cle = ({ niveau, rang }: Place): string => `${niveau}/${rang}`;
  const places = new Map(plans.flat(2).map((place) => [cle(place), place]));
  const lus = await lire([...places.values()]);
  const empreintes = new Map([...places.keys()].map((nom, rang) => [nom, lus[rang]]));
  const noeud = (place: Place): Uint8Array => {
    const empreinte = empreintes.get(cle(place));
    if (empreinte === undefined) throw new RangeError(`Noeud ${cle(place)} non lu.`);
    return empreinte;
  };
  return plans.map((plan) => plan.map((sousArbre) => plier(sousArbre.map(noeud))));
}

/** Preuve que l'arbre de `a` feuilles prolonge celui de `de` feuilles. */
export const prouverCoherence = (
  lire: LecteurDeNoeuds,
  de: number,
  a: number,
): Promise<readonly Uint8Array[]> => composer(planDeCoherence(de, a), lire);

/** Vrai pour un entier de 0 a 2^53 - 1. */
export const estTaille = (n: number): boolean => Number.isSafeInteger(n) && n >= 0;
