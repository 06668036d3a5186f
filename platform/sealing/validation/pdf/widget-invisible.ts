import type { DocumentPdf } from './document.ts';
import { elements } from './formulaire.ts';
import { dictionnaireDe, nomDe, valeur } from './objets.ts';
import type { Objet } from './objets.ts';

const CLES_ACTIVES = ['A', 'AA', 'Popup', 'Border', 'BS', 'OC', 'RC', 'RV', 'RD'];

/** Vrai si ce nouveau champ ne montre rien et n'agit sur rien : widget de surface nulle, ou champ sans widget. */
export function invisible(pdf: DocumentPdf, numero: number): boolean {
  const champ = dictionnaireDe(pdf.objet(numero));
  if (champ === undefined || CLES_ACTIVES.some((cle) => valeur(champ, cle).genre !== 'nul')) return false;
  const fils = elements(pdf, valeur(champ, 'Kids'));
  if (fils.length > 0)
    return fils.every((enfant) => enfant.genre === 'reference' && sansSurface(pdf, enfant));
  return nomDe(valeur(champ, 'Subtype')) === 'Widget'
    ? sansSurface(pdf, { genre: 'reference', numero, generation: 0 })
    : valeur(champ, 'Rect').genre === 'nul';
}

function sansSurface(pdf: DocumentPdf, objet: Objet): boolean {
  const widget = dictionnaireDe(pdf.resoudre(objet));
  if (widget === undefined || CLES_ACTIVES.some((cle) => valeur(widget, cle).genre !== 'nul')) return false;
  const coins = elements(pdf, valeur(widget, 'Rect'))
    .map((coin) => pdf.resoudre(coin))
    .flatMap((coin) => (coin.genre === 'nombre' ? [coin.valeur] : []));
  const [gauche, bas, droite, haut] = coins;
  return coins.length === 4 && (gauche === droite || bas === haut);
}
