import { execFileSync } from 'node:child_process';
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium as pilote } from 'playwright-core';
import type { BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { monterPoste, PIN } from './essais/poste.ts';
import type { PosteDEssai } from './essais/poste.ts';
import { installer } from './index.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const CAPTURES = process.env['PPN_CAPTURES'];

/** Un portail reduit a l'essentiel : il parle a l'agent par l'extension, comme `portals/api-client`. */
const PORTAIL = `<!doctype html><html lang="fr"><title>Portail</title><main><h1>Portail</h1></main>
<script>
window.demander = (action, corps) => new Promise((tenir) => {
  const numero = crypto.randomUUID();
  addEventListener('message', ({ source, data }) => { if (source === window && data?.type === 'ppn-agent-reponse' && data.numero === numero) tenir(data.reponse); });
  window.postMessage({ type: 'ppn-agent-demande', numero, action, corps }, location.origin);
});
</script></html>`;

let dossier: string;
let portail: Server;
let origine: string;
let poste: PosteDEssai;
let contexte: BrowserContext;
let page: Page;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-extension-'));
  portail = createServer((_requete, reponse) => reponse.setHeader('content-type', 'text/html').end(PORTAIL));
  await new Promise<void>((tenir) => portail.listen(0, '127.0.0.1', tenir));
  const adresse = portail.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  origine = `http://localhost:${port}`;
  // L'hote est un vrai processus : il lit l'heure du poste, les cartes et les ordres sont donc d'aujourd'hui.
  poste = await monterPoste({ origines: [origine], horloge: () => new Date() }, new Date());
  const { lanceurDuProfil, extension } = await installerDansUnProfil();
  contexte = await pilote.launchPersistentContext(lanceurDuProfil, {
    executablePath: execFileSync('which', ['chromium'], { encoding: 'utf8' }).trim(),
    headless: false,
    args: [
      '--headless=new',
      '--no-sandbox',
      `--load-extension=${extension}`,
      `--disable-extensions-except=${extension}`,
      '--disable-features=DisableLoadExtensionCommandLineSwitch',
    ],
    ignoreDefaultArgs: ['--disable-extensions'],
    locale: 'fr-FR',
  });
  page = await contexte.newPage();
  await page.goto(origine);
  await page.locator('html[data-ppn-agent-de-poste="1"]').waitFor();
});
afterAll(async () => {
  await contexte?.close();
  await new Promise((tenir) => portail.close(tenir));
  await poste?.fermer();
  await rm(dossier, { recursive: true, force: true });
});

/** Installe l'extension et l'hote comme un exploitant, le manifeste la ou ce profil de Chromium le cherche. */
async function installerDansUnProfil(): Promise<{
  readonly lanceurDuProfil: string;
  readonly extension: string;
}> {
  const cles = join(dossier, 'interieur.json');
  await writeFile(cles, JSON.stringify({ ...poste.reglages.clesServeur['interieur'], kid: 'interieur' }));
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const { extension, manifestes } = await installer({
    vers: join(dossier, 'poste'),
    origines: [origine],
    cle: publicKey.export({ type: 'spki', format: 'der' }),
    environnement: {
      AGENT_ORIGINES: origine,
      AGENT_CLES: cles,
      AGENT_CARTES: poste.cartes,
      AGENT_DOSSIER: join(dossier, 'etat'),
    },
  });
  const profil = join(dossier, 'profil');
  await mkdir(join(profil, 'NativeMessagingHosts'), { recursive: true });
  await copyFile(manifestes.chrome, join(profil, 'NativeMessagingHosts', 'fr.ppn.agent.json'));
  return { lanceurDuProfil: profil, extension };
}

type Reponse = {
  readonly ok: boolean;
  readonly valeur?: unknown;
  readonly erreur?: { readonly code: string };
};
const demander = (action: string, corps?: object, ici = page): Promise<Reponse> =>
  ici.evaluate(([geste, charge]) => Reflect.get(globalThis, 'demander')(geste, charge), [
    action,
    corps,
  ] as const);
const ordre = (charge: Readonly<Record<string, unknown>>): Promise<string> =>
  poste.ordre({ origin: origine, ...charge });
/** Par le protocole du navigateur : la politique de l'extension interdit tout script de la page qui ne soit pas le sien. */
const defautsAxe = async (fenetre: Page): Promise<unknown> => {
  await fenetre.evaluate(AXE);
  return fenetre.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
};
const photographier = async (fenetre: Page, nom: string): Promise<void> => {
  if (CAPTURES === undefined) return;
  mkdirSync(CAPTURES, { recursive: true });
  await fenetre.screenshot({ path: join(CAPTURES, `${nom}.png`) });
};

