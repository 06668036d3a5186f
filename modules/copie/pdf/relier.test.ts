import { PDF } from '@libpdf/core';
import { structureLisible } from '@ppn/sealing';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { beforeAll, expect, test } from 'vitest';
import { type DossierARelier, type PieceARelier, relier } from './assembler.ts';
import { feuilleter } from './feuilles.ts';

const FICHE = { titre: 'Pièce 9', lignes: ['L’original est dans l’archive.'] };
/** Un PDF de quelques pages, de toutes rotations, avec un lien et un formulaire qui ne doivent pas suivre. */
async function pdfDe(texte: string, rotations: readonly (0 | 90 | 180 | 270)[]): Promise<Uint8Array> {
  const pdf = PDF.create();
  for (const [rang, rotation] of rotations.entries()) {
    const page = pdf.addPage({ size: 'a4' });
    page.drawText(`${texte} ${rang + 1}`, { x: 60, y: 400, size: 20 });
    page.setRotation(rotation);
    page.addLinkAnnotation({ rect: { x: 0, y: 0, width: 9, height: 9 }, uri: 'https://ailleurs.invalid/' });
  }
  return pdf.save();
}
const piece = (cote: string, titre: string, pdf: Uint8Array): PieceARelier => ({
  cote,
  titre,
  lire: async () => ({ pdf }),
  aDefaut: FICHE,
});
const dossier = (pieces: readonly PieceARelier[]): DossierARelier => ({
  titre: 'Dossier IDJ-2026-00000001-1',
  chapeau: ['Copie établie le 22 novembre 2026.'],
  pieces,
  feuilleter,
});
async function reunir(flux: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of flux) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}

let octets: Buffer;
const pieces = async () => [
  piece('1', 'Procès-verbal de plainte', await pdfDe('Plainte', [0, 90])),
  piece('1-1', 'Photo « façade ».pdf', Buffer.from('%PDF-1.7 illisible')),
  piece('2', `Audition de ${'Ouarzazate '.repeat(12)}`, await pdfDe('Audition', [180, 270, 0])),
];
beforeAll(async () => {
  octets = await reunir(relier(dossier(await pieces())));
});

const lirePages = async (pdf: Uint8Array) => {
  const tache = getDocument({ data: Uint8Array.from(pdf), verbosity: 0 });
  const document = await tache.promise;
  const pages = await Promise.all(
    Array.from({ length: document.numPages }, async (_vide, rang) => {
      const page = await document.getPage(rang + 1);
      const { items } = await page.getTextContent();
      return {
        texte: items.map((item) => ('str' in item ? item.str : '')).join(' '),
        liens: (await page.getAnnotations()).map(({ subtype, url }) => `${subtype} ${url ?? ''}`),
      };
    }),
  );
  const signets = (await document.getOutline()).map(({ title }) => title);
  const etiquettes = await document.getPageLabels();
  await tache.destroy();
  return { pages, signets, etiquettes };
};

test('le dossier relié porte son sommaire, un signet par pièce et la cote sur chaque page, droite ou tournée', async () => {
  const { pages, signets, etiquettes } = await lirePages(octets);
  expect(signets).toEqual([
    '1. Procès-verbal de plainte',
    '1-1. Photo « façade ».pdf',
    expect.stringMatching(/^2\. Audition/),
  ]);
  expect(etiquettes).toEqual(['i', '1', '2', '3', '4', '5', '6']);
  expect(pages.map(({ texte }) => texte)).toEqual([
    expect.stringMatching(/Dossier IDJ-2026-00000001-1.*1-1.*Photo « façade »\.pdf.*3.*Audition.*4/),
    expect.stringMatching(/Plainte 1.*Cote 1 — 1\/2/),
    expect.stringMatching(/Plainte 2.*Cote 1 — 2\/2/),
    expect.stringMatching(/Pièce 9.*L’original est dans l’archive/),
    expect.stringMatching(/Audition 1.*Cote 2 — 1\/3/),
    expect.stringMatching(/Audition 2.*Cote 2 — 2\/3/),
    expect.stringMatching(/Audition 3.*Cote 2 — 3\/3/),
  ]);
  expect(structureLisible(octets)).toBe(true);
  expect((await PDF.load(octets)).getPageCount()).toBe(7);
});

test('ni lien extérieur ni rien qui agisse ne passe des pièces au dossier relié', async () => {
  const { pages } = await lirePages(octets);
  expect(pages[0]?.liens).toEqual(['Link ', 'Link ', 'Link ']);
  expect(pages.slice(1).flatMap(({ liens }) => liens)).toEqual([]);
  expect(octets.toString('latin1')).not.toMatch(/ailleurs\.invalid|JavaScript|AcroForm/);
});

test('les mêmes pièces font les mêmes octets', async () => {
  expect((await reunir(relier(dossier(await pieces())))).equals(octets)).toBe(true);
});

test('mille pièces se relient une à une : aucune ne reste en mémoire', async () => {
  const pdf = await pdfDe('Pièce', [0]);
  let ouvertes = 0;
  let enMain = 0;
  const mille = Array.from({ length: 1_000 }, (_vide, rang): PieceARelier => ({
    ...piece(String(rang + 1), `Pièce ${rang + 1}`, pdf),
    lire: async () => {
      ouvertes += 1;
      enMain = Math.max(enMain, ouvertes);
      return { pdf };
    },
  }));
  let longueur = 0;
  let plusGrand = 0;
  for await (const morceau of relier({
    ...dossier(mille),
    feuilleter: async (demande) => {
      const feuilles = await feuilleter(demande);
      ouvertes -= 1;
      return feuilles;
    },
  })) {
    longueur += morceau.length;
    plusGrand = Math.max(plusGrand, morceau.length);
  }
  expect(enMain).toBe(1);
  expect(longueur).toBeGreaterThan(1_000_000);
  expect(plusGrand).toBeLessThan(100_000);
});
