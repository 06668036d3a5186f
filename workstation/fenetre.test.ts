import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import chromium from '@sparticuz/chromium';
import { chromium as pilote } from 'playwright-core';
import type { Browser, FrameLocator, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monterPoste, PIN } from './essais/poste.ts';
import type { PosteDEssai } from './essais/poste.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Pas les arguments de @sparticuz/chromium : ils coupent la sécurité du Web (`--disable-web-security`), donc l'en-tête `Origin`. */
const ARGUMENTS = [
  '--no-sandbox',
  '--no-zygote',
  '--disable-dev-shm-usage',
  '--disable-gpu',
  '--font-render-hinting=none',
];
const CAPTURES = process.env['PPN_CAPTURES'];

/** Un portail réduit à l'essentiel : il dépose la demande, montre la fenêtre, affiche ce que l'agent lui répond. */
const PORTAIL = `<!doctype html><html lang="fr"><title>Portail</title><main><h1>Portail</h1><output id="recu"></output></main>
<script>
addEventListener('message', ({ origin, data }) => { document.getElementById('recu').textContent = origin + ' ' + JSON.stringify(data); });
window.demander = async (agent, ordres) => {
  const reponse = await fetch(agent + '/demandes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ordres }) });
  const { fenetre } = await reponse.json();
  document.querySelector('iframe')?.remove();
  document.getElementById('recu').textContent = '';
  const cadre = Object.assign(document.createElement('iframe'), { src: agent + fenetre, title: 'Agent de carte', width: 460, height: 620 });
  cadre.addEventListener('load', () => cadre.focus());
  document.querySelector('main').append(cadre);
};
</script></html>`;

