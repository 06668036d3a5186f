import {
  PDF,
  PdfArray,
  PdfDict,
  PdfName,
  PdfNull,
  PdfNumber,
  type PdfObject,
  PdfRef,
  PdfStream,
} from '@libpdf/core';
import { structureLisible } from '@ppn/sealing';
import { objetEnOctets } from './objet-en-octets.ts';
import { timbre } from './timbre.ts';

/** Objets que toutes les pages du dossier partagent. */
export type Communs = { readonly police: number; readonly ouvrir: number };

/** Les pages d'un PDF a mettre au dossier : objets numerotes depuis `premier`, rattaches au noeud `parent`, la cote sur chaque page. */
export type DemandeDeFeuilles = {
  readonly pdf: Uint8Array;
  readonly premier: number;
  readonly parent: number;
  readonly communs: Communs;
  readonly cote: string;
};

/** `positions` : place, dans `octets`, de chaque objet depuis `premier` ; `pages` : le numero d'objet de chaque page. */
export type Feuilles = {
  readonly octets: Uint8Array;
  readonly positions: readonly number[];
  readonly pages: readonly number[];
};

/** Recopie les pages, et rien qui agisse : ni lien, ni script, ni formulaire, ni fichier joint. `undefined` : ce PDF ne se feuillette pas. */
export async function feuilleter(demande: DemandeDeFeuilles): Promise<Feuilles | undefined> {
  if (!structureLisible(demande.pdf)) return undefined;
  try {
    const pdf = await PDF.load(demande.pdf);
    if (pdf.context.info.isEncrypted) return undefined;
    return copier(pdf, demande);
  } catch {
    return undefined;
  }
}

type Copie = {
  readonly lire: (ref: PdfRef) => PdfObject | null;
  /** Objet d'origine -> son numero ici. */
  readonly numeros: Map<string, number>;
  readonly aCopier: PdfRef[];
  readonly pages: ReadonlySet<string>;
  readonly reserver: () => number;
};

function copier(pdf: PDF, { premier, parent, communs, cote }: DemandeDeFeuilles): Feuilles | undefined {
  const origines = pdf.context.pages.getPages();
  if (origines.length === 0) return undefined;
  let dernier = premier + origines.length - 1;
  const pages = origines.map((_ref, rang) => premier + rang);
  const copie: Copie = {
    lire: (ref) => pdf.context.resolve(ref),
    numeros: new Map(origines.map((ref, rang) => [ref.toString(), premier + rang])),
    aCopier: [],
    pages: new Set(origines.map((ref) => ref.toString())),
    reserver: () => (dernier += 1),
  };
  const objets = new Map<number, PdfObject>();
  for (const [rang, ref] of origines.entries()) {
    const origine = copie.lire(ref);
    if (!(origine instanceof PdfDict)) return undefined;
    const marque = `Cote ${cote} \u2014 ${rang + 1}/${origines.length}`;
    const numero = copie.reserver();
    const { page, cadre, rotation } = composerLaPage(copie, origine, {
      parent,
      communs,
      timbre: numero,
    });
    objets.set(pages[rang] ?? 0, page);
    objets.set(numero, timbre({ marque, cadre, rotation }));
  }
  for (let ref = copie.aCopier.shift(); ref !== undefined; ref = copie.aCopier.shift())
    objets.set(
      copie.numeros.get(ref.toString()) ?? 0,
      transposer(copie, copie.lire(ref) ?? PdfNull.instance),
    );
  return { ...ecrire(objets, premier, dernier), pages };
}

function ecrire(objets: ReadonlyMap<number, PdfObject>, premier: number, dernier: number) {
  const morceaux: Uint8Array[] = [];
  const positions: number[] = [];
  let place = 0;
  const poser = (octets: Uint8Array): void => {
    morceaux.push(octets);
    place += octets.length;
  };
  for (let numero = premier; numero <= dernier; numero += 1) {
    positions.push(place);
    poser(Buffer.from(`${numero} 0 obj\n`));
    objetEnOctets(objets.get(numero) ?? PdfNull.instance).forEach(poser);
    poser(FIN_D_OBJET);
  }
  return { octets: Buffer.concat(morceaux), positions };
}

