import { mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { contexteDe } from '@ppn/scenarios/ecran';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { noterLesGestes } from './gestes.ts';

export { donnerLePin, ouvrirNavigateur, seConnecter } from '@ppn/scenarios/ecran';

const CAPTURES = join(import.meta.dirname, '..', '..', '.captures');
/** `PPN_CAPTURES=1` : garde aussi l'ecran sombre et celui de 320 px. */
const CAPTURES_ENTIERES = (process.env['PPN_CAPTURES'] ?? '') !== '';
const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Un poste de travail : son contexte, sa page, et ce que la politique de contenu a refuse. */
export type Poste = { readonly contexte: BrowserContext; readonly page: Page; readonly violations: string[] };

/** Ouvre un poste vierge a 1 280 × 800, en francais, heure de Paris. */
export async function ouvrirPoste(navigateur: Browser): Promise<Poste> {
  const contexte = await contexteDe(navigateur);
  const violations: string[] = [];
  return { contexte, page: await ouvrirOnglet(contexte, violations), violations };
}

/** Ouvre un onglet dont les refus de la politique de contenu et les exceptions sont retenus. */
export async function ouvrirOnglet(contexte: BrowserContext, violations: string[]): Promise<Page> {
  const page = await contexte.newPage();
  page.setDefaultTimeout(30_000);
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) violations.push(message.text());
  });
  page.on('pageerror', (erreur) => violations.push(erreur.message));
  await noterLesGestes(page);
  return page;
}

/** Garde une image de la page dans `.captures/` (ignore par git). */
export async function capturer(page: Page, nom: string): Promise<void> {
  mkdirSync(CAPTURES, { recursive: true });
  await page.screenshot({ path: join(CAPTURES, `${nom}.png`) });
}

/** Defauts d'accessibilite vus par axe (WCAG AA, RGAA, bonnes pratiques), ou des seules regles nommees. */
export async function defautsAxe(page: Page, regles: readonly string[] = []): Promise<readonly string[]> {
  // Une page deja regardee garde axe : le relire a chaque fois coute plus que de la regarder.
  if (!(await page.evaluate('typeof axe === "object"'))) await page.evaluate(AXE);
  const options = { resultTypes: ['violations'], ...(regles.length > 0 ? { runOnly: regles } : {}) };
  const defauts: unknown = await page.evaluate(
    `axe.run(document, ${JSON.stringify(options)}).then((r) => r.violations.map((v) => v.id + ' ' + v.nodes.map((n) => n.html.slice(0, 160)).join(' | ')))`,
  );
  return Array.isArray(defauts) ? defauts.map(String) : [String(defauts)];
}

/** Ce que le theme sombre peut changer. */
const REGLES_DE_COULEUR = ['color-contrast', 'link-in-text-block'];

/** La meme page dans les deux themes et a 320 px : ni defaut axe, ni debordement. Rend la liste des ecarts. */
export async function ecartsDEcran(page: Page, nom: string): Promise<readonly string[]> {
  const ecarts: string[] = [];
  for (const [theme, largeur, regles] of [
    ['light', 1280, []],
    ['dark', 1280, REGLES_DE_COULEUR],
    ['light', 320, []],
  ] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.setViewportSize({ width: largeur, height: 800 });
    for (const defaut of await defautsAxe(page, regles))
      ecarts.push(`${nom} ${theme} ${largeur} : ${defaut}`);
    const large = await page.evaluate(() => document.documentElement.scrollWidth);
    if (large > largeur) ecarts.push(`${nom} déborde à ${largeur} px : ${large}`);
    if (CAPTURES_ENTIERES || (theme === 'light' && largeur === 1280))
      await capturer(page, `${nom}-${theme === 'dark' ? 'sombre' : 'clair'}-${largeur}`);
  }
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize({ width: 1280, height: 800 });
  return ecarts;
}
