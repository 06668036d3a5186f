import { ouvrirPdf } from './document.ts';
import { texteDeChaine } from './formulaire.ts';
import { DICTIONNAIRE_VIDE, ErreurPdf, dictionnaireDe, valeur } from './objets.ts';

/** Titre declare par le PDF (/Info /Title), undefined s'il manque ou si le fichier est illisible ou chiffre. */
export function titreDuPdf(octets: Uint8Array): string | undefined {
  try {
    const pdf = ouvrirPdf(octets);
    if (pdf.chiffre) return undefined;
    const titre = pdf.resoudre(
      valeur(dictionnaireDe(pdf.resoudre(valeur(pdf.trailer, 'Info'))) ?? DICTIONNAIRE_VIDE, 'Title'),
    );
    return titre.genre === 'chaine' ? texteDeChaine(titre.octets).slice(0, 500) : undefined;
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) return undefined;
    throw erreur;
  }
}
