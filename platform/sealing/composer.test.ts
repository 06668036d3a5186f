import { PDF, PdfDict, PdfNumber, PdfRef } from '@libpdf/core';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { formeComparable, horodate, texteDesBlocs, type Bloc } from '@ppn/core';
import { composerPdfA } from './composer.ts';
import { acteDEssai, imageDEssai, BLOCS } from './essais/acte-d-essai.ts';
import { lireJointe, texteDuPdf } from './lecture-pdf.ts';
import { DocumentNonComposable, type ImagePdf } from './modele-pdf.ts';
import { CaractereNonRepresentable } from './typographie.ts';

let image: ImagePdf;
beforeAll(async () => {
  image = await imageDEssai('png');
});

const lecture = (pdf: PDF) => (ref: PdfRef) => pdf.context.resolve(ref);

describe('un acte composé', () => {
  test('dit exactement le texte de ses blocs', async () => {
    const pdf = await composerPdfA(acteDEssai());
    expect(await texteDuPdf(pdf)).toBe(formeComparable(texteDesBlocs(BLOCS)));
  });

  test('donne les mêmes octets pour les mêmes données, d’autres pour une autre date', async () => {
    const modele = acteDEssai();
    const [un, deux] = [await composerPdfA(modele), await composerPdfA(modele)];
    expect(Buffer.compare(un, deux)).toBe(0);
    expect(
      Buffer.compare(un, await composerPdfA({ ...modele, etabliA: horodate('2026-11-21T09:13:00Z') })),
    ).not.toBe(0);
  });

  test('se déclare PDF/A-3a, balisé, en français', async () => {
    const pdf = await composerPdfA(acteDEssai());
    const texte = Buffer.from(pdf).toString('latin1');
    expect(texte).toContain('<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>');
    const catalogue = (await PDF.load(pdf)).context.catalog.getDict();
    expect(catalogue.getString('Lang')?.asString()).toMatch(/^fr/);
    expect(catalogue.has('StructTreeRoot') && catalogue.has('Outlines')).toBe(true);
  });

  test('rend ses pièces incorporées octet pour octet', async () => {
    const pdf = await composerPdfA(acteDEssai());
    expect(Buffer.from((await lireJointe(pdf, 'acte.json')) ?? []).toString()).toBe('{"type":"audition"}');
    expect(await lireJointe(pdf, 'absente.json')).toBeUndefined();
  });

  test('porte un champ de signature visible par signataire, dans la page, imprimable et vide', async () => {
    const pdf = await PDF.load(await composerPdfA(acteDEssai()));
    const lire = lecture(pdf);
    const formulaire = pdf.context.catalog.getDict().getDict('AcroForm', lire);
    const champs = (formulaire?.getArray('Fields', lire)?.toArray() ?? [])
      .map((ref) => (ref instanceof PdfRef ? lire(ref) : ref))
      .filter((champ) => champ instanceof PdfDict);
    expect(formulaire?.getNumber('SigFlags')?.value).toBe(3);
    expect(
      champs.map((champ) => [champ.getString('T')?.asString(), champ.getNumber('F')?.value, champ.has('V')]),
    ).toEqual([
      ['opj', 132, false],
      ['temoin', 132, false],
    ]);
    for (const champ of champs) {
      const [gauche = 0, bas = 0, droite = 0, haut = 0] = (champ.getArray('Rect')?.toArray() ?? []).map(
        (nombre) => (nombre instanceof PdfNumber ? nombre.value : 0),
      );
      expect(
        gauche >= 0 &&
          bas >= 0 &&
          droite <= 595.3 &&
          haut <= 841.9 &&
          droite - gauche > 150 &&
          haut - bas > 40,
      ).toBe(true);
    }
  });

  test('sans signataire, sans titre ni texte, reste un document', async () => {
    const pdf = await composerPdfA({
      ...acteDEssai([]),
      titre: '',
      enTete: [],
      reference: '',
      jointes: [],
      signataires: [],
    });
    expect(await texteDuPdf(pdf)).toBe('');
  });

  test.each(['jpg', 'png', 'webp'] as const)(
    'montre une image %s plus haute que la page, avec sa légende',
    async (format) => {
      const blocs: readonly Bloc[] = [{ type: 'image', cle: 'vue', legende: 'Vue du sac', alternative: '' }];
      const pdf = await composerPdfA(
        acteDEssai(blocs, new Map([['vue', await imageDEssai(format, 900, 3_000)]])),
      );
      expect(await texteDuPdf(pdf)).toBe('Vuedusac');
    },
  );

  test('ne confond pas deux images de deux actes successifs', async () => {
    const blocs: readonly Bloc[] = [{ type: 'image', cle: 'vue', legende: '', alternative: 'Vue' }];
    const petite = await composerPdfA(
      acteDEssai(blocs, new Map([['vue', await imageDEssai('png', 10, 10)]])),
    );
    const grande = await composerPdfA(
      acteDEssai(blocs, new Map([['vue', await imageDEssai('png', 700, 10)]])),
    );
    expect(Buffer.from(petite).toString('latin1')).toContain('/Width 10');
    expect(Buffer.from(grande).toString('latin1')).toContain('/Width 700');
  });
});

