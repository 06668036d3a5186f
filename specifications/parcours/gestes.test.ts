import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { tenirLeBudget } from './gestes.ts';
import { ouvrirNavigateur, ouvrirOnglet } from './navigateur.ts';

const ECRAN = `<meta charset="utf-8"><button>Signer</button><label>Texte <input></label><label>Choix <select><option>a<option>b</select></label>
  <label>Pièce <input type="file"></label>`;

let navigateur: Browser;
let page: Page;

beforeAll(async () => {
  navigateur = await ouvrirNavigateur();
}, 60_000);
beforeEach(async () => {
  page = await ouvrirOnglet(await navigateur.newContext(), []);
  await page.goto(`data:text/html,${encodeURIComponent(ECRAN)}`);
});
afterAll(() => navigateur?.close());

test('un clic, un accord, un choix de liste et un fichier sont quatre gestes ; le texte saisi n’en est pas un', async () => {
  const faits = await tenirLeBudget(page, { tache: 'tout faire', gestes: 4 }, async () => {
    await page.getByText('Signer').click();
    await page.getByLabel('Texte').pressSequentially('vol à l’étalage');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+k');
    await page.getByLabel('Choix').selectOption('b');
    await page
      .getByLabel('Pièce')
      .setInputFiles({ name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('a') });
  });
  expect(faits).toEqual(['clic Signer', 'touche Control+k', 'choix Choix ab', 'choix Pièce']);
});

test('au-dessus du budget, la tâche échoue et dit ses gestes', async () => {
  const deux = tenirLeBudget(page, { tache: 'signer', gestes: 1 }, async () => {
    await page.getByText('Signer').focus();
    await page.keyboard.press('s');
    await page.keyboard.press('Enter');
  });
  await expect(deux).rejects.toThrow('« signer » : 2 gestes, 1 permis : touche s, touche Enter.');
});

test('le compte suit d’une page à l’autre, et un compteur sourd se dit', async () => {
  const faits = await tenirLeBudget(page, { tache: 'suivre', gestes: 2 }, async () => {
    await page.getByText('Signer').click();
    await page.reload();
    await page.keyboard.press('c');
  });
  expect(faits).toEqual(['clic Signer', 'touche c']);
  await expect(tenirLeBudget(page, { tache: 'rien', gestes: 2 }, () => Promise.resolve())).rejects.toThrow(
    'aucun geste vu',
  );
});
