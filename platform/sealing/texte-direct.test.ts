import { formeComparable } from '@ppn/core';
import { PDF, PdfDict, PdfName, PdfStream, type PdfRef } from '@libpdf/core';
import { beforeAll, describe, expect, test } from 'vitest';
import { composerPdfA } from './composer.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { jetonsDe } from './jetons-de-contenu.ts';
import { fragmentsBalises } from './lecture-pdf.ts';
import { lireTableUnicode } from './table-unicode.ts';
import { fragmentsDirects } from './texte-direct.ts';

let acte: Uint8Array;
beforeAll(async () => {
  acte = await composerPdfA(acteDEssai());
});

/** L'acte, le flux de sa premiere page reecrit. */
async function acteModifie(changer: (contenu: string, page: PdfDict, pdf: PDF) => string): Promise<PDF> {
  const pdf = await PDF.load(acte);
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const ref = pdf.context.pages.getPage(0);
  const page = ref === null ? null : lire(ref);
  if (!(page instanceof PdfDict)) throw new Error('Page absente.');
  const flux = page.get('Contents', lire);
  if (!(flux instanceof PdfStream)) throw new Error('Flux absent.');
  const contenu = changer(Buffer.from(flux.getDecodedData()).toString('latin1'), page, pdf);
  page.set('Contents', pdf.context.register(new PdfStream([], Buffer.from(contenu, 'latin1'))));
  return pdf;
}

const sansBlanc = (fragments: ReadonlyMap<string, string> | undefined) =>
  [...(fragments ?? [])]
    .map(([cle, texte]) => [cle, texte.replace(/\s/g, '')] as const)
    .filter(([, texte]) => texte !== '')
    .toSorted(([une], [autre]) => une.localeCompare(autre));

const comparables = (fragments: ReadonlyMap<string, string> | undefined) =>
  [...(fragments ?? [])]
    .map(([cle, texte]) => [cle, formeComparable(texte)] as const)
    .filter(([, texte]) => texte !== '')
    .toSorted(([une], [autre]) => une.localeCompare(autre));

describe('la lecture directe du texte', () => {
  test('rend les mêmes fragments que le moteur de rendu', async () => {
    const directs = fragmentsDirects(await PDF.load(acte));
    expect(sansBlanc(directs).length).toBeGreaterThan(10);
    expect(sansBlanc(directs)).toEqual(sansBlanc(await fragmentsBalises(acte)));
  });

  test('lit un mot long coupé par des espaces sans largeur, et le texte de remplacement qui le redit', async () => {
    const long =
      '3f4d0c932406c0dedde97860a8afb0d9428b7fb838ba5782f8feae8ae0433f4d0c932406c0dedde97860a8afb0d9428b7f';
    const pdf = await composerPdfA(
      acteDEssai([{ type: 'champs', champs: [{ libelle: 'SHA-256', valeur: long }] }]),
    );
    const directs = fragmentsDirects(await PDF.load(pdf));
    expect([...(directs ?? [])].map(([, texte]) => formeComparable(texte)).join('')).toContain(long);
    expect(comparables(directs)).toEqual(comparables(await fragmentsBalises(pdf)));
  });

  test('relit un flux recopié tel quel', async () => {
    const recopie = await acteModifie((contenu) => contenu);
    expect(sansBlanc(fragmentsDirects(recopie))).toEqual(sansBlanc(fragmentsDirects(await PDF.load(acte))));
  });

  test.each([
    [
      'un texte de remplacement',
      (contenu: string) => contenu.replace('/MCID 1', '/ActualText (autre) /MCID 1'),
    ],
    [
      'un texte de remplacement qui n’est pas celui des lettres',
      (contenu: string) =>
        contenu.replace(/(BT\b[\s\S]*?\bET)/, '/Span << /ActualText (autre) >> BDC $1 EMC'),
    ],
    ['une image en ligne', (contenu: string) => `${contenu}\nBI /W 1 /H 1 ID x EI`],
    ['un opérateur inconnu', (contenu: string) => `${contenu}\n1 0 d0`],
    ['une police inconnue', (contenu: string) => `${contenu}\nBT /inconnue 9 Tf (ab) Tj ET`],
    ['une chaîne sans fin', (contenu: string) => `${contenu}\n(abc`],
    ['du texte sans police', (contenu: string) => `BT (ab) Tj ET\n${contenu}`],
    ['un code absent de la table', (contenu: string) => contenu.replace(/\[\(\\000\\001/, '[(\\177\\177')],
  ])('laisse le moteur de rendu trancher devant %s', async (_cas, changer) => {
    expect(fragmentsDirects(await acteModifie(changer))).toBeUndefined();
  });

  test('laisse le moteur de rendu trancher devant un objet de page qui porte du texte', async () => {
    const pdf = await acteModifie((contenu, page, document) => {
      const forme = document.context.register(
        new PdfStream([['Subtype', PdfName.of('Form')]], Buffer.from('BT ET')),
      );
      const ressources = page.getDict('Resources', (ref) => document.context.resolve(ref));
      ressources?.set('XObject', PdfDict.of({ cache: forme }));
      return `${contenu}\n/cache Do`;
    });
    expect(fragmentsDirects(pdf)).toBeUndefined();
  });
});

describe('les jetons d’un flux de contenu', () => {
  test('lisent chaînes, échappements, hexadécimal et commentaires', () => {
    expect(
      jetonsDe('[(a\\(b\\051(c)\\n\\\nd) -3.5 <4 1>] TJ % fin\n/f0 T*')?.map(({ texte }) => texte),
    ).toEqual(['[', 'a(b)(c)\nd', '-3.5', 'A', ']', 'TJ', 'f0', 'T*']);
  });

  test('refusent ce qui n’est pas du PDF ordinaire', () => {
    for (const contenu of ['{', '(', '/a#20b', '1..2 Td']) expect(jetonsDe(contenu)).toBeUndefined();
  });
});

describe('la table Unicode d’une police', () => {
  test('lit les caractères et les plages, ligatures et paires comprises', () => {
    const table = lireTableUnicode(
      '1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange 2 beginbfchar\n<0001> <00660069>\n<0002> <D83DDE00>\nendbfchar\n1 beginbfrange\n<0010> <0012> <0041>\nendbfrange',
    );
    expect([...(table ?? [])]).toEqual([
      [1, 'fi'],
      [2, '😀'],
      [16, 'A'],
      [17, 'B'],
      [18, 'C'],
    ]);
  });

  test('refuse les formes qu’elle ne connaît pas', () => {
    for (const cmap of [
      '/Autre usecmap',
      '1 beginbfrange <0001> <0002> [<0041> <0042>] endbfrange',
      '1 begincodespacerange <00> <FF> endcodespacerange',
      '1 beginbfchar <01> <0041> endbfchar',
      '1 beginbfrange <0001> <0200> <0041> endbfrange',
    ])
      expect(lireTableUnicode(cmap)).toBeUndefined();
  });
});
