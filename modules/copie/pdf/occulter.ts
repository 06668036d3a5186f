import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

/** Un rectangle a cacher, en parts de la page (0 a 1), depuis son coin haut gauche. */
export type Zone = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly largeur: number;
  readonly hauteur: number;
};

/** Un PDF et ce qu'il faut y cacher. */
export type DemandeDOccultation = { readonly pdf: Uint8Array; readonly zones: readonly Zone[] };

/** La version occultee ; `refus` : pourquoi elle ne se fait pas. */
export type Occultation =
  | { readonly pdf: Uint8Array; readonly pages: number }
  | { readonly refus: 'trop-de-pages' | 'page-inconnue' | 'illisible' };

/** Pages d'une piece occultee, points par pouce, points d'une page au plus. */
export const PAGES_MAX = 80;
const RESOLUTION = 150;
const COTE_MAX = 3_000;
const QUALITE = 82;

/**
 * Dessine chaque page et n'en garde que les points, les zones noircies avant tout enregistrement : ni texte, ni fichier joint, ni
 * ancienne revision, ni calque ne passe. Rien de ce qui est cache ne se retrouve. L'original n'est pas touche.
 */
export async function occulter({ pdf, zones }: DemandeDOccultation): Promise<Occultation> {
  const pdfjs = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const tache = pdfjs.getDocument({
    data: Uint8Array.from(pdf),
    verbosity: 0,
    standardFontDataUrl: POLICES,
    enableXfa: false,
  });
  try {
    const document = await tache.promise;
    if (document.numPages > PAGES_MAX) return { refus: 'trop-de-pages' };
    if (zones.some(({ page }) => page > document.numPages)) return { refus: 'page-inconnue' };
    const images: Image[] = [];
    for (let numero = 1; numero <= document.numPages; numero += 1)
      images.push(
        await dessiner(
          await document.getPage(numero),
          document.canvasFactory,
          zones.filter(({ page }) => page === numero),
        ),
      );
    return { pdf: pdfDImages(images), pages: images.length };
  } catch {
    return { refus: 'illisible' };
  } finally {
    await tache.destroy();
  }
}

const POLICES = `${join(dirname(createRequire(import.meta.url).resolve('pdfjs-dist/package.json')), 'standard_fonts')}/`;

type PagePdf = Awaited<
  ReturnType<
    Awaited<
      ReturnType<(typeof import('pdfjs-dist/legacy/build/pdf.mjs'))['getDocument']>['promise']
    >['getPage']
  >
>;

/** Une page en points : octets JPEG, taille en pixels, et taille de la page en points PDF. */
type Image = {
  readonly jpeg: Uint8Array;
  readonly pixels: readonly [number, number];
  readonly points: readonly [number, number];
};

async function dessiner(page: PagePdf, fabrique: unknown, zones: readonly Zone[]): Promise<Image> {
  const { width, height } = page.getViewport({ scale: 1 });
  const viewport = page.getViewport({
    scale: Math.min(RESOLUTION / 72, COTE_MAX / Math.max(width, height)),
  });
  if (!estFabrique(fabrique)) throw new TypeError('Aucune toile pour dessiner une page.');
  const pixels = [Math.ceil(viewport.width), Math.ceil(viewport.height)] as const;
  const { canvas, context } = fabrique.create(...pixels);
  await page.render({ canvas: null, canvasContext: context, viewport, background: '#fff' }).promise;
  noircir(context, pixels, zones);
  page.cleanup();
  return { jpeg: canvas.toBuffer('image/jpeg', QUALITE), pixels, points: [width, height] };
}

/** Noircit les zones sur la toile, un point plus large de chaque cote. */
function noircir(context: unknown, [large, haut]: Image['pixels'], zones: readonly Zone[]): void {
  if (!estContexte(context)) throw new TypeError('Aucune toile où noircir une page.');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = '#000';
  for (const { x, y, largeur, hauteur } of zones)
    context.fillRect(
      Math.floor(x * large) - 1,
      Math.floor(y * haut) - 1,
      Math.ceil(largeur * large) + 2,
      Math.ceil(hauteur * haut) + 2,
    );
}

type Contexte = {
  fillStyle: string;
  readonly setTransform: (a: number, b: number, c: number, d: number, e: number, f: number) => void;
  readonly fillRect: (x: number, y: number, largeur: number, hauteur: number) => void;
};

const estContexte = (valeur: unknown): valeur is Contexte =>
  typeof valeur === 'object' && valeur !== null && 'fillRect' in valeur && 'setTransform' in valeur;

type Fabrique = {
  readonly create: (
    largeur: number,
    hauteur: number,
  ) => {
    readonly canvas: { readonly toBuffer: (type: 'image/jpeg', qualite: number) => Uint8Array };
    readonly context: never;
  };
};

const estFabrique = (valeur: unknown): valeur is Fabrique =>
  typeof valeur === 'object' && valeur !== null && 'create' in valeur && typeof valeur.create === 'function';

/** Un PDF ou chaque page n'est qu'une image (ISO 32000-1 §8.9.5). */
function pdfDImages(images: readonly Image[]): Uint8Array {
  const morceaux: Uint8Array[] = [];
  const positions: number[] = [];
  let place = 0;
  const poser = (octets: Uint8Array | string): void => {
    const lus = typeof octets === 'string' ? Buffer.from(octets, 'latin1') : octets;
    morceaux.push(lus);
    place += lus.length;
  };
  const objet = (corps: string, flux?: Uint8Array | string): void => {
    positions.push(place);
    const longueur = flux === undefined ? '' : ` /Length ${flux.length}`;
    poser(`${positions.length} 0 obj\n<<${corps}${longueur}>>\n`);
    if (flux !== undefined) {
      poser('stream\n');
      poser(flux);
      poser('\nendstream\n');
    }
    poser('endobj\n');
  };
  poser('%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  objet('/Type /Catalog /Pages 2 0 R /Lang (fr-FR)');
  const pages = images.map((_image, rang) => `${3 + rang * 3} 0 R`).join(' ');
  objet(`/Type /Pages /Count ${images.length} /Kids [${pages}]`);
  for (const [rang, { jpeg, pixels, points }] of images.entries()) {
    const numero = 3 + rang * 3;
    objet(
      `/Type /Page /Parent 2 0 R /MediaBox [0 0 ${points[0]} ${points[1]}] /Contents ${numero + 1} 0 R /Resources <</XObject <</I ${numero + 2} 0 R>>>>`,
    );
    objet('', `q ${points[0]} 0 0 ${points[1]} 0 0 cm /I Do Q`);
    objet(
      `/Type /XObject /Subtype /Image /Width ${pixels[0]} /Height ${pixels[1]} /ColorSpace /DeviceRGB /BitsPerComponent 8 /Filter /DCTDecode`,
      jpeg,
    );
  }
  const table = place;
  poser(`xref\n0 ${positions.length + 1}\n0000000000 65535 f \n`);
  for (const position of positions) poser(`${String(position).padStart(10, '0')} 00000 n \n`);
  poser(`trailer\n<</Size ${positions.length + 1} /Root 1 0 R>>\nstartxref\n${table}\n%%EOF\n`);
  return Buffer.concat(morceaux);
}
