import { ouvrirPdf } from './document.ts';
import type { DocumentPdf } from './document.ts';
import { decoder } from './filtres.ts';
import { elements, texteDeChaine } from './formulaire.ts';
import { DICTIONNAIRE_VIDE, ErreurPdf, dictionnaireDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';

/** Ce qu'on trouve en cherchant un fichier embarque dans un PDF venu d'ailleurs. */
export type LectureEmbarquee =
  | { readonly etat: 'lue'; readonly octets: Uint8Array }
  | { readonly etat: 'absente' | 'chiffre' }
  | { readonly etat: 'illisible'; readonly motif: string };

const NOEUDS_MAX = 2000;

/**
 * Le fichier embarque de ce nom (casse ignoree), par /AF ou par l'arbre /Names/EmbeddedFiles (ISO 32000-2 §7.11.4).
 * Ne lance pas : un PDF chiffre ou abime le dit. Decompression bornee a 64 Mio.
 */
export function lirePieceEmbarquee(octets: Uint8Array, nom: string): LectureEmbarquee {
  try {
    const pdf = ouvrirPdf(octets);
    if (pdf.chiffre) return { etat: 'chiffre' };
    const fichier = specifications(pdf).find((specification) => porteLeNom(pdf, specification, nom));
    const flux = fichier === undefined ? undefined : fluxDe(pdf, fichier);
    return flux?.genre === 'flux'
      ? { etat: 'lue', octets: decoder(flux, pdf.resoudre) }
      : { etat: 'absente' };
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) return { etat: 'illisible', motif: erreur.message };
    throw erreur;
  }
}

function specifications(pdf: DocumentPdf): readonly Dictionnaire[] {
  const noms = dictionnaireDe(pdf.resoudre(valeur(pdf.catalogue, 'Names'))) ?? DICTIONNAIRE_VIDE;
  return [
    ...elements(pdf, valeur(pdf.catalogue, 'AF')),
    ...feuilles(pdf, pdf.resoudre(valeur(noms, 'EmbeddedFiles'))),
  ].flatMap((objet) => dictionnaireDe(pdf.resoudre(objet)) ?? []);
}

/** Les valeurs d'un arbre de noms (ISO 32000-2 §7.9.6), en nombre borne : un arbre peut boucler. */
function feuilles(pdf: DocumentPdf, racine: Objet): readonly Objet[] {
  const trouvees: Objet[] = [];
  const aVoir: Objet[] = [racine];
  for (let vus = 0; aVoir.length > 0 && vus < NOEUDS_MAX; vus += 1) {
    const noeud = dictionnaireDe(pdf.resoudre(aVoir.pop() ?? racine)) ?? DICTIONNAIRE_VIDE;
    const couples = elements(pdf, valeur(noeud, 'Names'));
    trouvees.push(...couples.filter((_, rang) => rang % 2 === 1));
    aVoir.push(...elements(pdf, valeur(noeud, 'Kids')));
  }
  return trouvees;
}

const porteLeNom = (pdf: DocumentPdf, specification: Dictionnaire, nom: string): boolean =>
  ['UF', 'F'].some((cle) => {
    const ecrit = pdf.resoudre(valeur(specification, cle));
    return (
      ecrit.genre === 'chaine' &&
      (texteDeChaine(ecrit.octets).split(/[/\\]/u).at(-1) ?? '').toLowerCase() === nom.toLowerCase()
    );
  });

function fluxDe(pdf: DocumentPdf, specification: Dictionnaire): Objet | undefined {
  const fichiers = dictionnaireDe(pdf.resoudre(valeur(specification, 'EF'))) ?? DICTIONNAIRE_VIDE;
  return ['UF', 'F'].map((cle) => pdf.resoudre(valeur(fichiers, cle))).find(({ genre }) => genre === 'flux');
}
