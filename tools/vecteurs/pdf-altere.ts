import { createHash } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, type PdfRef, PdfStream, PdfString } from '@libpdf/core';

type Prepare = { readonly octets: Uint8Array; readonly empreinte: string };

/** Ajoute une revision faite par `changer`, sans resigner. */
async function reviser(
  pdf: Uint8Array,
  changer: (document: PDF, page: PdfDict) => void,
): Promise<Uint8Array> {
  const document = await PDF.load(pdf);
  const ref = document.context.pages.getPage(0);
  const page = ref === null ? null : document.context.resolve(ref);
  if (!(page instanceof PdfDict)) throw new RangeError('PDF sans page.');
  changer(document, page);
  return document.save({ incremental: true });
}

/** Colle une note sur la premiere page, apres la signature. */
export const annoter = (pdf: Uint8Array): Promise<Uint8Array> =>
  reviser(pdf, (document, page) => {
    const lire = (ref: PdfRef) => document.context.resolve(ref);
    const note = document.context.register(
      PdfDict.of({
        Type: PdfName.of('Annot'),
        Subtype: PdfName.of('FreeText'),
        Rect: new PdfArray([50, 600, 500, 700].map((nombre) => PdfNumber.of(nombre))),
        Contents: PdfString.fromString('Le rayon est plein.'),
        DA: PdfString.fromString('/Helv 12 Tf'),
        F: PdfNumber.of(4),
      }),
    );
    const annotations = page.getArray('Annots', lire);
    page.set('Annots', new PdfArray([...(annotations?.toArray() ?? []), note]));
  });

/** Remplace le contenu de la premiere page par une page vide. */
export const viderLaPage = (pdf: Uint8Array): Promise<Uint8Array> =>
  reviser(pdf, (document, page) => {
    page.set(
      'Contents',
      document.context.register(PdfStream.fromDict({}, new Uint8Array([0x71, 0x0a, 0x51]))),
    );
  });

/** Ajoute un DSS (preuves de validation), permis apres la signature. */
export const ajouterDss = (pdf: Uint8Array, crls: readonly Uint8Array[]): Promise<Uint8Array> =>
  reviser(pdf, (document) => {
    const flux = crls.map((crl) => document.context.register(PdfStream.fromDict({}, crl)));
    const dss = document.context.register(PdfDict.of({ CRLs: new PdfArray(flux) }));
    document.context.catalog.getDict().set('DSS', dss);
  });

/** Elargit le trou de /ByteRange de dix octets avant /Contents, et recalcule l'empreinte : de quoi cacher des octets. */
export function elargirLeTrou({ octets }: Prepare): Prepare {
  const copie = Buffer.from(octets);
  const place = copie.lastIndexOf('/ByteRange');
  const [texte = '', trou = '0', reprise = '0', reste = '0'] =
    /\[0 (\d+) (\d+) (\d+)\s*\]/.exec(copie.subarray(place, place + 100).toString('latin1')) ?? [];
  const menteur = Number(trou) - 10;
  copie.write(`[0 ${menteur} ${reprise} ${reste}]`.padEnd(texte.length), copie.indexOf('[', place), 'latin1');
  const empreinte = createHash('sha256')
    .update(copie.subarray(0, menteur))
    .update(copie.subarray(Number(reprise)))
    .digest('hex');
  return { octets: new Uint8Array(copie), empreinte };
}

/** Met des octets apres le CMS, dans la place reservee de /Contents. */
export function bourrer(pdf: Uint8Array): Uint8Array {
  const copie = Buffer.from(pdf);
  const fin = copie.indexOf('>', copie.indexOf('<30', copie.lastIndexOf('/ByteRange')));
  copie.write('deadbeef', fin - 8, 'latin1');
  return new Uint8Array(copie);
}

/** Inverse l'ordre des attributs d'un SET (donc plus trie). */
export function deranger(attributs: Uint8Array): Uint8Array {
  const entete = (attributs[1] ?? 0) < 0x80 ? 2 : 2 + ((attributs[1] ?? 0) & 0x7f);
  const elements: Uint8Array[] = [];
  for (let place = entete; place < attributs.length;) {
    const fin = place + 2 + (attributs[place + 1] ?? 0);
    elements.unshift(attributs.subarray(place, fin));
    place = fin;
  }
  return Buffer.concat([attributs.subarray(0, entete), ...elements]);
}

/** Change un octet du commentaire binaire de tete : rien de visible, mais l'empreinte tombe. */
export function changerUnOctet(pdf: Uint8Array): Uint8Array {
  const copie = Uint8Array.from(pdf);
  const place = Buffer.from(pdf).indexOf('\n%') + 2;
  copie[place] = (copie[place] ?? 0) ^ 0x01;
  return copie;
}
