import { PdfDict, PdfName, PdfStream, type PDF, type PdfObject, type PdfRef } from '@libpdf/core';
import { formeComparable } from '@ppn/core';
import { jetonsDe, type Jeton } from './jetons-de-contenu.ts';
import { lireTableUnicode, type TableUnicode } from './table-unicode.ts';

type Lire = (ref: PdfRef) => PdfObject | null;
type Fragments = Map<string, string>;

/**
 * Texte de chaque sequence marquee, par identifiant `p<objet>R_mc<MCID>`, lu sans moteur de rendu : dix fois moins couteux.
 * `undefined` des qu'une page sort de la forme que le compilateur d'actes produit (police sans table Unicode, XObject de
 * texte, image en ligne, texte de remplacement qui n'est pas celui des lettres, ecriture de droite a gauche…) : le moteur de rendu tranche alors.
 */
export function fragmentsDirects(pdf: PDF): ReadonlyMap<string, string> | undefined {
  const lire: Lire = (ref) => pdf.context.resolve(ref);
  const tables = new Map<PdfObject, TableUnicode | undefined>();
  const fragments: Fragments = new Map();
  for (let rang = 0; ; rang += 1) {
    const ref = pdf.context.pages.getPage(rang);
    if (ref === null) break;
    const page = lire(ref);
    const lue =
      page instanceof PdfDict && lirePage(page, { lire, tables, fragments, cle: `p${ref.objectNumber}R_mc` });
    if (!lue) return undefined;
  }
  return [...fragments.values()].some((texte) => DELICAT.test(texte.replace(SANS_LARGEUR, '')))
    ? undefined
    : fragments;
}

/** L'espace sans largeur qui permet de couper un mot long : la forme comparable l'ecarte. */
const SANS_LARGEUR = /\u200B/gu;

/** Caracteres de controle ou de format, et ecritures de droite a gauche : le moteur de rendu les traite a part. */
const DELICAT =
  /[\p{Cc}\p{Cf}\p{Co}\u0590-\u08FF\uFB1D-\uFDFF\uFE70-\uFEFF\u{10800}-\u{10FFF}\u{1E800}-\u{1EFFF}]/u;

type Atelier = {
  readonly lire: Lire;
  readonly tables: Map<PdfObject, TableUnicode | undefined>;
  readonly fragments: Fragments;
  readonly cle: string;
};

function lirePage(page: PdfDict, atelier: Atelier): boolean {
  const contenu = page.get('Contents', atelier.lire);
  const ressources = page.getDict('Resources', atelier.lire);
  if (contenu === undefined) return true;
  if (!(contenu instanceof PdfStream) || ressources === undefined) return false;
  const jetons = jetonsDe(Buffer.from(contenu.getDecodedData()).toString('latin1'));
  return jetons !== undefined && interpreter(jetons, { ...atelier, ressources });
}

type Page = Atelier & { readonly ressources: PdfDict };

/** Operateurs qui ne touchent ni au texte, ni a la police, ni aux sequences marquees (ISO 32000-1 annexe A). */
const NEUTRES: ReadonlySet<string> = new Set(
  'cm w J j M d ri i m l c v y h re S s f F f* B B* b b* n W W* CS cs SC SCN sc scn G g RG rg K k sh BT ET Tc Tw Tz TL Tr Ts Td TD Tm T*'.split(
    ' ',
  ),
);

function interpreter(jetons: readonly Jeton[], page: Page): boolean {
  const marques: Marque[] = [];
  const polices: (TableUnicode | undefined)[] = [];
  let police: TableUnicode | undefined;
  let operandes: Jeton[] = [];
  for (const jeton of jetons) {
    if (jeton.genre !== 'operateur') {
      operandes.push(jeton);
      continue;
    }
    switch (jeton.texte) {
      case 'q':
        polices.push(police);
        break;
      case 'Q':
        police = polices.pop();
        break;
      case 'Tf':
        police = tableDe(nomDe(operandes), page);
        if (police === undefined) return false;
        break;
      case 'BMC':
        marques.push({ montre: '' });
        break;
      case 'BDC': {
        const marque = marqueDe(operandes, page.cle);
        if (marque === undefined) return false;
        marques.push(marque);
        break;
      }
      case 'EMC':
        if (!estFidele(marques.pop())) return false;
        break;
      case 'Tj':
      case 'TJ': {
        const texte = texteDe(operandes, police);
        if (texte === undefined) return false;
        for (const marque of marques) if (marque.remplace !== undefined) marque.montre += texte;
        const cle = marques.findLast((marque) => marque.cle !== undefined)?.cle;
        if (cle !== undefined) page.fragments.set(cle, (page.fragments.get(cle) ?? '') + texte);
        break;
      }
      case 'gs':
        if (ressource('ExtGState', nomDe(operandes), page)?.has('Font') !== false) return false;
        break;
      case 'Do':
        if (!estImage(nomDe(operandes), page)) return false;
        break;
      default:
        if (!NEUTRES.has(jeton.texte)) return false;
    }
    operandes = [];
  }
  return true;
}

