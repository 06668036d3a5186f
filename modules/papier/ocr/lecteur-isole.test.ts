import chromium from '@sparticuz/chromium';
import { horodate } from '@ppn/core';
import { composerPdfA } from '@ppn/sealing';
import { type Browser, chromium as pilote } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lireIsolement } from './lecteur-isole.ts';

const PHRASE = 'Le blessé présente une fracture du poignet gauche';

let navigateur: Browser;
beforeAll(async () => {
  navigateur = await pilote.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage'],
    headless: true,
  });
}, 60_000);
afterAll(() => navigateur.close());

/** Une page dessinee par un navigateur : rien que des points, aucun texte dans le fichier. */
async function imageDe(texte: string): Promise<Buffer> {
  const page = await navigateur.newPage({ viewport: { width: 1_400, height: 300 } });
  await page.setContent(`<p style="font:44px serif;margin:60px;background:#fff">${texte}</p>`);
  const image = await page.screenshot();
  await page.close();
  return image;
}

const pdfDe = (blocs: Parameters<typeof composerPdfA>[0]['blocs'], image?: Uint8Array) =>
  composerPdfA({
    titre: 'Essai',
    enTete: [],
    reference: '',
    etabliA: horodate('2026-11-21T10:00:00Z'),
    blocs,
    images: new Map(image === undefined ? [] : [['page', { octets: image, format: 'png' } as const]]),
    jointes: [],
    signataires: [],
  });

test('les mots d’une image sont reconnus, hors ligne, sans que le processus ait un droit de plus', async () => {
  const lu = await lireIsolement({ genre: 'image', octets: await imageDe(PHRASE), pagesMax: 5 });
  expect(lu).toMatchObject({ ok: true, valeur: { reste: 0, pages: [{ page: 1, source: 'reconnu' }] } });
  const texte = lu.ok ? (lu.valeur.pages[0]?.texte ?? '') : '';
  for (const mot of PHRASE.split(' ')) expect(texte).toContain(mot);
}, 60_000);

test('un PDF qui porte son texte le rend tel quel ; au-delà de la borne, les pages restantes sont dites', async () => {
  const paragraphes = Array.from(
    { length: 120 },
    (_, rang) =>
      ({ type: 'paragraphe', texte: `Ligne ${rang} : un texte déjà lisible par la machine.` }) as const,
  );
  const lu = await lireIsolement({ genre: 'pdf', octets: await pdfDe(paragraphes), pagesMax: 1 });
  expect(lu).toMatchObject({ ok: true, valeur: { pages: [{ page: 1, source: 'pdf' }] } });
  expect(lu.ok && lu.valeur.reste).toBeGreaterThan(0);
  expect(lu.ok && lu.valeur.pages[0]?.texte).toContain('déjà lisible par la machine');
}, 60_000);

test('une page de PDF sans texte est dessinée puis reconnue', async () => {
  const bloc = { type: 'image', cle: 'page', legende: 'Scan', alternative: 'Scan' } as const;
  const lu = await lireIsolement({
    genre: 'pdf',
    octets: await pdfDe([bloc], await imageDe(PHRASE)),
    pagesMax: 1,
  });
  expect(lu).toMatchObject({ ok: true, valeur: { reste: 0, pages: [{ page: 1, source: 'reconnu' }] } });
  expect(lu.ok && lu.valeur.pages[0]?.texte).toContain('fracture du poignet');
}, 60_000);

test('trop long, trop lourd, illisible : la lecture est abandonnée et la suivante se fait', async () => {
  const demande = { genre: 'image', octets: await imageDe(PHRASE), pagesMax: 1 } as const;
  expect(await lireIsolement(demande, { dureeMs: 1, memoireMax: 1024 ** 3 })).toEqual({
    ok: false,
    refus: 'trop-long',
  });
  expect(await lireIsolement(demande, { dureeMs: 30_000, memoireMax: 1 })).toEqual({
    ok: false,
    refus: 'trop-lourd',
  });
  const casse = { ...demande, genre: 'pdf', octets: new Uint8Array([1, 2, 3]) } as const;
  expect(await lireIsolement(casse)).toEqual({ ok: false, refus: 'illisible' });
  expect(await lireIsolement(demande)).toMatchObject({ ok: true });
}, 90_000);