const FIN_D_OBJET = Buffer.from('\nendobj\n');

type Place = { readonly parent: number; readonly communs: Communs; readonly timbre: number };

const A4 = [0, 0, 595, 842] as const;

function composerLaPage(copie: Copie, origine: PdfDict, { parent, communs, timbre: numero }: Place) {
  const media = rectangle(copie, herite(copie, origine, 'MediaBox')) ?? A4;
  const cadre = rectangle(copie, herite(copie, origine, 'CropBox')) ?? media;
  const tournee = resolu(copie, herite(copie, origine, 'Rotate'));
  const rotation = tournee instanceof PdfNumber ? ((tournee.value % 360) + 360) % 360 : 0;
  const page = new PdfDict([
    ['Type', PdfName.of('Page')],
    ['Parent', PdfRef.of(parent)],
    ['MediaBox', boite(media)],
    ['CropBox', boite(cadre)],
    ['Rotate', PdfNumber.of(rotation)],
    ['Resources', ressources(copie, herite(copie, origine, 'Resources'), communs)],
    ['Contents', contenus(copie, origine.get('Contents'), { ouvrir: communs.ouvrir, timbre: numero })],
  ]);
  for (const cle of ['Group', 'UserUnit']) {
    const valeur = origine.get(cle);
    if (valeur !== undefined) page.set(cle, transposer(copie, valeur));
  }
  const marques = annotations(copie, origine);
  if (marques.length > 0) page.set('Annots', PdfArray.of(...marques));
  return { page, cadre, rotation };
}

const resolu = ({ lire }: Copie, objet: PdfObject | undefined): PdfObject | undefined =>
  objet instanceof PdfRef ? (lire(objet) ?? undefined) : objet;

/** Une entree de page, la sienne ou celle d'un noeud au-dessus (ISO 32000-1 §7.7.3.4). */
function herite(copie: Copie, page: PdfDict, cle: string): PdfObject | undefined {
  let noeud: PdfDict | undefined = page;
  for (let etage = 0; noeud !== undefined && etage < 64; etage += 1) {
    const valeur = noeud.get(cle);
    if (valeur !== undefined) return valeur;
    noeud = noeud.getDict('Parent', copie.lire);
  }
  return undefined;
}

function rectangle(
  copie: Copie,
  objet: PdfObject | undefined,
): readonly [number, number, number, number] | undefined {
  const lu = resolu(copie, objet);
  if (!(lu instanceof PdfArray) || lu.length !== 4) return undefined;
  const nombres = lu.toArray().map((element) => resolu(copie, element));
  const [a, b, c, d] = nombres.map((element) => (element instanceof PdfNumber ? element.value : Number.NaN));
  if (a === undefined || b === undefined || c === undefined || d === undefined) return undefined;
  const trie = [Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)] as const;
  return trie.every(Number.isFinite) && trie[2] > trie[0] && trie[3] > trie[1] ? trie : undefined;
}

const boite = (cadre: readonly number[]): PdfArray =>
  PdfArray.of(...cadre.map((valeur) => PdfNumber.of(valeur)));

/** Les ressources de la page, et la police du timbre. */
function ressources(copie: Copie, origine: PdfObject | undefined, { police }: Communs): PdfDict {
  const lues = resolu(copie, origine);
  const neuves = new PdfDict();
  for (const [cle, valeur] of lues instanceof PdfDict ? lues : [])
    if (cle.value !== 'Font') neuves.set(cle, transposer(copie, valeur));
  const polices = lues instanceof PdfDict ? lues.getDict('Font', copie.lire) : undefined;
  const mises = new PdfDict();
  for (const [cle, valeur] of polices ?? []) mises.set(cle, transposer(copie, valeur));
  mises.set('PPNCote', PdfRef.of(police));
  neuves.set('Font', mises);
  return neuves;
}

