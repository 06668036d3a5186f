import { PDF, PdfArray, PdfDict, PdfNumber, PdfRef, type PdfObject } from '@libpdf/core';
import { formeComparable } from '@ppn/core';
import type { getDocument as ouvrirDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { fragmentsDirects } from './texte-direct.ts';
import { structureLisible } from './validation/pdf/structure-lisible.ts';

/** Le document n'a pas la structure balisee de nos actes : son texte ne peut pas etre compare. */
export class TexteIllisible extends Error {
  override readonly name = 'TexteIllisible';
}

/** Octets d'un fichier incorpore (ISO 32000-1 §7.11.4) tel que le document, derniere revision, le montre ; `undefined` s'il n'y est pas, ou si le document est abime. */
export async function lireJointe(pdf: Uint8Array, nom: string): Promise<Uint8Array | undefined> {
  if (!structureLisible(pdf)) return undefined;
  return (await ouvrir(pdf)).getAttachment(nom) ?? undefined;
}

/** La meme lecture pour un PDF que ce service vient de composer : sa structure n'est pas a controler. */
export const lireJointeComposee = async (pdf: Uint8Array, nom: string): Promise<Uint8Array | undefined> =>
  (await ouvrir(pdf)).getAttachment(nom) ?? undefined;

/** Donnees, images et texte d'un acte se lisent de suite : les memes octets ne s'ouvrent qu'une fois. */
const OUVERTS = new WeakMap<Uint8Array, Promise<PDF>>();

function ouvrir(octets: Uint8Array): Promise<PDF> {
  const ouvert = OUVERTS.get(octets) ?? PDF.load(octets);
  OUVERTS.set(octets, ouvert);
  return ouvert;
}

/**
 * Texte du corps dans l'ordre logique des balises, forme comparable (blancs retires) : egal a `formeComparable(texteDesBlocs(blocs))`.
 * En-tete, pied, etiquettes et cadres de signature sont des artefacts ; le titre de l'acte (seul H1) et les puces sont ecartes.
 */
export async function texteDuPdf(pdf: Uint8Array): Promise<string> {
  if (!structureLisible(pdf))
    throw new TexteIllisible('Le document est abîmé : son texte ne peut pas être lu.');
  const arbre = await ouvrir(pdf);
  const fragments = fragmentsDirects(arbre) ?? (await fragmentsBalises(pdf));
  const lire = (ref: PdfRef) => arbre.context.resolve(ref);
  const racine = arbre.context.catalog.getDict().getDict('StructTreeRoot', lire);
  if (racine === undefined)
    throw new TexteIllisible('Le document n’est pas balisé : son texte ne peut pas être comparé.');
  return formeComparable(parcourir(racine, { lire, fragments, vus: new Set() }));
}

type Parcours = {
  readonly lire: (ref: PdfRef) => PdfObject | null;
  readonly fragments: ReadonlyMap<string, string>;
  readonly vus: Set<PdfObject>;
};

/** Balises dont le texte n'est pas du corps : titre de l'acte, puces, champs. */
const ECARTEES: ReadonlySet<string> = new Set(['H1', 'Lbl', 'Form']);

function parcourir(noeud: PdfDict, parcours: Parcours, page = ''): string {
  if (parcours.vus.has(noeud)) throw new TexteIllisible('Les balises du document forment une boucle.');
  parcours.vus.add(noeud);
  if (ECARTEES.has(noeud.getName('S', parcours.lire)?.value ?? '')) return '';
  const ici = nomDePage(noeud) ?? page;
  const enfants = noeud.get('K', parcours.lire);
  return (enfants instanceof PdfArray ? enfants.toArray() : [enfants])
    .map((enfant) => texteDe(enfant, parcours, ici))
    .join('');
}

function texteDe(enfant: PdfObject | undefined, parcours: Parcours, page: string): string {
  const objet = enfant instanceof PdfRef ? parcours.lire(enfant) : enfant;
  if (objet instanceof PdfNumber) return parcours.fragments.get(`${page}_mc${objet.value}`) ?? '';
  if (!(objet instanceof PdfDict)) return '';
  const type = objet.getName('Type')?.value;
  if (type === 'OBJR') return '';
  if (type === 'MCR')
    return (
      parcours.fragments.get(`${nomDePage(objet) ?? page}_mc${objet.getNumber('MCID')?.value ?? -1}`) ?? ''
    );
  return parcourir(objet, parcours, page);
}

const nomDePage = (noeud: PdfDict): string | undefined => {
  const page = noeud.getRef('Pg');
  return page === undefined ? undefined : `p${page.objectNumber}R`;
};

/**
 * Texte de chaque sequence marquee, par identifiant `p<objet>R_mc<MCID>` ; les artefacts n'en ont pas. Le moteur de rendu,
 * lourd, n'est charge qu'au premier document que la lecture directe ne sait pas lire.
 */
export async function fragmentsBalises(pdf: Uint8Array): Promise<ReadonlyMap<string, string>> {
  const tache = await ouvrirLeRendu(pdf);
  try {
    const document = await tache.promise;
    const fragments = new Map<string, string>();
    for (let numero = 1; numero <= document.numPages; numero += 1) {
      const page = await document.getPage(numero);
      const { items } = await page.getTextContent({ includeMarkedContent: true, disableNormalization: true });
      recueillir(items, fragments);
    }
    return fragments;
  } finally {
    await tache.destroy();
  }
}

async function ouvrirLeRendu(pdf: Uint8Array): Promise<ReturnType<typeof ouvrirDocument>> {
  const { getDocument } = await import('pdfjs-dist/legacy/build/pdf.mjs');
  return getDocument({
    data: Uint8Array.from(pdf),
    verbosity: 0,
    disableFontFace: true,
    useSystemFonts: false,
  });
}

type Element = Awaited<
  ReturnType<
    Awaited<ReturnType<Awaited<ReturnType<typeof ouvrirDocument>['promise']>['getPage']>>['getTextContent']
  >
>['items'][number];

function recueillir(items: readonly Element[], fragments: Map<string, string>): void {
  const pile: (string | undefined)[] = [];
  for (const item of items) {
    if ('str' in item) {
      const cle = pile.findLast((identifiant) => identifiant !== undefined);
      if (cle !== undefined) fragments.set(cle, (fragments.get(cle) ?? '') + item.str);
    } else if (item.type === 'endMarkedContent') pile.pop();
    else pile.push(item.id ?? undefined);
  }
}

/**
 * Texte de chaque page dans l'ordre du flux, lignes gardees : pour chercher et citer, pas pour comparer. Lance si le document est abime.
 * Un acte compose ici se lit sans moteur de rendu (cinq fois moins couteux), en-tete et pied ecartes.
 */
export const texteParPage = async (pdf: Uint8Array): Promise<readonly string[]> =>
  (structureLisible(pdf) ? pagesDirectes(await ouvrir(pdf)) : undefined) ?? pagesRendues(pdf);

function pagesDirectes(arbre: PDF): readonly string[] | undefined {
  const fragments = fragmentsDirects(arbre);
  if (fragments === undefined || fragments.size === 0) return undefined;
  const parPage = Map.groupBy(fragments, ([cle]) => cle.slice(0, cle.indexOf('_')));
  const pages: string[] = [];
  for (
    let ref = arbre.context.pages.getPage(0);
    ref !== null;
    ref = arbre.context.pages.getPage(pages.length)
  )
    pages.push((parPage.get(`p${ref.objectNumber}R`) ?? []).map(([, texte]) => ligneDe(texte)).join('\n'));
  return pages;
}

/** Sans l'espace qui finit une ligne, ni ceux, sans largeur, qui permettent d'y couper un mot long. */
const ligneDe = (texte: string): string => texte.replaceAll('\u200B', '').trimEnd();

async function pagesRendues(pdf: Uint8Array): Promise<readonly string[]> {
  const tache = await ouvrirLeRendu(pdf);
  try {
    const document = await tache.promise;
    const pages: string[] = [];
    for (let numero = 1; numero <= document.numPages; numero += 1) {
      const page = await document.getPage(numero);
      const { items } = await page.getTextContent();
      pages.push(
        items
          .map((item) => ('str' in item ? `${item.str}${item.hasEOL ? '\n' : ''}` : ''))
          .join('')
          .trim(),
      );
      page.cleanup();
    }
    return pages;
  } finally {
    await tache.destroy();
  }
}
