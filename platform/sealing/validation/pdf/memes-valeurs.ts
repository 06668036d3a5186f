import type { DocumentPdf } from './document.ts';
import { NUL, dictionnaireDe, egaux, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';

/** Les deux revisions comparees. */
export type Paire = { readonly avant: DocumentPdf; readonly apres: DocumentPdf };

const PROFONDEUR_MAX = 16;
const PAS_MAX = 5000;

/**
 * Egalite d'une revision a l'autre : une valeur ecrite sur place vaut la meme valeur dans un objet a part.
 * Deux references au meme numero sont egales ici, car tout objet change est juge pour lui-meme.
 */
export function memesValeurs(
  paire: Paire,
  a: Objet,
  b: Objet,
  suivi = { profondeur: 0, pas: { reste: PAS_MAX } },
): boolean {
  suivi.pas.reste -= 1;
  if (egaux(a, b)) return true;
  if (suivi.profondeur > PROFONDEUR_MAX || suivi.pas.reste < 0) return false;
  const plus = { profondeur: suivi.profondeur + 1, pas: suivi.pas };
  if (a.genre === 'reference' || b.genre === 'reference')
    return memesValeurs(paire, paire.avant.resoudre(a), paire.apres.resoudre(b), plus);
  if (a.genre === 'tableau')
    return (
      b.genre === 'tableau' &&
      a.elements.length === b.elements.length &&
      a.elements.every((element, rang) => memesValeurs(paire, element, b.elements[rang] ?? NUL, plus))
    );
  const [da, db] = [dictionnaireDe(a), dictionnaireDe(b)];
  if (da === undefined || db === undefined || a.genre !== b.genre) return false;
  if (a.genre === 'flux' && b.genre === 'flux' && Buffer.compare(a.octets, b.octets) !== 0) return false;
  return (
    da.doublons === db.doublons &&
    cles(da, db).every((cle) => memesValeurs(paire, valeur(da, cle), valeur(db, cle), plus))
  );
}

const cles = (a: Dictionnaire, b: Dictionnaire): readonly string[] => [
  ...new Set([...a.entrees.keys(), ...b.entrees.keys()]),
];

/** Les cles dont la valeur n'est plus la meme d'une revision a l'autre. */
export function clesChangees(paire: Paire, a: Dictionnaire, b: Dictionnaire): readonly string[] {
  const changees = cles(a, b).filter((cle) => !memesValeurs(paire, valeur(a, cle), valeur(b, cle)));
  return a.doublons === b.doublons ? changees : [...changees, 'clés répétées'];
}
