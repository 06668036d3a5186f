import { ouvrirPdf } from './document.ts';
import { elements, texteDeChaine } from './formulaire.ts';
import { DICTIONNAIRE_VIDE, ErreurPdf, dictionnaireDe, valeur } from './objets.ts';

/** Vrai si le PDF declare une piece associee `acte.json` (/AF du catalogue, ISO 19005-3 §6.8) : c'est un acte de la procedure. */
export function porteUnActe(octets: Uint8Array): boolean {
  try {
    const pdf = ouvrirPdf(octets);
    return elements(pdf, valeur(pdf.catalogue, 'AF')).some((objet) => {
      const fichier = dictionnaireDe(pdf.resoudre(objet)) ?? DICTIONNAIRE_VIDE;
      return ['F', 'UF'].some((cle) => {
        const nom = pdf.resoudre(valeur(fichier, cle));
        return nom.genre === 'chaine' && texteDeChaine(nom.octets) === 'acte.json';
      });
    });
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) return false;
    throw erreur;
  }
}
