import { type PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } from '@libpdf/core';

/** Impression et verrou (ISO 32000-1 §12.5.3) : un widget de PDF/A doit s'imprimer. */
export const DRAPEAUX = 132;

/**
 * Ajoute un champ /Sig sans surface a la premiere page : rien de ce qui se voit ne change. `nom` rend son nom, sachant ceux
 * qui existent ; le formulaire est cree s'il manque. `undefined` si le document n'a pas de page.
 */
export function ajouterChampSansSurface(
  pdf: PDF,
  nom: (existants: readonly string[]) => string,
): PdfDict | undefined {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const refPage = pdf.context.pages.getPage(0);
  const page = refPage === null ? null : lire(refPage);
  if (refPage === null || !(page instanceof PdfDict)) return undefined;
  const champs = champsDuFormulaire(pdf);
  const champ = PdfDict.of({
    Type: PdfName.of('Annot'),
    Subtype: PdfName.of('Widget'),
    FT: PdfName.of('Sig'),
    T: PdfString.fromString(nom(nomsDe(champs, lire))),
    F: PdfNumber.of(DRAPEAUX),
    P: refPage,
    Rect: new PdfArray([0, 0, 0, 0].map((coin) => PdfNumber.of(coin))),
  });
  const ref = pdf.context.register(champ);
  champs.push(ref);
  const annotations = page.getArray('Annots', lire);
  if (annotations === undefined) page.set('Annots', PdfArray.of(ref));
  else annotations.push(ref);
  return champ;
}

/** Les champs du formulaire, cree au besoin ; /SigFlags dit qu'il porte des signatures a n'ajouter qu'a la suite (§12.7.2). */
function champsDuFormulaire(pdf: PDF): PdfArray {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const catalogue = pdf.context.catalog.getDict();
  const formulaire = catalogue.getDict('AcroForm', lire);
  const champs = formulaire?.getArray('Fields', lire) ?? new PdfArray([]);
  if (formulaire === undefined)
    catalogue.set(
      'AcroForm',
      pdf.context.register(PdfDict.of({ Fields: champs, SigFlags: PdfNumber.of(3) })),
    );
  else {
    if (formulaire.getArray('Fields', lire) === undefined) formulaire.set('Fields', champs);
    if (formulaire.getNumber('SigFlags', lire)?.value !== 3) formulaire.set('SigFlags', PdfNumber.of(3));
  }
  return champs;
}

const nomsDe = (
  champs: PdfArray,
  lire: (ref: PdfRef) => ReturnType<PDF['context']['resolve']>,
): readonly string[] =>
  champs.toArray().flatMap((element) => {
    const champ = element instanceof PdfRef ? lire(element) : element;
    const nom = champ instanceof PdfDict ? champ.getString('T', lire)?.asString() : undefined;
    return nom === undefined ? [] : [nom];
  });