let portail: Server;
let origine: string;
let poste: PosteDEssai;
let navigateur: Browser;
let page: Page;
let fenetre: FrameLocator;
beforeAll(async () => {
  portail = createServer((_requete, reponse) => reponse.setHeader('content-type', 'text/html').end(PORTAIL));
  await new Promise<void>((tenir) => portail.listen(0, '127.0.0.1', tenir));
  const adresse = portail.address();
  origine = `http://localhost:${typeof adresse === 'object' ? adresse?.port : 0}`;
  poste = await monterPoste({ origines: [origine] });
  navigateur = await pilote.launch({
    executablePath: await chromium.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
  page = await navigateur.newPage({ viewport: { width: 520, height: 760 } });
  await page.goto(origine);
  fenetre = page.frameLocator('iframe');
});
afterAll(async () => {
  await navigateur.close();
  await new Promise((tenir) => portail.close(tenir));
  await poste.fermer();
});

const attendre = async (
  url: string,
  charges: readonly Readonly<Record<string, unknown>>[],
): Promise<void> => {
  const ordres = await Promise.all(charges.map((charge) => poste.ordre({ origin: origine, ...charge })));
  await page.evaluate(([agent, jws]) => Reflect.get(globalThis, 'demander')(agent, jws), [
    url,
    ordres,
  ] as const);
};
const estActif = (element: Locator): Promise<boolean> => element.evaluate((noeud) => noeud.matches(':focus'));
const recu = (): Promise<string> => page.locator('#recu:not(:empty)').innerText();
const photographier = async (nom: string): Promise<void> => {
  if (CAPTURES !== undefined) await page.locator('iframe').screenshot({ path: `${CAPTURES}/${nom}.png` });
};
const defautsAxe = async (): Promise<readonly string[]> => {
  const cadre = page.frames()[1];
  await cadre?.evaluate(AXE);
  const violations: unknown = await cadre?.evaluate(
    'axe.run().then(({ violations }) => violations.map(({ id }) => id))',
  );
  return Array.isArray(violations) ? violations.map(String) : ['axe muet'];
};

test('la fenêtre montre les actes, garde le PIN pour elle, dit les essais, signe au clavier et prévient le portail', async () => {
  const sansAutomate = await poste.demarrer({ origines: [origine], fournisseurDePin: undefined });
  await attendre(
    sansAutomate.url,
    ['Procès-verbal de plainte', 'Procès-verbal d’audition <b>de la victime</b>', 'Rapport de synthèse'].map(
      (titre) => poste.acte(titre),
    ),
  );
  await fenetre.getByRole('heading', { name: 'Signer 3 actes' }).waitFor();
  expect(await fenetre.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Procès-verbal de plainte\s+[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/),
    expect.stringContaining('<b>de la victime</b>'),
    expect.stringContaining('Rapport de synthèse'),
  ]);
  await fenetre.getByRole('radio', { name: /Camille MOREAU.*3 essais/ }).waitFor();
  expect(await estActif(fenetre.getByLabel('Code PIN'))).toBe(true);
  await photographier('signer');
  expect(await defautsAxe()).toEqual([]);

  for (const phrase of [
    'PIN faux. Il reste 2 essais.',
    'PIN faux. Dernier essai avant le verrouillage de la carte.',
  ]) {
    await page.keyboard.type('0000');
    await page.keyboard.press('Enter');
    await fenetre.getByRole('alert').getByText(phrase).waitFor();
    expect(await estActif(fenetre.getByLabel('Code PIN'))).toBe(true);
  }
  await fenetre.getByText('Dernier essai', { exact: true }).waitFor();
  await page.emulateMedia({ colorScheme: 'dark' });
  await photographier('dernier-essai-sombre');
  expect(await defautsAxe()).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
  await page.keyboard.type(PIN);
  await page.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('3 actes signés.').waitFor();
  await photographier('signe');
  const message = await recu();
  expect(message).toContain(`${sansAutomate.url} {"type":"ppn-agent"`);
  expect(JSON.parse(message.slice(message.indexOf('{')))).toMatchObject({
    etat: 'faite',
    resultats: [{}, {}, {}],
  });
  expect(message).not.toContain(PIN);
});

test('Échap annule, rien n’est signé et le portail le sait', async () => {
  const sansAutomate = await poste.demarrer({ origines: [origine], fournisseurDePin: undefined });
  await attendre(sansAutomate.url, [{ op: 'authentifier', defi: 'Z'.repeat(43) }]);
  await fenetre.getByRole('radio', { name: /Camille/ }).waitFor();
  await photographier('identifier');
  await page.keyboard.press('Escape');
  await fenetre.getByRole('status').getByText('Demande annulée').waitFor();
  expect(await recu()).toContain('"etat":"annulee"');
});

test('devant plusieurs cartes, aucune n’est choisie d’avance ; les flèches choisissent, Tabulation mène au PIN', async () => {
  const deux = await poste.remettre({
    id: 'hugo',
    prenom: 'Hugo',
    nom: 'LEROY',
    dossierCartes: `${poste.dossier}/deux`,
  });
  await poste.remettre({ id: 'lea', prenom: 'Léa', nom: 'PETIT', dossierCartes: `${poste.dossier}/deux` });
  const sansAutomate = await poste.demarrer({
    origines: [origine],
    fournisseurDePin: undefined,
    cartes: `${poste.dossier}/deux`,
  });
  await attendre(sansAutomate.url, [{ op: 'authentifier', defi: 'Y'.repeat(43) }]);
  await fenetre.getByRole('radio', { name: /Hugo/ }).waitFor();
  expect(await fenetre.locator(':checked').count()).toBe(0);
  expect(await fenetre.getByLabel('Code PIN').isDisabled()).toBe(true);
  for (const touche of ['ArrowDown', 'Tab']) await page.keyboard.press(touche);
  await page.keyboard.type(PIN);
  await photographier('plusieurs-cartes');
  await page.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('Carte reconnue.').waitFor();
  const message = await recu();
  const { resultats } = JSON.parse(message.slice(message.indexOf('{')));
  expect(resultats[0].certificatSignature).not.toBe(Buffer.from(deux.certificatSignature).toString('base64'));
});

test('une carte hors d’usage se dit avant tout PIN, et l’absence de carte aussi', async () => {
  const perdue = await poste.remettre({ id: 'lecteur-vide', dossierCartes: `${poste.dossier}/ailleurs` });
  const sansCarte = await poste.demarrer({ origines: [origine], fournisseurDePin: undefined });
  await attendre(sansCarte.url, [poste.acte('Plainte', perdue)]);
  await fenetre.getByText('La carte qui doit signer n’est pas dans le lecteur.').waitFor();
  expect(await fenetre.getByLabel('Code PIN').isDisabled()).toBe(true);
  const expiree = await poste.remettre({ id: 'expiree', prenom: 'Inès', nom: 'BERTIN', cas: 'expiree' });
  await attendre(sansCarte.url, [poste.acte('Plainte', expiree)]);
  await fenetre.getByRole('alert').getByText('Les certificats de cette carte ont expiré').waitFor();
  await photographier('expiree');
  expect(await defautsAxe()).toEqual([]);
});

test('un autre site ne peut ni encadrer la fenêtre ni y envoyer un PIN', async () => {
  const sansAutomate = await poste.demarrer({ origines: [origine], fournisseurDePin: undefined });
  const corps = JSON.stringify({
    ordres: [await poste.ordre({ origin: origine, ...poste.acte('Plainte') })],
  });
  const creee = await fetch(`${sansAutomate.url}/demandes`, {
    method: 'POST',
    headers: { origin: origine, 'content-type': 'application/json' },
    body: corps,
  });
  const lue: unknown = await creee.json();
  const chemin = String(Reflect.get(Object(lue), 'fenetre'));
  const reponse = await fetch(`${sansAutomate.url}${chemin}`);
  const politique = reponse.headers.get('content-security-policy') ?? '';
  expect(politique).toContain(`frame-ancestors ${origine}`);
  expect(politique).toContain("default-src 'none'; script-src 'self'");
  const jeton = /data-jeton="([^"]+)"/.exec(await reponse.text())?.[1] ?? '';
  const presenter = async (entetes: Readonly<Record<string, string>>, usage = jeton): Promise<number> =>
    (
      await fetch(`${sansAutomate.url}${chemin}/pin`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...entetes },
        body: JSON.stringify({ jeton: usage, carte: 'camille', pin: PIN }),
      })
    ).status;
  expect(await presenter({ origin: origine })).toBe(403);
  expect(await presenter({})).toBe(403);
  expect(await presenter({ origin: sansAutomate.url, 'sec-fetch-site': 'same-site' })).toBe(403);
  expect(await presenter({ origin: sansAutomate.url }, 'jeton-devine')).toBe(400);
  expect(await presenter({ origin: sansAutomate.url, 'content-type': 'text/plain' })).toBe(400);
  expect(await presenter({ origin: sansAutomate.url })).toBe(200);
  expect(await presenter({ origin: sansAutomate.url })).toBe(400);
});