test('la page voit les cartes par l’extension, sans port d’écoute', async () => {
  expect(await demander('etat')).toMatchObject({
    ok: true,
    valeur: { cartes: [{ id: 'camille', titulaire: 'Camille MOREAU', etat: 'utilisable' }] },
  });
});

test('la fenêtre à part montre les actes, prend le PIN, signe et se ferme ; la page n’a que la signature', async () => {
  const ouverture = contexte.waitForEvent('page');
  const ordres = await Promise.all(
    ['Procès-verbal de plainte', 'Procès-verbal d’audition <b>de la victime</b>'].map((titre) =>
      ordre(poste.acte(titre)),
    ),
  );
  const { valeur } = await demander('deposer', { ordres });
  const id = String(Reflect.get(Object(valeur), 'id'));
  const fenetre = await ouverture;
  await fenetre.getByRole('heading', { name: 'Signer 2 actes' }).waitFor();
  expect(fenetre.url()).toMatch(/^chrome-extension:\/\/[a-p]{32}\/fenetre\.html\?demande=/);
  expect(await fenetre.getByRole('listitem').allInnerTexts()).toEqual([
    expect.stringMatching(/^Procès-verbal de plainte\s+[0-9a-f]{4} [0-9a-f]{4} [0-9a-f]{4}$/),
    expect.stringContaining('<b>de la victime</b>'),
  ]);
  await fenetre.getByText('3 essais').waitFor();
  await photographier(fenetre, 'extension-signer');
  expect(await defautsAxe(fenetre)).toEqual([]);
  await fenetre.getByLabel('Code PIN').fill('0000');
  await fenetre.keyboard.press('Enter');
  await fenetre.getByRole('alert').getByText('PIN faux. Il reste 2 essais.').waitFor();
  const fermeture = fenetre.waitForEvent('close');
  await fenetre.getByLabel('Code PIN').fill(PIN);
  await fenetre.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('2 actes signés.').waitFor();
  await fermeture;
  const suivie = await demander('suivre', { id });
  expect(suivie).toMatchObject({ ok: true, valeur: { etat: 'faite', resultats: [{}, {}] } });
  expect(JSON.stringify(suivie)).not.toContain(PIN);
});

test('fermer la fenêtre annule, et un ordre présenté ne resservira pas', async () => {
  const ouverture = contexte.waitForEvent('page');
  const unique = await ordre({ op: 'authentifier', defi: 'Z'.repeat(43) });
  const { valeur } = await demander('deposer', { ordres: [unique] });
  const fenetre = await ouverture;
  await fenetre.getByRole('radio', { name: /Camille/ }).waitFor();
  await fenetre.close();
  const corps = { id: String(Reflect.get(Object(valeur), 'id')) };
  await expect.poll(async () => (await demander('suivre', corps)).valeur).toMatchObject({ etat: 'annulee' });
  expect(await demander('deposer', { ordres: [unique] })).toMatchObject({ erreur: { code: 'ordre-rejoue' } });
  expect(
    await demander('deposer', {
      ordres: [await ordre({ op: 'authentifier', defi: 'Z'.repeat(43), origin: 'http://localhost:4000' })],
    }),
  ).toMatchObject({ erreur: { code: 'origine-refusee' } });
});

test('une page ne peut ni jouer la fenêtre, ni parler d’un autre port du même hôte, ni d’un site sans relais', async () => {
  const { valeur } = await demander('deposer', { ordres: [await ordre(poste.acte('Guet'))] });
  const demande = String(Reflect.get(Object(valeur), 'id'));
  for (const action of ['presenter', 'pin', 'debloquer', 'annuler'])
    expect(await demander(action, { demande })).toMatchObject({ erreur: { code: 'origine-refusee' } });
  const autre = createServer((_requete, reponse) =>
    reponse.setHeader('content-type', 'text/html').end(PORTAIL),
  );
  await new Promise<void>((tenir) => autre.listen(0, '127.0.0.1', tenir));
  const adresse = autre.address();
  const port = typeof adresse === 'object' && adresse !== null ? adresse.port : 0;
  const pirate = await contexte.newPage();
  await pirate.goto(`http://localhost:${port}`);
  expect(await demander('etat', undefined, pirate)).toMatchObject({ erreur: { code: 'origine-refusee' } });
  await pirate.goto(`http://127.0.0.1:${port}`);
  expect(await pirate.locator('html').getAttribute('data-ppn-agent-de-poste')).toBeNull();
  await pirate.close();
  autre.closeAllConnections();
  autre.close();
});
