import { horodate } from '@ppn/core';
import { composerPdfA, texteParPage } from '@ppn/sealing';
import sharp from 'sharp';
import { beforeAll, expect, test } from 'vitest';
import { occulter } from './occulter.ts';

const SECRET = 'Madeleine Proust, 12 rue du Repos';
let pdf: Uint8Array;

beforeAll(async () => {
  pdf = await composerPdfA({
    titre: 'Audition du témoin',
    enTete: [],
    reference: '',
    etabliA: horodate('2026-11-21T10:00:00Z'),
    blocs: [{ type: 'paragraphe', texte: `Le témoin est ${SECRET}.` }],
    images: new Map(),
    jointes: [
      {
        nom: 'acte.json',
        octets: Buffer.from(JSON.stringify({ secret: SECRET })),
        typeMime: 'application/json',
        description: 'Données',
      },
    ],
    signataires: [],
  });
});

test('ce qui est occulté ne se retrouve ni dans le texte, ni dans les fichiers joints, ni sous le noir', async () => {
  expect((await texteParPage(pdf)).join(' ')).toContain('Madeleine');
  const rendu = await occulter({ pdf, zones: [{ page: 1, x: 0, y: 0, largeur: 1, hauteur: 0.5 }] });
  if (!('pdf' in rendu)) throw new Error(rendu.refus);
  expect(rendu.pages).toBe(1);
  expect((await texteParPage(rendu.pdf)).join('').trim()).toBe('');
  const brut = Buffer.from(rendu.pdf).toString('latin1');
  for (const trace of ['Madeleine', 'acte.json', 'EmbeddedFile', '/Font', 'FlateDecode'])
    expect(brut).not.toContain(trace);
  const debut = rendu.pdf.indexOf(0xff, brut.indexOf('/DCTDecode'));
  const { data, info } = await sharp(rendu.pdf.subarray(debut))
    .greyscale()
    .raw()
    .toBuffer({ resolveWithObject: true });
  const haut = data.subarray(0, Math.floor(info.height * 0.49) * info.width);
  expect(Math.max(...haut.subarray(0, 100_000))).toBeLessThan(8);
  expect(data.at(-1)).toBeGreaterThan(250);
}, 30_000);

test('une zone hors du document, un fichier qui n’est pas un PDF : rien n’est produit', async () => {
  const zone = { x: 0, y: 0, largeur: 1, hauteur: 1 };
  expect(await occulter({ pdf, zones: [{ ...zone, page: 9 }] })).toEqual({ refus: 'page-inconnue' });
  expect(await occulter({ pdf: new Uint8Array([1, 2, 3]), zones: [] })).toEqual({ refus: 'illisible' });
}, 30_000);
