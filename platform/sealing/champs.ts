import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfStream, PdfString } from '@libpdf/core';
import { DRAPEAUX } from './champ-sans-surface.ts';
import type { Signataire } from './modele-pdf.ts';
import { ajouterRevision } from './revision.ts';

/** Place d'un champ de signature : page depuis 1, points depuis le coin haut gauche, largeur et hauteur. */
export type CadreDeSignature = {
  readonly champ: string;
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly l: number;
  readonly h: number;
};

/** Ajoute les champs /Sig visibles, vides, en UNE mise a jour incrementale : a faire avant la premiere signature. */
export async function poserChamps(
  octets: Uint8Array,
  cadres: readonly CadreDeSignature[],
  signataires: readonly Signataire[],
): Promise<Uint8Array> {
  if (cadres.length === 0) return octets;
  const pdf = await PDF.load(octets);
  const refs = cadres.map((cadre) =>
    poserChamp(
      pdf,
      cadre,
      signataires.find(({ champ }) => champ === cadre.champ),
    ),
  );
  const formulaire = PdfDict.of({ Fields: new PdfArray(refs), SigFlags: PdfNumber.of(3) });
  pdf.context.catalog.getDict().set('AcroForm', pdf.context.register(formulaire));
  return ajouterRevision(pdf, octets);
}

function poserChamp(pdf: PDF, cadre: CadreDeSignature, signataire: Signataire | undefined): PdfRef {
  const { registre, page, pageRef } = pageDe(pdf, cadre.page);
  const haut = page.getArray('MediaBox', registre)?.at(3, registre);
  const hauteur = haut instanceof PdfNumber ? haut.value : 841.8898;
  const apparence = pdf.context.register(
    PdfStream.fromDict({
      Type: PdfName.of('XObject'),
      Subtype: PdfName.of('Form'),
      BBox: nombres(0, 0, cadre.l, cadre.h),
      Resources: PdfDict.of({}),
    }),
  );
  const champ = pdf.context.register(
    PdfDict.of({
      Type: PdfName.of('Annot'),
      Subtype: PdfName.of('Widget'),
      FT: PdfName.of('Sig'),
      T: PdfString.fromString(cadre.champ),
      TU: PdfString.fromString(
        signataire === undefined
          ? 'Signature'
          : `Signature : ${[signataire.qualite, signataire.nom].filter((mot) => mot !== '').join(', ')}`,
      ),
      F: PdfNumber.of(DRAPEAUX),
      P: pageRef,
      Rect: nombres(cadre.x, hauteur - cadre.y - cadre.h, cadre.x + cadre.l, hauteur - cadre.y),
      AP: PdfDict.of({ N: apparence }),
    }),
  );
  baliser(pdf, champ, pageRef);
  ajouterAnnotation(page, champ, registre);
  return champ;
}

function pageDe(pdf: PDF, numero: number) {
  const registre = (ref: PdfRef) => pdf.context.resolve(ref);
  const pageRef = pdf.context.pages.getPage(numero - 1);
  const page = pageRef === null ? null : registre(pageRef);
  if (pageRef === null || !(page instanceof PdfDict))
    throw new RangeError(`Le document n’a pas de page ${numero}.`);
  return { registre, page, pageRef };
}

function ajouterAnnotation(
  page: PdfDict,
  champ: PdfRef,
  registre: (ref: PdfRef) => ReturnType<PDF['context']['resolve']>,
): void {
  const existantes = page.getArray('Annots', registre);
  if (existantes === undefined) page.set('Annots', PdfArray.of(champ));
  else existantes.push(champ);
}

/** Balise le champ : StructElem /Form sous le document, et l'entree de ParentTree qui le retrouve (ISO 32000-1 §14.7.4). */
function baliser(pdf: PDF, champ: PdfRef, page: PdfRef): void {
  const registre = (ref: PdfRef) => pdf.context.resolve(ref);
  const racine = pdf.context.catalog.getDict().getDict('StructTreeRoot', registre);
  const arbre = racine?.getDict('ParentTree', registre);
  const nombresDe = arbre?.getArray('Nums', registre);
  const parent = premierEnfant(racine, registre);
  const widget = registre(champ);
  if (racine === undefined || nombresDe === undefined || parent === undefined || !(widget instanceof PdfDict))
    return;
  const cle = prochaineCle(racine, nombresDe);
  const balise = pdf.context.register(
    PdfDict.of({
      Type: PdfName.of('StructElem'),
      S: PdfName.of('Form'),
      P: parent.ref,
      Pg: page,
      K: PdfDict.of({ Type: PdfName.of('OBJR'), Obj: champ, Pg: page }),
    }),
  );
  widget.set('StructParent', PdfNumber.of(cle));
  nombresDe.push(PdfNumber.of(cle), balise);
  racine.set('ParentTreeNextKey', PdfNumber.of(cle + 1));
  parent.enfants.push(balise);
}

function premierEnfant(
  racine: PdfDict | undefined,
  registre: (ref: PdfRef) => ReturnType<PDF['context']['resolve']>,
) {
  const ref = racine?.getArray('K', registre)?.at(0) ?? racine?.get('K');
  if (!(ref instanceof PdfRef)) return undefined;
  const noeud = registre(ref);
  const enfants = noeud instanceof PdfDict ? noeud.getArray('K', registre) : undefined;
  return enfants === undefined ? undefined : { ref, enfants };
}

function prochaineCle(racine: PdfDict, nums: PdfArray): number {
  const annoncee = racine.getNumber('ParentTreeNextKey')?.value;
  const cles = nums
    .toArray()
    .filter((_, rang) => rang % 2 === 0)
    .map((cle) => (cle instanceof PdfNumber ? cle.value : -1));
  return Math.max(annoncee ?? 0, ...cles.map((cle) => cle + 1));
}

const nombres = (...valeurs: readonly number[]): PdfArray =>
  new PdfArray(valeurs.map((valeur) => PdfNumber.of(Math.round(valeur * 100) / 100)));
