import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as playwright, type Page } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { idjDEssai } from './essais/jeu-d-essai.ts';
import { demarrerAgentFactice, demarrerServiceFactice } from './essais/service-factice.ts';
import configuration from './vite.config.ts';

let dossier = '';
let agent: Awaited<ReturnType<typeof demarrerAgentFactice>>;
let service: Awaited<ReturnType<typeof demarrerServiceFactice>>;
let navigateur: Browser;
let page: Page;
const violations: string[] = [];

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-bureau-'));
  await build({
    ...configuration,
    configFile: false,
    logLevel: 'error',
    build: { ...configuration.build, outDir: dossier, minify: false },
  });
  agent = await demarrerAgentFactice();
  service = await demarrerServiceFactice(dossier, agent.url);
  navigateur = await playwright.launch({
    executablePath: await chromium.executablePath(),
    args: ['--no-sandbox', '--disable-dev-shm-usage'],
    headless: true,
  });
  page = await navigateur.newPage({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  await page.goto(service.url);
});

afterAll(async () => {
  await navigateur.close();
  await service.arreter();
  await agent.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const jourEnChiffres = (dans: number): string =>
  new Date(Date.now() + dans * 86_400_000).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
const foyer = (): Promise<unknown> => page.evaluate(() => document.activeElement?.tagName);
const axe = async (): Promise<unknown> => {
  await page.evaluate(await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(
    "axe.run({ resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html).join(' | ')))",
  );
};

describe('le bureau pénal, dans un navigateur et sous la politique de contenu stricte', () => {
  test('montre ce qui attend, le nouveau dit en toutes lettres, et le compte dans l’onglet', async () => {
    await page.getByText('nouveau', { exact: true }).first().waitFor();
    expect(await page.title()).toBe('(6) À décider — PPN bureau pénal');
    expect(await foyer()).toBe('H1');
  });

  test('une procédure arrive sans recharger : annonce, liste et compte', async () => {
    await page.getByText('en direct').waitFor();
    service.faireArriver();
    await page.getByText('Nouvelle procédure à décider : Recel d’un téléphone').waitFor();
    await page.waitForFunction(() => document.title.startsWith('(7)'));
  });

  test('J choisit, Entrée ouvre, le titre du dossier prend le foyer', async () => {
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Vol à l’étalage' }).waitFor();
    await page.getByText('Je me présente à votre service').first().waitFor();
    expect(await foyer()).toBe('H1');
  });

  test('D puis P ouvre la convocation ; une audience trop proche est refusée à côté de sa date, article à l’appui', async () => {
    await page.keyboard.press('d');
    await page.getByRole('heading', { name: 'Quelle décision ?' }).waitFor();
    await page.keyboard.press('p');
    await page.getByLabel('Heure (Paris)').fill('9h00');
    await page.getByLabel('Date de l’audience').fill(jourEnChiffres(2));
    await page.getByText('articles 390-1 et 552 CPP').waitFor();
    expect(await page.getByLabel('Date de l’audience').getAttribute('aria-invalid')).toBe('true');
  });

  test('un créneau proposé suffit ; S ouvre la carte, et la décision part à l’unité', async () => {
    await page.locator('.creneau').first().click();
    await page.getByText('Audience le').waitFor();
    await page.keyboard.press('s');
    const fenetre = page.frameLocator('iframe');
    await fenetre.getByRole('button', { name: 'Signer' }).click();
    await page.getByText('La décision est signée.').waitFor();
    await page.getByRole('button', { name: 'Fermer', exact: true }).last().click();
    await page.getByText('Décision transmise à l’unité').waitFor();
  });

  test('un choix impossible dit pourquoi', async () => {
    await page.goto(`${service.url}/dossiers/${idjDEssai(4)}?onglet=decision`);
    await page.getByText('il n’y a personne à convoquer').waitFor();
    await page.keyboard.press('p');
    expect(await page.getByRole('heading', { name: 'Quelle décision ?' }).isVisible()).toBe(true);
  });

  test.each([
    { theme: 'light', largeur: 1_280 },
    { theme: 'dark', largeur: 1_280 },
    { theme: 'light', largeur: 320 },
  ] as const)(
    'sans défaut d’accessibilité ni débordement : thème $theme, $largeur pixels',
    async ({ theme, largeur }) => {
      await page.emulateMedia({ colorScheme: theme });
      await page.setViewportSize({ width: largeur, height: 800 });
      await page.getByText('Je me présente à votre service').first().waitFor();
      expect(await axe()).toEqual([]);
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(largeur);
      expect(violations).toEqual([]);
    },
  );
});
