import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import react from '@vitejs/plugin-react';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ouvrirNavigateur } from './essais/navigateur.ts';
import { pdfMinimal } from './essais/pdf-minimal.ts';
import { type Contenu, servir } from './essais/serveur.ts';
import type { PieceALire } from './piece-a-lire.ts';
import { ressourcesPdf } from './ressources.config.ts';

const pdf = (pages: number, mot: string): Contenu => ({
  octets: pdfMinimal(
    Array.from({ length: pages }, (_, rang) => [
      `Page ${rang + 1} de ${mot}`,
      'Le temoin declare avoir vu la scene.',
    ]),
  ),
  type: 'application/pdf',
});

const piece = (numero: number, titre: string, autres: Partial<PieceALire> = {}): PieceALire => ({
  id: `piece-${numero}`,
  numero,
  titre,
  typeMime: 'application/pdf',
  taille: 12_345,
  empreinte: 'ab'.repeat(32),
  pages: null,
  vignette: false,
  integre: true,
  ...autres,
});

const pieces: readonly PieceALire[] = [
  piece(1, 'Plainte', { pages: 3 }),
  piece(2, 'Constatations', { pages: 2 }),
  piece(2, 'Facture jointe', { id: 'annexe', pages: 1 }),
  piece(3, 'Pièce abîmée'),
  piece(4, 'Photographie du rayon', { typeMime: 'image/jpeg', vignette: true }),
  piece(5, 'Pièce altérée', { integre: false }),
  piece(6, 'Releve.zip', { typeMime: 'application/zip' }),
  piece(7, 'Audition', { pages: 4 }),
];

let dossier = '';
let service: Awaited<ReturnType<typeof servir>>;
let navigateur: Browser;
let page: Page;
const violations: string[] = [];

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-lecteur-'));
  await build({
    root: join(import.meta.dirname, 'essais'),
    plugins: [react(), ressourcesPdf()],
    logLevel: 'error',
    configFile: false,
    build: {
      outDir: dossier,
      emptyOutDir: true,
      minify: false,
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
    },
  });
  const image = await sharp({ create: { width: 320, height: 240, channels: 3, background: '#88aa99' } })
    .jpeg()
    .toBuffer();
  const contenus = new Map<string, Contenu>([
    ['/pieces.json', { octets: new TextEncoder().encode(JSON.stringify(pieces)), type: 'application/json' }],
    ['/pieces/piece-1', pdf(3, 'la plainte')],
    ['/pieces/piece-2', pdf(2, 'constatations')],
    ['/pieces/annexe', pdf(1, 'la facture')],
    [
      '/pieces/piece-3',
      { octets: new TextEncoder().encode('ceci n’est pas un PDF'), type: 'application/pdf' },
    ],
    ['/pieces/piece-4/vignette', { octets: image, type: 'image/jpeg' }],
    ['/pieces/piece-7', pdf(4, 'l audition')],
  ]);
  service = await servir(dossier, contenus);
  navigateur = await ouvrirNavigateur();
  page = await navigateur.newPage({ viewport: { width: 1000, height: 800 }, colorScheme: 'light' });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto(`${service.url}/#1.2`);
});

afterAll(async () => {
  await navigateur.close();
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const attendrePosition = (position: string): Promise<unknown> => page.waitForURL(`**/#${position}`);
const axe = async (): Promise<unknown> => {
  const source = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(source);
  return page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html).join(' | ')))",
  );
};

describe('le lecteur, dans un navigateur et sous la politique de contenu stricte', () => {
  test('s’ouvre à la page demandée, avec un texte qui se sélectionne', async () => {
    const texte = page.getByLabel('Pièce 1, page 2 sur 3').getByText('Page 2 de la plainte');
    await texte.waitFor();
    expect(await page.getByLabel(/Aller à la pièce/).inputValue()).toBe('1.2');
    expect(await page.locator('canvas[aria-hidden]').count()).toBeGreaterThan(0);
  });

  test('va d’une pièce à l’autre par N et P, fichiers joints compris, et le rapporte', async () => {
    await page.keyboard.press('n');
    await attendrePosition('2.1');
    await page.keyboard.press('n');
    await attendrePosition('2-1.1');
    await page.getByLabel('Pièce 2-1, page 1 sur 1').getByText('Page 1 de la facture').waitFor();
    await page.keyboard.press('n');
    await attendrePosition('3.1');
    for (const position of ['2-1.1', '2.1']) {
      await page.keyboard.press('p');
      await attendrePosition(position);
    }
    await page.keyboard.press('p');
    await attendrePosition('1.1');
  });

  test('T va à « 7.3 » ; la page est lue, la pièce d’avant est fermée au besoin', async () => {
    await page.keyboard.press('t');
    await page.keyboard.type('7.3');
    await page.keyboard.press('Enter');
    await attendrePosition('7.3');
    await page.getByLabel('Pièce 7, page 3 sur 4').getByText('Page 3 de l audition').waitFor();
  });

  test('une pièce abîmée, une pièce altérée et un type inconnu ont chacun leur phrase ; les autres restent lisibles', async () => {
    await page.getByLabel('Pièce affichée').selectOption('3');
    await page.getByText('Ce fichier PDF est endommagé').waitFor();
    await page.getByRole('button', { name: 'Réessayer' }).waitFor();
    await page.getByLabel('Pièce affichée').selectOption('5');
    await page.getByText('ne correspond plus à son empreinte').waitFor();
    await page.getByRole('heading', { name: 'Releve.zip' }).waitFor();
    await page.getByLabel('Pièce affichée').selectOption('4');
    await page.getByAltText('Pièce 4 : Photographie du rayon').waitFor();
  });

  test('la barre oblique cherche dans la pièce sans accent ni casse, et compte', async () => {
    await page.getByLabel('Pièce affichée').selectOption('2');
    await attendrePosition('2.1');
    await page.getByLabel('Lecture continue des pièces').focus();
    await page.keyboard.press('/');
    await page.keyboard.type('TÉMOIN');
    await page.keyboard.press('Enter');
    await page.getByText('1 sur 2 dans la pièce 2').waitFor();
    await page.keyboard.press('Enter');
    await page.getByText('2 sur 2 dans la pièce 2').waitFor();
    await page.keyboard.press('Escape');
  });

  test('V marque la pièce comme vue, et la marque revient au rechargement', async () => {
    await page.keyboard.press('v');
    await page.reload();
    await page.getByRole('option', { name: '✓ 2. Constatations' }).waitFor({ state: 'attached' });
  });

  test('tient dans 320 pixels, sans défaut d’accessibilité ni violation de politique', async () => {
    await page.setViewportSize({ width: 320, height: 640 });
    await page
      .getByText(/Page \d de constatations/)
      .first()
      .waitFor();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(320);
    expect(await axe()).toEqual([]);
    expect(violations).toEqual([]);
  });
});