function contenus(
  copie: Copie,
  origine: PdfObject | undefined,
  { ouvrir, timbre: numero }: { readonly ouvrir: number; readonly timbre: number },
): PdfArray {
  const lus = resolu(copie, origine);
  const parts = lus instanceof PdfArray ? lus.toArray() : origine === undefined ? [] : [origine];
  const refs = parts.filter((part) => part instanceof PdfRef);
  return PdfArray.of(PdfRef.of(ouvrir), ...refs.map((ref) => transposer(copie, ref)), PdfRef.of(numero));
}

const CACHEE = 0b10;

/** Ce que les annotations montrent (cadres de signature, tampons), sans ce qu'elles font. */
function annotations(copie: Copie, page: PdfDict): readonly PdfDict[] {
  const lues = resolu(copie, page.get('Annots'));
  return (lues instanceof PdfArray ? lues.toArray() : []).flatMap((element) => {
    const annotation = resolu(copie, element);
    if (!(annotation instanceof PdfDict)) return [];
    const genre = annotation.getName('Subtype', copie.lire)?.value;
    const drapeaux = annotation.getNumber('F', copie.lire)?.value ?? 0;
    const apparence = apparenceDe(copie, annotation);
    const cadre = annotation.get('Rect');
    if (genre === 'Link' || genre === 'Popup' || (drapeaux & CACHEE) !== 0 || !apparence || !cadre) return [];
    return [
      new PdfDict([
        ['Type', PdfName.of('Annot')],
        ['Subtype', PdfName.of('Stamp')],
        ['Rect', transposer(copie, cadre)],
        ['F', PdfNumber.of(4 | 64 | 128)],
        ['AP', new PdfDict([['N', transposer(copie, apparence)]])],
      ]),
    ];
  });
}

function apparenceDe(copie: Copie, annotation: PdfDict): PdfRef | undefined {
  const normale = annotation.getDict('AP', copie.lire)?.get('N');
  if (normale instanceof PdfRef && copie.lire(normale) instanceof PdfStream) return normale;
  const etats = resolu(copie, normale);
  const etat = annotation.getName('AS', copie.lire)?.value;
  const choisie = etats instanceof PdfDict && etat !== undefined ? etats.get(etat) : undefined;
  return choisie instanceof PdfRef && copie.lire(choisie) instanceof PdfStream ? choisie : undefined;
}

/** Cles qui agissent, ou qui ramenent au document entier. */
const OTEES: ReadonlySet<string> = new Set([
  'Parent',
  'StructParent',
  'StructParents',
  'AA',
  'A',
  'Metadata',
  'PieceInfo',
  'OpenAction',
]);

/** Le meme objet, ses references menees vers leurs numeros d'ici. */
function transposer(copie: Copie, objet: PdfObject): PdfObject {
  if (objet instanceof PdfRef) return reference(copie, objet);
  if (objet instanceof PdfArray)
    return PdfArray.of(...objet.toArray().map((element) => transposer(copie, element)));
  if (!(objet instanceof PdfDict)) return objet;
  const neuf = new PdfDict();
  for (const [cle, valeur] of objet) if (!OTEES.has(cle.value)) neuf.set(cle, transposer(copie, valeur));
  return objet instanceof PdfStream ? new PdfStream(neuf, objet.data) : neuf;
}

function reference(copie: Copie, ref: PdfRef): PdfObject {
  const connu = copie.numeros.get(ref.toString());
  if (connu !== undefined) return PdfRef.of(connu);
  const vise = copie.lire(ref);
  const type = vise instanceof PdfDict ? vise.getName('Type', copie.lire)?.value : undefined;
  if (vise === null || type === 'Page' || type === 'Pages' || type === 'Catalog') return PdfNull.instance;
  const numero = copie.reserver();
  copie.numeros.set(ref.toString(), numero);
  copie.aCopier.push(ref);
  return PdfRef.of(numero);
}
