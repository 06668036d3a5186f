import type { DocumentPdf } from './document.ts';
import { egaux, valeur } from './objets.ts';
import { jugerChangement } from './juger-changement.ts';
import { ouvrirVue, situer } from './vue-des-revisions.ts';

/** Ce qui a change entre deux revisions : les ajouts permis, et le reste, nomme. */
export type Comparaison = { readonly permis: readonly string[]; readonly interdits: readonly string[] };

/**
 * Compare objet par objet une revision signee et une suivante. Seuls sont permis : la valeur et l'apparence d'un champ
 * de signature deja la et vide, le DSS, un champ de signature nouveau de surface nulle (DocTimeStamp), et leur tenue
 * (SigFlags, listes de champs et d'annotations allongees, cle DSS et /Extensions du catalogue). Attaques « shadow » et
 * par enregistrement incremental : signature-et-archive §3.2. `figee` : certification DocMDP P=1, aucun champ ne se signe plus.
 */
export function comparerRevisions(avant: DocumentPdf, apres: DocumentPdf, figee = false): Comparaison {
  const interdits: string[] = [];
  const permis: string[] = [];
  if (!apres.sections.includes(avant.depart))
    interdits.push('la chaîne des révisions ne passe plus par la révision signée');
  if (!memesRacines(avant, apres)) interdits.push('le catalogue du document a été remplacé');
  const changes = numerosChanges(avant, apres);
  if (changes.length === 0) return { permis, interdits };
  const vue = ouvrirVue(avant, apres, figee);
  for (const numero of changes) {
    const faute = jugerChangement(vue, numero, permis);
    if (faute !== undefined) interdits.push(`${situer(vue, numero)} : ${faute}`);
    if (interdits.length >= 20) break;
  }
  return { permis: [...new Set(permis)], interdits };
}

function memesRacines(avant: DocumentPdf, apres: DocumentPdf): boolean {
  return (
    avant.numeroDuCatalogue === apres.numeroDuCatalogue &&
    egaux(valeur(avant.trailer, 'Encrypt'), valeur(apres.trailer, 'Encrypt'))
  );
}

/** Numeros dont l'entree a bouge et dont la valeur differe. */
function numerosChanges(avant: DocumentPdf, apres: DocumentPdf): readonly number[] {
  const tous = new Set([...avant.numeros, ...apres.numeros]);
  return [...tous].filter(
    (numero) => !memeEntree(avant, apres, numero) && !egaux(avant.objet(numero), apres.objet(numero)),
  );
}

function memeEntree(avant: DocumentPdf, apres: DocumentPdf, numero: number): boolean {
  const [a, b] = [avant.entree(numero), apres.entree(numero)];
  if (a === undefined || b === undefined || a.genre !== b.genre) return a === b;
  if (a.genre === 'place' && b.genre === 'place')
    return a.position === b.position && a.generation === b.generation;
  return (
    a.genre === 'compresse' &&
    b.genre === 'compresse' &&
    a.flux === b.flux &&
    a.rang === b.rang &&
    memeEntree(avant, apres, a.flux)
  );
}
