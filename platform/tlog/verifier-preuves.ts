import { RACINE_VIDE, hacherNoeud } from './arbre.ts';
import { memesOctets } from './octets.ts';
import { estTaille } from './preuves.ts';

/** Une inclusion a juger : l'empreinte de la feuille, son indice, l'arbre, la preuve. */
export type Inclusion = {
  readonly feuille: Uint8Array;
  readonly indice: number;
  readonly taille: number;
  readonly racine: Uint8Array;
  readonly preuve: readonly Uint8Array[];
};

/** Vrai si la preuve montre la feuille a sa place (RFC 9162 §2.1.3.2). */
export function verifierInclusion({ feuille, indice, taille, racine, preuve }: Inclusion): boolean {
  if (!estTaille(indice) || !estTaille(taille) || indice >= taille || !preuve.every(estEmpreinte))
    return false;
  let [n, dernier, calculee] = [indice, taille - 1, feuille];
  for (const frere of preuve) {
    if (dernier === 0) return false;
    if (n % 2 === 1 || n === dernier) {
      calculee = hacherNoeud(frere, calculee);
      while (n % 2 === 0 && n !== 0) [n, dernier] = [moitie(n), moitie(dernier)];
    } else calculee = hacherNoeud(calculee, frere);
    [n, dernier] = [moitie(n), moitie(dernier)];
  }
  return dernier === 0 && memesOctets(calculee, racine);
}

/** Deux arbres a comparer : le second doit prolonger le premier. */
export type Coherence = {
  readonly de: number;
  readonly racineDe: Uint8Array;
  readonly a: number;
  readonly racineA: Uint8Array;
  readonly preuve: readonly Uint8Array[];
};

/** Vrai si la preuve montre que l'arbre de `a` feuilles prolonge celui de `de` (RFC 9162 §2.1.4.2) ; de 0 ou de soi-meme : preuve vide. */
export function verifierCoherence({ de, racineDe, a, racineA, preuve }: Coherence): boolean {
  if (!estTaille(de) || !estTaille(a) || de > a || !preuve.every(estEmpreinte)) return false;
  if (de === a) return preuve.length === 0 && memesOctets(racineDe, racineA);
  if (de === 0) return preuve.length === 0 && memesOctets(racineDe, RACINE_VIDE);
  const chemin = estPuissanceDeDeux(de) ? [racineDe, ...preuve] : preuve;
  let [n, dernier] = [de - 1, a - 1];
  while (n % 2 === 1) [n, dernier] = [moitie(n), moitie(dernier)];
  const [premiere, ...suite] = chemin;
  if (premiere === undefined) return false;
  let [ancienne, nouvelle] = [premiere, premiere];
  for (const frere of suite) {
    if (dernier === 0) return false;
    if (n % 2 === 1 || n === dernier) {
      ancienne = hacherNoeud(frere, ancienne);
      nouvelle = hacherNoeud(frere, nouvelle);
      while (n % 2 === 0 && n !== 0) [n, dernier] = [moitie(n), moitie(dernier)];
    } else nouvelle = hacherNoeud(nouvelle, frere);
    [n, dernier] = [moitie(n), moitie(dernier)];
  }
  return dernier === 0 && memesOctets(ancienne, racineDe) && memesOctets(nouvelle, racineA);
}

/** Division entiere par deux, exacte jusqu'a 2^53 : les operateurs de bits de JavaScript s'arretent a 2^32. */
const moitie = (n: number): number => Math.floor(n / 2);

function estPuissanceDeDeux(n: number): boolean {
  let reste = n;
  while (reste % 2 === 0) reste /= 2;
  return reste === 1;
}

const estEmpreinte = ({ length }: Uint8Array): boolean => length === 32;