describe('le texte du PDF est celui des données', () => {
  const signe = fc.oneof(
    { weight: 30, arbitrary: fc.constantFrom(...'abcdefghijklmnopqrstuvwxyzéèêëàâùûîïôöçœæÉÀÇŒ0123456789') },
    { weight: 12, arbitrary: fc.constant(' ') },
    {
      weight: 8,
      arbitrary: fc.constantFrom(
        ...'.,;:!?«»“”’\'"()-–—…/\\@#$%&*+=<>[]{}_|~^`°§€£½²№\n\t\u00A0\u202F\u00AD\u200B',
      ),
    },
    { weight: 1, arbitrary: fc.constantFrom(...'ﬁﬀª¨´ΩЖßŠłøñṠ→✓☐①') },
  );
  const phrase = (max: number) => fc.array(signe, { maxLength: max }).map((liste) => liste.join(''));
  const motLong = fc
    .array(fc.constantFrom(...'abcdefgh123'), { minLength: 60, maxLength: 300 })
    .map((liste) => liste.join(''));
  const texte = fc.oneof(phrase(60), phrase(700), motLong, fc.constant(''));
  const bloc: fc.Arbitrary<Bloc> = fc.oneof(
    fc.record({
      type: fc.constant('titre' as const),
      niveau: fc.constantFrom(1 as const, 2 as const, 3 as const),
      texte: phrase(60),
    }),
    fc.record({ type: fc.constantFrom('paragraphe' as const, 'mention' as const), texte }),
    fc.record({
      type: fc.constant('champs' as const),
      champs: fc.array(fc.record({ libelle: phrase(40), valeur: texte }), { maxLength: 5 }),
    }),
    fc.record({ type: fc.constant('question' as const), question: texte, reponse: texte }),
    fc.record({ type: fc.constant('liste' as const), elements: fc.array(texte, { maxLength: 5 }) }),
    fc.integer({ min: 0, max: 6 }).chain((colonnes) =>
      fc.record({
        type: fc.constant('tableau' as const),
        entetes: fc.array(phrase(25), { maxLength: colonnes }),
        lignes: fc.array(
          fc.array(fc.oneof(phrase(30), phrase(30), texte), { minLength: colonnes, maxLength: colonnes }),
          { maxLength: 25 },
        ),
      }),
    ),
    fc.record({
      type: fc.constant('image' as const),
      cle: fc.constant('vue'),
      legende: phrase(60),
      alternative: phrase(20),
    }),
  );

  test('pour des textes français quelconques, des tableaux sur plusieurs pages, des images et des mots sans fin', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(bloc, { maxLength: 10 }), async (blocs) => {
        const pdf = await composerPdfA(acteDEssai(blocs, new Map([['vue', image]])));
        expect(await texteDuPdf(pdf)).toBe(formeComparable(texteDesBlocs(blocs)));
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  test('même quand une ligne de tableau se partage entre deux pages', async () => {
    const cellule = (mot: string): string => `${mot} `.repeat(400);
    const blocs: readonly Bloc[] = [
      {
        type: 'tableau',
        entetes: ['Gauche', 'Droite'],
        lignes: [
          [cellule('gauche'), cellule('droite')],
          ['fin', 'fin'],
        ],
      },
    ];
    expect(await texteDuPdf(await composerPdfA(acteDEssai(blocs)))).toBe(
      formeComparable(texteDesBlocs(blocs)),
    );
  });

  test('et jamais du code : une donnée qui ressemble à du Typst reste du texte', async () => {
    const blocs: readonly Bloc[] = [
      { type: 'paragraphe', texte: '#read("gabarit.typ") $x$ *gras* @ref <etiquette> // fin \\u{41}' },
    ];
    expect(await texteDuPdf(await composerPdfA(acteDEssai(blocs)))).toBe(
      formeComparable(texteDesBlocs(blocs)),
    );
  });
});

describe('un acte qu’on ne sait pas montrer fidèlement est refusé', () => {
  const paragraphe = (texte: string): readonly Bloc[] => [{ type: 'paragraphe', texte }];

  test.each([
    ['😀', 'U+1F600'],
    ['漢', 'U+6F22'],
    ['\u0007', 'U+0007'],
  ])('en nommant le caractère %j', async (caractere, code) => {
    const compose = composerPdfA(acteDEssai(paragraphe(`avant ${caractere} après`)));
    await expect(compose).rejects.toThrow(CaractereNonRepresentable);
    await expect(compose).rejects.toThrow(code);
  });

  test('si une image manque, est illisible ou d’un autre format', async () => {
    const blocs: readonly Bloc[] = [{ type: 'image', cle: 'vue', legende: '', alternative: 'Vue' }];
    await expect(composerPdfA(acteDEssai(blocs))).rejects.toThrow('n’est pas fournie');
    await expect(
      composerPdfA(acteDEssai(blocs, new Map([['vue', { octets: Buffer.from('rien'), format: 'png' }]]))),
    ).rejects.toThrow('illisible');
    await expect(
      composerPdfA(acteDEssai(blocs, new Map([['vue', { octets: image.octets, format: 'jpg' }]]))),
    ).rejects.toThrow('illisible');
  });

  test('si une pièce incorporée est vide ou double : le compilateur s’arrêterait net', async () => {
    const piece = { nom: 'a.json', octets: Buffer.from('{}'), typeMime: 'application/json', description: '' };
    await expect(
      composerPdfA({ ...acteDEssai(), jointes: [{ ...piece, octets: new Uint8Array() }] }),
    ).rejects.toThrow(DocumentNonComposable);
    await expect(composerPdfA({ ...acteDEssai(), jointes: [piece, piece] })).rejects.toThrow('même nom');
  });

  test('si deux signataires partagent un champ', async () => {
    const signataire = { champ: 'opj', qualite: 'OPJ', nom: 'X' };
    await expect(composerPdfA({ ...acteDEssai(), signataires: [signataire, signataire] })).rejects.toThrow(
      'même champ',
    );
  });

  test('et le document suivant se compose normalement', async () => {
    await expect(composerPdfA(acteDEssai(paragraphe('漢')))).rejects.toThrow(CaractereNonRepresentable);
    expect(await texteDuPdf(await composerPdfA(acteDEssai(paragraphe('après'))))).toBe('après');
  });
});
