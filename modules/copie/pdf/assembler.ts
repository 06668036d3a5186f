import type { DemandeDeFeuilles, Feuilles } from './feuilles.ts';
import { type Fiche, pageDeFiche } from './fiche.ts';
import { type LigneDeSommaire, mettreEnPages } from './sommaire.ts';
import { enUtf16 } from './texte.ts';

/** Une piece du dossier a relier : un PDF dont on recopie les pages, ou une fiche pour ce qui ne se feuillette pas. */
export type PieceARelier = {
  readonly cote: string;
  readonly titre: string;
  readonly lire: () => Promise<{ readonly pdf: Uint8Array } | { readonly fiche: Fiche }>;
  /** La fiche qui tient lieu d'un PDF illisible. */
  readonly aDefaut: Fiche;
};

/** Le dossier a relier ; `feuilleter` recopie les pages d'un PDF, ailleurs que dans ce fil. */
export type DossierARelier = {
  readonly titre: string;
  readonly chapeau: readonly string[];
  readonly pieces: readonly PieceARelier[];
  readonly feuilleter: (demande: DemandeDeFeuilles) => Promise<Feuilles | undefined>;
};

const CATALOGUE = 1;
const PAGES = 2;
const MAIGRE = 3;
const GRAS = 4;
const OUVRIR = 5;
const INFO = 6;

/** Les objets ecrits : la place de chacun, dans l'ordre des numeros. Rien d'autre ne reste en memoire. */
type Registre = { place: number; readonly positions: (number | undefined)[] };

/**
 * Relie le dossier en un PDF, au fil des pieces : une seule est en memoire. Sommaire cliquable en tete, un signet par piece, la
 * cote sur chaque page. Memes pieces : memes octets.
 */
export async function* relier(dossier: DossierARelier): AsyncGenerator<Uint8Array> {
  const registre: Registre = { place: 0, positions: [] };
  yield poser(registre, '%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n');
  yield objet(registre, MAIGRE, police('Helvetica'));
  yield objet(registre, GRAS, police('Helvetica-Bold'));
  yield objet(registre, OUVRIR, flux('q\n'));
  let suivant = INFO + 1;
  let page = 1;
  const noeuds: { readonly numero: number; readonly pages: number }[] = [];
  const lignes: LigneDeSommaire[] = [];
  for (const piece of dossier.pieces) {
    const noeud = suivant;
    const feuilles = await feuillesDe(dossier, piece, { premier: suivant + 1, parent: noeud });
    yield objet(
      registre,
      noeud,
      `<</Type /Pages /Parent ${PAGES} 0 R /Count ${feuilles.pages.length} /Kids [${refs(feuilles.pages)}]>>`,
    );
    yield poserLesFeuilles(registre, suivant + 1, feuilles);
    noeuds.push({ numero: noeud, pages: feuilles.pages.length });
    lignes.push({ cote: piece.cote, titre: piece.titre, page, objet: feuilles.pages[0] ?? noeud });
    suivant += 1 + feuilles.positions.length;
    page += feuilles.pages.length;
  }
  yield* conclure(registre, { dossier, noeuds, lignes, suivant });
}

/** Les pages d'une piece ; ce qui ne se feuillette pas a sa fiche. */
async function feuillesDe(
  { feuilleter }: DossierARelier,
  { cote, lire, aDefaut }: PieceARelier,
  place: { readonly premier: number; readonly parent: number },
): Promise<Feuilles> {
  const lu = await lire();
  const commun = { ...place, cote, communs: { police: MAIGRE, ouvrir: OUVRIR } };
  const lues = 'pdf' in lu ? await feuilleter({ ...commun, pdf: lu.pdf }) : undefined;
  return lues ?? pageDeFiche('fiche' in lu ? lu.fiche : aDefaut, { ...place, maigre: MAIGRE, gras: GRAS });
}

type Fin = {
  readonly dossier: DossierARelier;
  readonly noeuds: readonly { readonly numero: number; readonly pages: number }[];
  readonly lignes: readonly LigneDeSommaire[];
  readonly suivant: number;
};

