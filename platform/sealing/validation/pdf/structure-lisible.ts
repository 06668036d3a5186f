import { ouvrirPdf } from './document.ts';
import { ErreurPdf } from './objets.ts';

/** Un document se relit plusieurs fois de suite (donnees, puis texte) : ses memes octets ne se parcourent qu'une fois. */
const DEJA = new WeakMap<Uint8Array, boolean>();

/**
 * Vrai si chaque objet du PDF se lit par notre lecteur, qui est borne. A demander avant de confier des octets a une bibliotheque :
 * une chaine sans fin (`/Kids([94 0 R]`) y boucle jusqu'a epuiser la memoire.
 */
export function structureLisible(octets: Uint8Array): boolean {
  const connue = DEJA.get(octets);
  if (connue !== undefined) return connue;
  const lisible = toutSeLit(octets);
  DEJA.set(octets, lisible);
  return lisible;
}

/** Retient qu'un document juge se lit, ou non : son jugement vient d'en parcourir chaque objet. */
export const retenirLaStructure = (octets: Uint8Array, lisible: boolean): void =>
  void DEJA.set(octets, lisible);

function toutSeLit(octets: Uint8Array): boolean {
  try {
    const pdf = ouvrirPdf(octets);
    for (const numero of pdf.numeros) pdf.objet(numero);
    return pdf.illisibles.size === 0;
  } catch (erreur) {
    if (erreur instanceof ErreurPdf) return false;
    throw erreur;
  }
}
