import { beforeAll, expect, test } from 'vitest';
import { composerPdfA } from '../../composer.ts';
import { acteDEssai } from '../../essais/acte-d-essai.ts';
import { lirePieceEmbarquee } from './piece-embarquee.ts';

let pdf: Uint8Array;
const XML = '<Procedure/>';

beforeAll(async () => {
  pdf = await composerPdfA({
    ...acteDEssai(),
    jointes: [
      { nom: 'data.xml', octets: Buffer.from(XML), typeMime: 'application/xml', description: 'Données' },
    ],
  });
});

test('rend le fichier embarque, quelle que soit la casse de son nom', () => {
  const lue = lirePieceEmbarquee(pdf, 'DATA.XML');
  expect(lue.etat === 'lue' && Buffer.from(lue.octets).toString()).toBe(XML);
});

test('dit qu’il n’y est pas, ou que le PDF est abime, sans lancer', () => {
  expect(lirePieceEmbarquee(pdf, 'autre.xml')).toEqual({ etat: 'absente' });
  expect(lirePieceEmbarquee(pdf.subarray(0, pdf.length / 2), 'data.xml').etat).toBe('illisible');
  expect(lirePieceEmbarquee(Buffer.from('bonjour'), 'data.xml').etat).toBe('illisible');
});
