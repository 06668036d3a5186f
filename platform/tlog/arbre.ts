import { sha256 } from './octets.ts';

const FEUILLE = Uint8Array.of(0);
const NOEUD = Uint8Array.of(1);

/** Empreinte d'une feuille : SHA-256(0x00 ‖ entree), RFC 6962 §2.1. */
export const hacherFeuille = (entree: Uint8Array): Uint8Array => sha256(FEUILLE, entree);

/** Empreinte d'un noeud : SHA-256(0x01 ‖ gauche ‖ droite). */
export const hacherNoeud = (gauche: Uint8Array, droite: Uint8Array): Uint8Array =>
  sha256(NOEUD, gauche, droite);

/** Racine de l'arbre vide : SHA-256(""). */
export const RACINE_VIDE: Uint8Array = sha256();

/** La place d'un noeud complet : il couvre les feuilles `rang * 2^niveau` a `(rang + 1) * 2^niveau`, la derniere exclue. */
export type Place = { readonly niveau: number; readonly rang: number };

/** Un noeud complet et son empreinte ; les feuilles sont au niveau 0. Un noeud complet ne change jamais. */
export type Noeud = Place & { readonly empreinte: Uint8Array };

/** La plus grande puissance de deux strictement sous `n` (n > 1), RFC 6962 §2.1. */
export function coupure(n: number): number {
  let k = 1;
  while (k * 2 < n) k *= 2;
  return k;
}

/** Les noeuds complets qui couvrent les feuilles `debut` a `debut + nombre`, de gauche a droite ; `debut` est aligne comme le veut la RFC 6962. */
export function placesDe(debut: number, nombre: number): readonly Place[] {
  const places: Place[] = [];
  let [gauche, reste] = [debut, nombre];
  while (reste > 0) {
    const niveau = niveauEntier(reste);
    const largeur = 2 ** niveau;
    places.push({ niveau, rang: gauche / largeur });
    gauche += largeur;
    reste -= largeur;
  }
  return places;
}

/** Le niveau du plus grand sous-arbre complet d'au plus `n` feuilles. Exact jusqu'a 2^53. */
function niveauEntier(n: number): number {
  let niveau = 0;
  while (2 ** (niveau + 1) <= n) niveau += 1;
  return niveau;
}

/** Plie des noeuds complets voisins, de gauche a droite, en l'empreinte du sous-arbre ; vide : la racine vide. */
export function plier(empreintes: readonly Uint8Array[]): Uint8Array {
  const derniere = empreintes.at(-1);
  if (derniere === undefined) return RACINE_VIDE;
  return empreintes.slice(0, -1).reduceRight((droite, gauche) => hacherNoeud(gauche, droite), derniere);
}

/** Un arbre qui grandit : sa taille et ses noeuds complets les plus hauts, de gauche a droite. */
export type Frange = { readonly taille: number; readonly sommets: readonly Uint8Array[] };

/** L'arbre vide. */
export const FRANGE_VIDE: Frange = { taille: 0, sommets: [] };

/** La racine de l'arbre de cette frange. */
export const racineDeFrange = ({ sommets }: Frange): Uint8Array => plier(sommets);

/** Ajoute des feuilles (leurs empreintes) ; rend la frange nouvelle et tous les noeuds complets nes, feuilles comprises. */
export function agrandir(
  frange: Frange,
  feuilles: readonly Uint8Array[],
): { readonly frange: Frange; readonly noeuds: readonly Noeud[] } {
  const sommets = [...frange.sommets];
  const noeuds: Noeud[] = [];
  let { taille } = frange;
  for (const feuille of feuilles) {
    let noeud: Noeud = { niveau: 0, rang: taille, empreinte: feuille };
    noeuds.push(noeud);
    while (noeud.rang % 2 === 1) {
      const gauche = sommets.pop() ?? RACINE_VIDE;
      noeud = {
        niveau: noeud.niveau + 1,
        rang: (noeud.rang - 1) / 2,
        empreinte: hacherNoeud(gauche, noeud.empreinte),
      };
      noeuds.push(noeud);
    }
    sommets.push(noeud.empreinte);
    taille += 1;
  }
  return { frange: { taille, sommets }, noeuds };
}
