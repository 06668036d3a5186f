import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import { createWorker, type Worker } from 'tesseract.js';
import type { ALire, Lecture, PageLue } from './protocole.ts';

/** Lit le texte des pages, hors ligne : le modele de langue vient de node_modules, rien n'est telecharge ni mis en cache. */
export async function lireLesPages({ genre, octets, pagesMax }: ALire): Promise<Lecture> {
  const moteur = await ouvrirMoteur();
  try {
    if (genre === 'image') return { pages: [await reconnaitre(moteur, octets, 1)], reste: 0 };
    return await lireLePdf(moteur, octets, pagesMax);
  } finally {
    await moteur.terminate();
  }
}

async function ouvrirMoteur(): Promise<Worker> {
  const modele = createRequire(import.meta.url).resolve(
    '@tesseract.js-data/fra/4.0.0_best_int/fra.traineddata.gz',
  );
  return createWorker('fra', 1, { langPath: dirname(modele), cacheMethod: 'none', gzip: true });
}

async function reconnaitre(moteur: Worker, octets: Uint8Array, page: number): Promise<PageLue> {
  const { data } = await moteur.recognize(Buffer.from(octets));
  return { page, texte: data.text.trim(), source: 'reconnu' };
}

/** Une page qui porte deja ce nombre de signes n'est pas une image : son propre texte vaut mieux. */
const SIGNES_SUFFISANTS = 40;
/** Points par pouce d'une page dessinee pour etre reconnue. */
const RESOLUTION = 200;

async function lireLePdf(moteur: Worker, octets: Uint8Array, pagesMax: number): Promise<Lecture> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  const tache = getDocument({ data: Uint8Array.from(octets), verbosity: 0 });
  const document = await tache.promise;
  const pages: PageLue[] = [];
  const lues = Math.min(document.numPages, pagesMax);
  for (let numero = 1; numero <= lues; numero += 1) {
    const page = await document.getPage(numero);
    const { items } = await page.getTextContent();
    const porte = items
      .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
      .join('')
      .trim();
    pages.push(
      porte.length >= SIGNES_SUFFISANTS
        ? { page: numero, texte: porte, source: 'pdf' }
        : await reconnaitre(moteur, await dessiner(page, document.canvasFactory), numero),
    );
    page.cleanup();
  }
  await tache.destroy();
  return { pages, reste: document.numPages - lues };
}

type PagePdf = Awaited<
  ReturnType<
    Awaited<
      ReturnType<(typeof import('pdfjs-dist/legacy/build/pdf.mjs'))['getDocument']>['promise']
    >['getPage']
  >
>;

/** La page en PNG, au plus 4 000 points de cote, sur la toile que le lecteur de PDF fournit lui-meme hors d'un navigateur. */
async function dessiner(page: PagePdf, fabrique: unknown): Promise<Uint8Array> {
  const naturelle = page.getViewport({ scale: 1 });
  const scale = Math.min(RESOLUTION / 72, 4_000 / Math.max(naturelle.width, naturelle.height));
  const viewport = page.getViewport({ scale });
  if (!estFabrique(fabrique)) throw new TypeError('Aucune toile pour dessiner une page.');
  const { canvas, context } = fabrique.create(Math.ceil(viewport.width), Math.ceil(viewport.height));
  await page.render({ canvas: null, canvasContext: context, viewport, background: '#fff' }).promise;
  return canvas.toBuffer('image/png');
}

type Fabrique = {
  readonly create: (
    largeur: number,
    hauteur: number,
  ) => {
    readonly canvas: { readonly toBuffer: (type: 'image/png') => Uint8Array };
    readonly context: never;
  };
};

const estFabrique = (valeur: unknown): valeur is Fabrique =>
  typeof valeur === 'object' && valeur !== null && 'create' in valeur && typeof valeur.create === 'function';
