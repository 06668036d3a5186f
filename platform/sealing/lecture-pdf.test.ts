import { expect, test } from 'vitest';
import { composerPdfA } from './composer.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { lireJointe, TexteIllisible, texteDuPdf } from './lecture-pdf.ts';

test('un PDF dont une chaîne n’a pas de fin n’est confié à aucune bibliothèque : elle y épuiserait la mémoire', async () => {
  const pdf = Buffer.from(await composerPdfA(acteDEssai()));
  expect((await lireJointe(pdf, 'acte.json'))?.length).toBeGreaterThan(0);
  const casse = Buffer.from(pdf);
  casse.write('/Kids(', pdf.indexOf('/Kids ['), 'latin1');
  expect(await lireJointe(casse, 'acte.json')).toBeUndefined();
  await expect(texteDuPdf(casse)).rejects.toThrow(TexteIllisible);
});
