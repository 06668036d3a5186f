import { encode } from 'uqr';

/** Un code QR en SVG, a donner en image a un document : toujours noir sur blanc, marge comprise, pour etre lu sur papier. */
export function qrEnSvg(texte: string): string {
  const { data, size } = encode(texte, { ecc: 'M', border: 4 });
  const d = data
    .flatMap((ligne, y) => ligne.flatMap((noir, x) => (noir ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  return `<svg xmlns="http://www.w3.org/2000/svg" width="180" height="180" viewBox="0 0 ${size} ${size}"><rect width="${size}" height="${size}" fill="#fff"/><path d="${d}"/></svg>`;
}
