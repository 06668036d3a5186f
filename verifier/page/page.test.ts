import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { Browser, Page } from 'playwright-core';
import { executer } from '../commande.ts';
import { lecteurDeDossier } from '../dossier/lecteur.ts';
import { texteDesActes } from '../texte-des-actes.ts';
import {
  construireLaPage,
  deposer,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPage,
  rapportJson,
} from './essais/banc-de-page.ts';
import { ecrireFichiersSignes } from './essais/fichiers-signes.ts';
import type { FichiersSignes } from './essais/fichiers-signes.ts';

let dossier: string;
let html: string;
let signes: FichiersSignes;
let ancres: readonly string[];
let navigateur: Browser;
let page: Page;
let ecarts: string[];

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-page-'));
  html = await construireLaPage(join(dossier, 'page'));
  signes = await ecrireFichiersSignes(dossier);
  ancres = (await readdir(signes.ancres)).map((nom) => join(signes.ancres, nom));
  navigateur = await ouvrirNavigateur();
}, 120_000);

afterAll(async () => {
  await navigateur.close();
  await rm(dossier, { recursive: true, force: true });
});

beforeEach(async () => {
  ({ page, ecarts } = await ouvrirPage(navigateur, html));
  return () => page.context().close();
});

/** Ce que dit la commande, par les memes ancres ; sans ancres, par celles du dossier. */
async function commande(
  chemin: string,
  avec: readonly string[] = ['--ancres', signes.ancres],
): Promise<unknown> {
  const issue = await executer(['--json', ...avec, chemin], {
    racine: dossier,
    dossier,
    environnement: {},
    comparerTexte: texteDesActes,
    lecteurs: [lecteurDeDossier()],
  });
  const lu: unknown = JSON.parse(issue.sortie);
  return lu;
}

test.each(['acte.pdf', 'acte-altere.pdf', 'acte-autre-texte.pdf', 'pli.asice', 'note.txt'])(
  'la page rend de %s le rapport de la commande, sans une requête',
  async (nom) => {
    await deposer(page, ...ancres, signes.chemin(nom));
    expect(await rapportJson(page)).toEqual(await commande(signes.chemin(nom)));
    expect(ecarts).toEqual([]);
  },
);

test.each(['valide-complet.zip', 'octet-change.zip', 'page-changee.zip'])(
  'la page rend du dossier %s le rapport de la commande, à la lettre',
  async (nom) => {
    const chemin = join(import.meta.dirname, '..', 'vecteurs', nom);
    await deposer(page, chemin);
    expect(await rapportJson(page)).toEqual(await commande(chemin, []));
    expect(ecarts).toEqual([]);
  },
);

test('une signature à part se dépose avec son contenu', async () => {
  await deposer(page, ...ancres, signes.chemin('note.txt'), signes.chemin('note.txt.p7s'));
  expect(await rapportJson(page)).toEqual(await commande(signes.chemin('note.txt.p7s')));
  expect(await page.locator('.verdict').textContent()).toContain('Valide');
});

test('sans certificat de confiance, rien n’est valide, et la page dit quoi ajouter ; ajoutés, ils sont gardés d’un fichier à l’autre', async () => {
  await deposer(page, signes.chemin('acte.pdf'));
  expect(await page.locator('.verdict').textContent()).toContain('Indéterminé');
  expect(await page.locator('#rapport').textContent()).toContain('ajoutez les certificats de confiance');
  await page.locator('#ancres').setInputFiles([...ancres]);
  await deposer(page, signes.chemin('acte.pdf'));
  expect(await page.locator('.verdict').textContent()).toBe('Valide : rien n’a changé depuis la signature');
});

test('un fichier illisible ou plusieurs à la fois : une phrase, pas une panne', async () => {
  await deposer(page, signes.chemin('acte.pdf'), signes.chemin('pli.asice'), signes.chemin('note.txt'));
  expect(await page.locator('#annonce').textContent()).toContain('un seul fichier');
  const vide = join(dossier, 'vide.zip');
  await writeFile(vide, '');
  await deposer(page, vide);
  expect(await page.locator('.verdict').textContent()).toContain('Rien à vérifier');
  expect(ecarts).toEqual([]);
});

test('tout se fait au clavier, et un rapport prend le foyer', async () => {
  // Le pilote met un instant a se placer devant le choix de fichier : l'attendre avant d'appuyer.
  const choisi = page.waitForEvent('filechooser');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Choisir un fichier…');
  await page.keyboard.press('Enter');
  const choix = await choisi;
  await choix.setFiles([...ancres, signes.chemin('pli.asice')]);
  await page.locator('#rapport:not([hidden])').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('rapport');
  const rang = page.locator('.piece summary').first();
  await rang.focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('.piece[open] .detail').first().textContent()).toContain('SHA-256');
});

test('on dépose en glissant, on cherche, on filtre, on imprime tout le détail', async () => {
  await page.locator('#ancres').setInputFiles([...ancres]);
  await glisser(page, signes.chemin('pli.asice'));
  await page.getByLabel('Chercher une pièce').fill('NOTE');
  expect(await page.locator('.piece:visible').count()).toBe(1);
  await page.getByLabel('Seulement ce qui n’est pas valide').check();
  expect(await page.getByText('Aucune pièce ne répond à ce filtre.').isVisible()).toBe(true);
  await page.getByLabel('Seulement ce qui n’est pas valide').uncheck();
  await page.getByLabel('Chercher une pièce').fill('');
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  await page.emulateMedia({ media: 'print' });
  expect(await page.locator('.piece .detail:visible').count()).toBe(2);
  expect(await page.locator('#depot').isVisible()).toBe(false);
});

/** Depose un fichier comme a la souris. */
async function glisser(sur: Page, chemin: string): Promise<void> {
  const octets = [...(await readFile(chemin))];
  await sur.evaluate(
    ({ nom, lus }) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([Uint8Array.from(lus)], nom));
      document.body.dispatchEvent(new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true }));
    },
    { nom: basename(chemin), lus: octets },
  );
  await sur.locator('#rapport:not([hidden])').waitFor();
}

test('une vérification longue s’annule, et la page reste prête', async () => {
  const gros = join(dossier, 'gros.bin');
  await writeFile(gros, Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(200 * 1024 * 1024, 0x20)]));
  await page.locator('#fichiers').setInputFiles(gros);
  await page.getByRole('button', { name: 'Annuler' }).click();
  expect(await page.locator('#travail').isVisible()).toBe(false);
  await deposer(page, ...ancres, signes.chemin('acte.pdf'));
  expect(await page.locator('.verdict').textContent()).toContain('Valide');
});

test('l’accueil et les rapports sont accessibles, dans les deux thèmes et à 320 px', async () => {
  const vus = [...(await ecartsDEcran(page, 'accueil'))];
  for (const nom of ['acte.pdf', 'acte-autre-texte.pdf', 'pli.asice']) {
    await deposer(page, ...ancres, signes.chemin(nom));
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    vus.push(...(await ecartsDEcran(page, nom)));
  }
  expect(vus).toEqual([]);
});
