import type { Feuilles } from './feuilles.ts';
import { contenuDePage, HAUTEUR, LARGEUR, MARGE, type Pose } from './page-de-texte.ts';
import { enLignes } from './texte.ts';

/** Ce qui tient lieu d'une piece qui ne se feuillette pas ; `image` : un apercu JPEG. */
export type Fiche = {
  readonly titre: string;
  readonly lignes: readonly string[];
  readonly image?: { readonly jpeg: Uint8Array; readonly large: number; readonly haut: number } | undefined;
};

type Place = {
  readonly premier: number;
  readonly parent: number;
  readonly maigre: number;
  readonly gras: number;
};

/** Une page A4 : la cote et le nom, ce qu'est l'original, ou le trouver, et son apercu s'il y en a un. */
export function pageDeFiche(
  { titre, lignes, image }: Fiche,
  { premier, parent, maigre, gras }: Place,
): Feuilles {
  const { poses, y } = ecrire(titre, lignes);
  const [page, contenu, apercu] = [premier, premier + 1, premier + 2];
  const dessin = image === undefined ? '' : dessiner(image, y);
  const ressources = `/Font <</F1 ${maigre} 0 R /F2 ${gras} 0 R>>${image === undefined ? '' : ` /XObject <</I1 ${apercu} 0 R>>`}`;
  const corps = contenuDePage(poses) + dessin;
  const objets = [
    `${page} 0 obj\n<</Type /Page /Parent ${parent} 0 R /MediaBox [0 0 ${LARGEUR} ${HAUTEUR}] /Resources <<${ressources}>> /Contents ${contenu} 0 R>>\nendobj\n`,
    `${contenu} 0 obj\n<</Length ${Buffer.byteLength(corps, 'latin1')}>>\nstream\n${corps}\nendstream\nendobj\n`,
  ].map((texte) => Buffer.from(texte, 'latin1'));
  const tous = image === undefined ? objets : [...objets, objetDImage(apercu, image)];
  let place = 0;
  const positions = tous.map((octets) => {
    const position = place;
    place += octets.length;
    return position;
  });
  return { octets: Buffer.concat(tous), positions, pages: [page] };
}

function ecrire(titre: string, lignes: readonly string[]): { poses: readonly Pose[]; y: number } {
  let y = MARGE + 12;
  const poses: Pose[] = [];
  for (const texte of enLignes(titre, 14, LARGEUR - 2 * MARGE)) {
    poses.push({ texte, x: MARGE, y, corps: 14, gras: true });
    y += 20;
  }
  for (const texte of lignes.flatMap((ligne) => enLignes(ligne, 10, LARGEUR - 2 * MARGE))) {
    poses.push({ texte, x: MARGE, y, corps: 10 });
    y += 15;
  }
  return { poses, y: y + 12 };
}

function dessiner({ large, haut }: NonNullable<Fiche['image']>, y: number): string {
  const echelle = Math.min((LARGEUR - 2 * MARGE) / large, (HAUTEUR - MARGE - y) / haut, 1);
  const [l, h] = [large * echelle, haut * echelle];
  return `q ${l.toFixed(2)} 0 0 ${h.toFixed(2)} ${MARGE} ${(HAUTEUR - y - h).toFixed(2)} cm /I1 Do Q\n`;
}

const objetDImage = (numero: number, { jpeg, large, haut }: NonNullable<Fiche['image']>): Buffer =>
  Buffer.concat([
    Buffer.from(
      `${numero} 0 obj\n<</Type /XObject /Subtype /Image /Width ${large} /Height ${haut} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode /Length ${jpeg.length}>>\nstream\n`,
    ),
    jpeg,
    Buffer.from('\nendstream\nendobj\n'),
  ]);
