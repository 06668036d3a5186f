import { expect, test } from 'vitest';
import { composerPdfA } from './composer.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { PDF } from '@libpdf/core';
import { lireJointe, TexteIllisible, texteDuPdf, texteParPage } from './lecture-pdf.ts';

test('un PDF dont une chaîne n’a pas de fin n’est confié à aucune bibliothèque : elle y épuiserait la mémoire', async () => {
  const pdf = Buffer.from(await composerPdfA(acteDEssai()));
  expect((await lireJointe(pdf, 'acte.json'))?.length).toBeGreaterThan(0);
  const casse = Buffer.from(pdf);
  casse.write('/Kids(', pdf.indexOf('/Kids ['), 'latin1');
  expect(await lireJointe(casse, 'acte.json')).toBeUndefined();
  await expect(texteDuPdf(casse)).rejects.toThrow(TexteIllisible);
});

test('le texte d’un acte se cherche page par page, ses lignes gardées, ses mots longs recollés', async () => {
  const long = 'ABCDEFGHIJ'.repeat(12);
  const pdf = await composerPdfA(
    acteDEssai([
      ...Array.from({ length: 60 }, (_, rang) => ({
        type: 'paragraphe' as const,
        texte: `Ligne ${rang + 1} du récit.`,
      })),
      { type: 'champs', champs: [{ libelle: 'SHA-256', valeur: long }] },
    ]),
  );
  const pages = await texteParPage(pdf);
  expect(pages.length).toBe((await PDF.load(pdf)).getPageCount());
  expect(pages.length).toBeGreaterThan(1);
  expect(pages[0]?.split('\n')).toEqual(expect.arrayContaining(['Ligne 1 du récit.', 'Ligne 2 du récit.']));
  expect(pages[0]).not.toContain('Ligne 60 du récit.');
  expect(pages.join('\n').replaceAll('\n', '')).toContain(long);
});

test('un PDF d’ailleurs est lu par le moteur de rendu', async () => {
  const pdf = PDF.create();
  pdf.addPage().drawText('Certificat médical', { x: 50, y: 700 });
  pdf.addPage();
  expect(await texteParPage(await pdf.save())).toEqual(['Certificat médical', '']);
});
