import { PdfDict, PdfNumber, PdfStream } from '@libpdf/core';
import { enWinAnsi, largeur } from './texte.ts';

const CORPS = 9;
const MARGE = 12;

/** Ce qui se marque en haut a droite de la page telle qu'elle se lit, sur fond blanc. */
export type Timbre = {
  readonly marque: string;
  readonly cadre: readonly [number, number, number, number];
  readonly rotation: number;
};

/** Le contenu qui ferme l'etat graphique de la page, puis pose la marque. */
export function timbre({ marque, cadre, rotation }: Timbre): PdfStream {
  const large = largeur(marque, CORPS) + 8;
  const haut = CORPS + 6;
  const [x, y] = [-large - MARGE, -haut - MARGE];
  const texte = [
    '\nQ q',
    `${repere(cadre, rotation)} cm`,
    `1 g 0.45 G 0.5 w ${x.toFixed(2)} ${y.toFixed(2)} ${large.toFixed(2)} ${haut.toFixed(2)} re B`,
    `0 g BT /PPNCote ${CORPS} Tf ${(x + 4).toFixed(2)} ${(y + 4).toFixed(2)} Td ${enWinAnsi(marque)} Tj ET`,
    'Q\n',
  ].join('\n');
  const octets = Buffer.from(texte, 'latin1');
  return new PdfStream(new PdfDict([['Length', PdfNumber.of(octets.length)]]), octets);
}

/** Repere droit au coin superieur droit de la page affichee, selon sa rotation (sens horaire). */
function repere([x0, y0, x1, y1]: Timbre['cadre'], rotation: number): string {
  if (rotation === 90) return `0 1 -1 0 ${x0} ${y1}`;
  if (rotation === 180) return `-1 0 0 -1 ${x0} ${y0}`;
  if (rotation === 270) return `0 -1 1 0 ${x1} ${y0}`;
  return `1 0 0 1 ${x1} ${y1}`;
}