/** Sommaire, signets, arbre des pages, catalogue, table des objets : tout ce qui demande d'avoir lu les pieces. */
function* conclure(
  registre: Registre,
  { dossier, noeuds, lignes, suivant: premier }: Fin,
): Generator<Uint8Array> {
  let suivant = premier;
  const sommaire = mettreEnPages(dossier, lignes).map((page) => {
    const [numero, contenu] = [suivant, suivant + 1];
    suivant += 2;
    return { ...page, numero, numeroDuContenu: contenu };
  });
  for (const { numero, numeroDuContenu, contenu, liens } of sommaire) {
    yield objet(
      registre,
      numero,
      `<</Type /Page /Parent ${PAGES} 0 R /MediaBox [0 0 595 842] /Resources <</Font <</F1 ${MAIGRE} 0 R /F2 ${GRAS} 0 R>>>> /Contents ${numeroDuContenu} 0 R /Annots [${liens.map(lien).join(' ')}]>>`,
    );
    yield objet(registre, numeroDuContenu, flux(contenu));
  }
  const signets = suivant;
  yield* poserLesSignets(registre, signets, lignes);
  suivant += 1 + lignes.length;
  const enfants = [...sommaire.map(({ numero }) => numero), ...noeuds.map(({ numero }) => numero)];
  const total = sommaire.length + noeuds.reduce((somme, { pages }) => somme + pages, 0);
  yield objet(registre, PAGES, `<</Type /Pages /Count ${total} /Kids [${refs(enfants)}]>>`);
  yield objet(registre, INFO, `<</Title ${enUtf16(dossier.titre)} /Producer ${enUtf16('PPN')}>>`);
  yield objet(
    registre,
    CATALOGUE,
    `<</Type /Catalog /Pages ${PAGES} 0 R /Outlines ${signets} 0 R /PageMode /UseOutlines /Lang (fr-FR) /ViewerPreferences <</DisplayDocTitle true>> /PageLabels <</Nums [0 <</S /r>> ${sommaire.length} <</S /D>>]>>>>`,
  );
  yield tableDesObjets(registre, suivant);
}

const lien = ({
  cadre,
  objet: vise,
}: {
  readonly cadre: readonly number[];
  readonly objet: number;
}): string =>
  `<</Type /Annot /Subtype /Link /Border [0 0 0] /Rect [${cadre.join(' ')}] /Dest [${vise} 0 R /Fit]>>`;

function* poserLesSignets(
  registre: Registre,
  racine: number,
  lignes: readonly LigneDeSommaire[],
): Generator<Uint8Array> {
  const bornes = lignes.length === 0 ? '' : `/First ${racine + 1} 0 R /Last ${racine + lignes.length} 0 R`;
  yield objet(registre, racine, `<</Type /Outlines ${bornes} /Count ${lignes.length}>>`);
  for (const [rang, { cote, titre, objet: vise }] of lignes.entries()) {
    const voisins = [
      ...(rang === 0 ? [] : [`/Prev ${racine + rang} 0 R`]),
      ...(rang === lignes.length - 1 ? [] : [`/Next ${racine + rang + 2} 0 R`]),
    ];
    yield objet(
      registre,
      racine + 1 + rang,
      `<</Title ${enUtf16(`${cote}. ${titre}`)} /Parent ${racine} 0 R /Dest [${vise} 0 R /Fit] ${voisins.join(' ')}>>`,
    );
  }
}

/** Table des references croisees en flux (ISO 32000-1 §7.5.8) : six octets de place, un dossier peut passer dix gigaoctets. */
function tableDesObjets(registre: Registre, numero: number): Uint8Array {
  registre.positions[numero] = registre.place;
  const debut = registre.place;
  const table = Buffer.alloc(7 * (numero + 1));
  for (let rang = 1; rang <= numero; rang += 1) {
    const position = registre.positions[rang];
    if (position === undefined) continue;
    table.writeUInt8(1, 7 * rang);
    table.writeUIntBE(position, 7 * rang + 1, 6);
  }
  const dict = `/Type /XRef /W [1 6 0] /Size ${numero + 1} /Root ${CATALOGUE} 0 R /Info ${INFO} 0 R`;
  return Buffer.concat([
    Buffer.from(`${numero} 0 obj\n<<${dict} /Length ${table.length}>>\nstream\n`),
    table,
    Buffer.from(`\nendstream\nendobj\nstartxref\n${debut}\n%%EOF\n`),
  ]);
}

function poser(registre: Registre, texte: string): Buffer {
  const octets = Buffer.from(texte, 'latin1');
  registre.place += octets.length;
  return octets;
}

function objet(registre: Registre, numero: number, corps: string): Buffer {
  registre.positions[numero] = registre.place;
  return poser(registre, `${numero} 0 obj\n${corps}\nendobj\n`);
}

function poserLesFeuilles(registre: Registre, premier: number, { octets, positions }: Feuilles): Uint8Array {
  for (const [rang, position] of positions.entries())
    registre.positions[premier + rang] = registre.place + position;
  registre.place += octets.length;
  return octets;
}

const refs = (numeros: readonly number[]): string => numeros.map((numero) => `${numero} 0 R`).join(' ');
const police = (nom: string): string =>
  `<</Type /Font /Subtype /Type1 /BaseFont /${nom} /Encoding /WinAnsiEncoding>>`;
const flux = (contenu: string): string =>
  `<</Length ${Buffer.byteLength(contenu, 'latin1')}>>\nstream\n${contenu}\nendstream`;