const nomDe = (operandes: readonly Jeton[]): string =>
  operandes.find(({ genre }) => genre === 'nom')?.texte ?? '';

/** Une sequence marquee ouverte : son identifiant, ou le texte qu'elle se dit remplacer et celui que ses lettres montrent. */
type Marque = { readonly cle?: string; readonly remplace?: string; montre: string };

function marqueDe(operandes: readonly Jeton[], cle: string): Marque | undefined {
  const remplace = remplacementDe(operandes);
  if (remplace !== undefined) return { remplace, montre: '' };
  const mcid = mcidDe(operandes);
  if (mcid === 'etranger') return undefined;
  return mcid === undefined ? { montre: '' } : { cle: cle + mcid, montre: '' };
}

/** Un texte de remplacement n'est admis que s'il est celui des lettres montrees ; le moteur de rendu, lui, l'ignore. */
const estFidele = (marque: Marque | undefined): boolean =>
  marque?.remplace === undefined || formeComparable(marque.remplace) === formeComparable(marque.montre);

const utf16 = new TextDecoder('utf-16be', { fatal: true });

/** Texte d'un `BDC` qui ne porte que `/ActualText`, ASCII ou UTF-16 (§7.9.2.2), ce que le compilateur d'actes ecrit d'une grappe. */
function remplacementDe(operandes: readonly Jeton[]): string | undefined {
  const [, ouvre, nom, chaine, ferme, trop] = operandes;
  if (ouvre?.texte !== '<<' || nom?.genre !== 'nom' || nom.texte !== 'ActualText') return undefined;
  if (chaine?.genre !== 'chaine' || ferme?.texte !== '>>' || trop !== undefined) return undefined;
  if (/^[\x20-\x7E]*$/.test(chaine.texte)) return chaine.texte;
  if (!chaine.texte.startsWith('\u00FE\u00FF')) return undefined;
  try {
    return utf16.decode(Buffer.from(chaine.texte, 'latin1').subarray(2));
  } catch {
    return undefined;
  }
}

/** MCID d'un `BDC` a dictionnaire direct ; `etranger` : proprietes nommees ou autre texte de remplacement. */
function mcidDe(operandes: readonly Jeton[]): string | undefined {
  if (operandes[1]?.texte !== '<<') return 'etranger';
  if (operandes.some(({ genre, texte }) => genre === 'nom' && texte === 'ActualText')) return 'etranger';
  const rangs = operandes.flatMap(({ genre, texte }, rang) =>
    genre === 'nom' && texte === 'MCID' ? [rang] : [],
  );
  const valeur = operandes[(rangs[0] ?? -2) + 1];
  if (rangs.length === 0) return undefined;
  return rangs.length === 1 && valeur?.genre === 'nombre' && /^\d+$/.test(valeur.texte)
    ? valeur.texte
    : 'etranger';
}

function texteDe(operandes: readonly Jeton[], police: TableUnicode | undefined): string | undefined {
  let texte = '';
  for (const { genre, texte: octets } of operandes) {
    if (genre !== 'chaine') continue;
    if (police === undefined || octets.length % 2 !== 0) return undefined;
    for (let rang = 0; rang < octets.length; rang += 2) {
      const lettre = police.get(octets.charCodeAt(rang) * 256 + octets.charCodeAt(rang + 1));
      if (lettre === undefined) return undefined;
      texte += lettre;
    }
  }
  return texte;
}

const ressource = (genre: string, nom: string, { ressources, lire }: Page): PdfDict | undefined =>
  ressources.getDict(genre, lire)?.getDict(nom, lire);

/** Table d'une police composite a codes de deux octets (Identity-H) ; `undefined` pour toute autre. */
function tableDe(nom: string, page: Page): TableUnicode | undefined {
  const police = ressource('Font', nom, page);
  if (police === undefined) return undefined;
  if (!page.tables.has(police)) page.tables.set(police, lirePolice(police, page.lire));
  return page.tables.get(police);
}

function lirePolice(police: PdfDict, lire: Lire): TableUnicode | undefined {
  const table = police.get('ToUnicode', lire);
  const ordinaire =
    police.getName('Subtype', lire)?.value === 'Type0' &&
    police.getName('Encoding', lire)?.value === 'Identity-H';
  if (!ordinaire || !(table instanceof PdfStream)) return undefined;
  return lireTableUnicode(Buffer.from(table.getDecodedData()).toString('latin1'));
}

function estImage(nom: string, { ressources, lire }: Page): boolean {
  const objet = ressources.getDict('XObject', lire)?.get(nom, lire);
  const type = objet instanceof PdfStream ? objet.get('Subtype', lire) : undefined;
  return type instanceof PdfName && type.value === 'Image';
}
