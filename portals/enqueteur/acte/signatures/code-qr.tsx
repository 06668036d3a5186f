import { encode } from 'uqr';
import { enImage } from './attendues.ts';

/** Un QR code dessine ici : rien n'est demande a l'exterieur. Toujours noir sur blanc, pour etre lu. */
export function CodeQr({ texte, libelle }: { readonly texte: string; readonly libelle: string }) {
  const { data, size } = encode(texte, { ecc: 'M', border: 3 });
  const d = data
    .flatMap((ligne, y) => ligne.flatMap((noir, x) => (noir ? [`M${x} ${y}h1v1h-1z`] : [])))
    .join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" shape-rendering="crispEdges"><rect width="${size}" height="${size}" fill="#fff"/><path d="${d}"/></svg>`;
  return <img className="code-qr" src={enImage(svg)} alt={libelle} />;
}
