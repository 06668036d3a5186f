import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import chromium from '@sparticuz/chromium';
import { chromium as pilote } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';
import { build } from 'vite';

/** Pas les arguments du paquet : ils coupent la securite du Web (`--disable-web-security`). */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
];
const CAPTURES = join(import.meta.dirname, '..', '..', '..', '.captures');
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Construit la page dans ce dossier ; rend son chemin. */
export async function construireLaPage(dossier: string): Promise<string> {
  const configFile = join(import.meta.dirname, '..', 'vite.config.ts');
  await build({ configFile, logLevel: 'error', build: { outDir: dossier, emptyOutDir: true } });
  return join(dossier, 'verificateur.html');
}

/** La page ouverte en `file://`, coupee du reseau ; `ecarts` retient requetes, refus de la politique et exceptions. */
export type PageOuverte = { readonly page: Page; readonly ecarts: string[] };

export const ouvrirNavigateur = async (): Promise<Browser> =>
  pilote.launch({ executablePath: await chromium.executablePath(), args: ARGUMENTS, headless: true });

/** Ouvre la page dans un contexte vierge, hors ligne. */
export async function ouvrirPage(navigateur: Browser, chemin: string): Promise<PageOuverte> {
  const contexte = await navigateur.newContext({
    viewport: { width: 1280, height: 800 },
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
    acceptDownloads: true,
    offline: true,
  });
  const page = await contexte.newPage();
  page.setDefaultTimeout(60_000);
  const ecarts: string[] = [];
  page.on('request', (requete) => {
    if (!/^(?:file|blob|data):/u.test(requete.url())) ecarts.push(`requête : ${requete.url()}`);
  });
  page.on('console', (message) => {
    if (message.type() === 'error') ecarts.push(`console : ${message.text()}`);
  });
  page.on('pageerror', (erreur) => ecarts.push(`exception : ${erreur.message}`));
  await page.goto(pathToFileURL(chemin).href);
  return { page, ecarts };
}

/** Depose des fichiers et attend le rapport, ou le refus, de la page. */
export async function deposer(page: Page, ...fichiers: readonly string[]): Promise<void> {
  await page.evaluate(() => document.getElementById('rapport')?.setAttribute('hidden', ''));
  await page.locator('#fichiers').setInputFiles([...fichiers]);
  await page.locator('#rapport:not([hidden]), #annonce:not([hidden])').first().waitFor({ timeout: 120_000 });
}

/** Le rapport JSON tel que la page l'enregistre. */
export async function rapportJson(page: Page): Promise<unknown> {
  const [telechargement] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /Enregistrer le rapport/u }).click(),
  ]);
  const lu: unknown = JSON.parse(readFileSync(await telechargement.path(), 'utf8'));
  return lu;
}

/** La page dans les deux themes et a 320 px : defauts d'axe et debordements. */
export async function ecartsDEcran(page: Page, nom: string): Promise<readonly string[]> {
  const ecarts: string[] = [];
  mkdirSync(CAPTURES, { recursive: true });
  for (const [theme, largeur] of [
    ['light', 1280],
    ['dark', 1280],
    ['light', 320],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: largeur, height: 800 });
    for (const defaut of await defautsAxe(page)) ecarts.push(`${nom} ${theme} ${largeur} : ${defaut}`);
    const large = await page.evaluate(() => document.documentElement.scrollWidth);
    if (large > largeur) ecarts.push(`${nom} déborde à ${largeur} px : ${large}`);
    await page.screenshot({
      path: join(CAPTURES, `verificateur-${nom}-${theme}-${largeur}.png`),
      fullPage: true,
    });
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
  return ecarts;
}

async function defautsAxe(page: Page): Promise<readonly string[]> {
  await page.evaluate(AXE);
  const defauts: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')))",
  );
  return Array.isArray(defauts) ? defauts.map(String) : [String(defauts)];
}
