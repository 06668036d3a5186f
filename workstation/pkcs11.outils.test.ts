import { verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import { createRequire } from 'node:module';
import { initialiserSoftHsm, monterBanc, PIN_DU_BANC as PIN, PUK_DU_BANC as PUK } from '@ppn/confiance';
import type { BancDeCartes, CarteEmise, CertificatsDeCarte } from '@ppn/confiance';
import { ouvrirPilote } from '@ppn/pkcs11';
import type { Pilote } from '@ppn/pkcs11';
import chromium from '@sparticuz/chromium';
import { chromium as pilote } from 'playwright-core';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { monterPoste } from './essais/poste.ts';
import type { PosteDEssai } from './essais/poste.ts';
import { lecteurPkcs11 } from './index.ts';
import type { AgentEnMarche } from './index.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Un portail réduit à l'essentiel : il dépose la demande et encadre la fenêtre de l'agent. */
const PORTAIL = `<!doctype html><html lang="fr"><title>Portail</title><main></main>
<script>
window.demander = async (agent, ordres) => {
  const reponse = await fetch(agent + '/demandes', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ordres }) });
  const { id, fenetre } = await reponse.json();
  document.querySelector('iframe')?.remove();
  document.querySelector('main').append(Object.assign(document.createElement('iframe'), { src: agent + fenetre, title: 'Agent', width: 460, height: 700 }));
  return '/demandes/' + id;
};
</script></html>`;
const CAPTURES = process.env['PPN_CAPTURES'];
const ARGUMENTS = ['--no-sandbox', '--no-zygote', '--disable-dev-shm-usage', '--in-process-gpu'];
const etatFait = z.object({ resultats: z.array(z.object({ signature: z.string() })) });
let banc: BancDeCartes;
let gravee: CertificatsDeCarte;
let module: Pilote;
let poste: PosteDEssai;
let agent: AgentEnMarche;
let portail: Server;
let navigateur: Browser;
let page: Page;
let fenetre: FrameLocator;
beforeAll(async () => {
  banc = await monterBanc();
  gravee = await banc.graver('Carte agent', { algorithme: 'P-256', chaqueActe: true });
  await initialiserSoftHsm(banc.softhsm, { libelle: 'Badge de cantine', pin: PIN, puk: PUK });
  module = ouvrirPilote({
    module: banc.lecteur.module,
    acteMs: 5_000,
    environnement: { ...process.env, ...banc.lecteur.environnement },
  });
  portail = createServer((_requete, reponse) => reponse.setHeader('content-type', 'text/html').end(PORTAIL));
  await new Promise<void>((tenir) => portail.listen(0, '127.0.0.1', tenir));
  const adresse = portail.address();
  const origine = `http://localhost:${typeof adresse === 'object' ? adresse?.port : 0}`;
  poste = await monterPoste(
    { origines: [origine], horloge: () => new Date(), fournisseurDePin: undefined },
    new Date(),
  );
  agent = await poste.demarrer({ cartes: lecteurPkcs11(module) });
  navigateur = await pilote.launch({
    executablePath: await chromium.executablePath(),
    args: ARGUMENTS,
    headless: true,
  });
  page = await navigateur.newPage({ viewport: { width: 500, height: 760 } });
  await page.goto(origine);
  fenetre = page.frameLocator('iframe');
}, 300_000);
afterEach(async () => {
  for (const ordre of ['clavier', 'fige', 'plante', 'retire', 'verrouille'] as const)
    await banc.relacher(ordre);
});
afterAll(async () => {
  await navigateur?.close();
  portail.closeAllConnections();
  portail.close();
  await module?.arreter();
  await poste?.fermer();
  await banc?.fermer();
});

/** La carte gravee, sous la forme que demande `acte`. */
const carte = (): CarteEmise => ({
  id: 'jeton',
  dossier: '',
  certificatAuthentification: gravee.authentification,
  certificatSignature: gravee.signature,
  series: { authentification: '', signature: '' },
});
const ouvrir = async (
  titres: readonly string[],
): Promise<{ readonly url: string; readonly attributs: readonly string[] }> => {
  const origine = new URL(page.url()).origin;
  const actes = titres.map((titre) => poste.acte(titre, carte()));
  const ordres = await Promise.all(actes.map((acte) => poste.ordre({ origin: origine, ...acte })));
  const chemin: unknown = await page.evaluate(
    ([adresse, jws]) => Reflect.get(globalThis, 'demander')(adresse, jws),
    [agent.url, ordres] as const,
  );
  return { url: `${agent.url}${String(chemin)}`, attributs: actes.map(({ attributs }) => attributs) };
};
const sontSignes = async ({
  url,
  attributs,
}: Awaited<ReturnType<typeof ouvrir>>): Promise<readonly boolean[]> => {
  const reponse = await fetch(url, { headers: { origin: new URL(page.url()).origin } });
  const { resultats } = etatFait.parse(await reponse.json());
  const { publicKey } = new X509Certificate(gravee.signature);
  return attributs.map((attribut, rang) =>
    verify(
      'sha256',
      Buffer.from(attribut, 'base64'),
      publicKey,
      Buffer.from(resultats[rang]?.signature ?? '', 'base64'),
    ),
  );
};
const photographier = async (nom: string): Promise<void> => {
  if (CAPTURES !== undefined) await page.locator('iframe').screenshot({ path: `${CAPTURES}/${nom}.png` });
};
const defautsAxe = async (): Promise<unknown> => {
  const cadre = page.frames()[1];
  await cadre?.evaluate(AXE);
  return cadre?.evaluate('axe.run().then(({ violations }) => violations.map(({ id }) => id))');
};

test('une carte PKCS#11 se montre prête, dit un PIN faux, signe un lot en une saisie', async () => {
  const demande = await ouvrir(['Procès-verbal de plainte', 'Rapport de synthèse']);
  await fenetre.getByRole('radio', { name: /Camille MOREAU.*Prête/ }).waitFor();
  expect(await fenetre.getByRole('radio').count()).toBe(1);
  await fenetre.getByLabel('Code PIN').fill('0000');
  await page.keyboard.press('Enter');
  await fenetre
    .getByRole('alert')
    .getByText('PIN faux. Quelques essais faux verrouillent la carte.')
    .waitFor();
  await fenetre.getByText('PIN faux déjà présenté').waitFor();
  await photographier('pkcs11-pin-faux');
  expect(await defautsAxe()).toEqual([]);
  await fenetre.getByLabel('Code PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('2 actes signés.').waitFor();
  expect(await sontSignes(demande)).toEqual([true, true]);
});

test('sur un lecteur à clavier, la fenêtre ne demande aucun code et le dit', async () => {
  await banc.commander('clavier', `${PIN}\n${PIN}\n`);
  const demande = await ouvrir(['Procès-verbal d’audition']);
  await fenetre.getByText('Après « Signer », le code se saisit sur le lecteur.').waitFor();
  expect(await fenetre.getByLabel('Code PIN').isVisible()).toBe(false);
  await photographier('pkcs11-clavier');
  expect(await defautsAxe()).toEqual([]);
  await fenetre.getByRole('button', { name: 'Signer' }).click();
  await fenetre.getByRole('status').getByText('Acte signé.').waitFor();
  expect(await sontSignes(demande)).toEqual([true]);
});

test('une carte verrouillée se débloque par son PUK, puis signe avec le PIN neuf', async () => {
  await banc.commander('verrouille');
  const demande = await ouvrir(['Procès-verbal de constatations']);
  await fenetre.getByText('Votre PUK la débloque et lui donne un PIN neuf.').waitFor();
  await photographier('pkcs11-deblocage');
  expect(await defautsAxe()).toEqual([]);
  const remplir = async (puk: string, neuf: string, encore = neuf): Promise<void> => {
    await fenetre.getByLabel('Code de déblocage (PUK)').fill(puk);
    await fenetre.getByLabel('Nouveau PIN', { exact: true }).fill(neuf);
    await fenetre.getByLabel('Nouveau PIN, une seconde fois').fill(encore);
    await fenetre.getByRole('button', { name: 'Débloquer la carte' }).click();
  };
  await remplir(PUK, '1234', '1235');
  await fenetre.getByRole('alert').getByText('Les deux saisies du nouveau PIN diffèrent.').waitFor();
  await remplir('99999999', PIN);
  await fenetre.getByRole('alert').getByText('PUK faux.').waitFor();
  await remplir(PUK, PIN);
  await fenetre.getByText('Carte débloquée : donnez son nouveau PIN.').waitFor();
  await photographier('pkcs11-debloquee');
  await fenetre.getByLabel('Code PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('Acte signé.').waitFor();
  expect(await sontSignes(demande)).toEqual([true]);
});

test('une carte retirée puis remise pendant que la fenêtre attend, et un module qui plante, ne perdent pas la demande', async () => {
  const demande = await ouvrir(['Procès-verbal de saisie']);
  await fenetre.getByRole('radio', { name: /Camille/ }).waitFor();
  await banc.commander('retire');
  await fenetre.getByText('Aucune carte dans le lecteur. Insérez votre carte.').waitFor();
  await banc.relacher('retire');
  await fenetre.getByRole('radio', { name: /Camille/ }).waitFor();
  await banc.commander('plante');
  await fenetre.getByLabel('Code PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await fenetre.getByRole('alert').getByText('Le lecteur de cartes ne répond plus').waitFor();
  await banc.relacher('plante');
  await fenetre.getByLabel('Code PIN').fill(PIN);
  await page.keyboard.press('Enter');
  await fenetre.getByRole('status').getByText('Acte signé.').waitFor();
  expect(await sontSignes(demande)).toEqual([true]);
});
