import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { decaler, simulerLHorloge, VARIABLE_DE_L_HORLOGE } from '@ppn/demarrage/horloge-simulee';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { tenirLeBudget } from '../parcours/gestes.ts';
import {
  capturer,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';
import { capturerLEchec, debitDe, ecrireUneVideo, MIO, sha256 } from './terrain.ts';

const GREFFIERE = { titulaire: 'Sophie Roux', pin: '456045' } as const;
const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const LONG = { timeout: 120_000 };
const JOUR_MS = 86_400_000;
/** Le decalage de l'heure que tous suivent, l'horodatage compris. */
const HORLOGE = join(mkdtempSync(join(tmpdir(), 'ppn-horloge-')), 'decalage');

let rendreLHeure: () => void;
let essai: Essai;
let pline: NonNullable<Essai['systeme']['pline']>;
let navigateur: Browser;
let greffe: Poste;
let unite: Poste;

beforeAll(async () => {
  decaler(HORLOGE, 0);
  rendreLHeure = simulerLHorloge(HORLOGE);
  essai = await demarrerUnEssai({
    portails: true,
    pline: true,
    plex: true,
    reglages: { [VARIABLE_DE_L_HORLOGE]: HORLOGE },
  });
  if (essai.systeme.pline === undefined) throw new Error('PLINE n’est pas démarrée.');
  pline = essai.systeme.pline;
  navigateur = await ouvrirNavigateur();
  [greffe, unite] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
  await greffe.page.goto(pline.origine);
  await seConnecter(greffe.page, GREFFIERE.titulaire, GREFFIERE.pin);
  await unite.page.goto(pline.origine);
  await seConnecter(unite.page, OPJ.titulaire, OPJ.pin);
}, 240_000);

afterEach(async ({ task }) => {
  await capturerLEchec(task.result?.state, { 'pline-greffe': greffe, 'pline-unite': unite });
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
  rendreLHeure();
  rmSync(dirname(HORLOGE), { recursive: true, force: true });
});

/** Lache des fichiers sur la page, comme a la souris. */
async function lacher(page: Page, noms: readonly string[]): Promise<void> {
  const dataTransfer = await page.evaluateHandle((aLacher) => {
    const transfert = new DataTransfer();
    for (const nom of aLacher) transfert.items.add(new File([`Contenu de ${nom}.`], nom));
    return transfert;
  }, noms);
  await page.getByRole('main').locator('h1').dispatchEvent('drop', { dataTransfer });
}

const part = async (page: Page): Promise<number> =>
  page
    .getByRole('progressbar', { name: 'Envoi de tous les fichiers' })
    .evaluate((barre) => (barre instanceof HTMLProgressElement ? barre.value : 0));

test('déposer tient en trois gestes : lâcher, choisir le destinataire, déposer', LONG, async () => {
  const { page } = greffe;
  await page.getByRole('heading', { name: 'PLINE : échange de fichiers' }).waitFor();
  await tenirLeBudget(page, { tache: 'déposer sur PLINE', gestes: 3 }, async () => {
    await lacher(page, ['Réquisitions.txt', 'Plan.txt']);
    await page.getByRole('combobox', { name: 'Destinataires' }).waitFor();
    await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('destinataires');
    await page.keyboard.type('mor');
    await page.getByRole('option', { name: /Camille MOREAU/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Réquisitions et 1 autre' }).waitFor();
  });
  await page.getByText('Récépissé de dépôt').waitFor();
});

test('qui reçoit est à deux gestes de ses fichiers, et l’expéditrice le voit', LONG, async () => {
  const { page } = unite;
  await page.reload();
  await page
    .getByRole('link', { name: /Réquisitions et 1 autre/ })
    .first()
    .waitFor();
  const [recu] = await Promise.all([
    page.waitForEvent('download'),
    tenirLeBudget(page, { tache: 'prendre un dépôt', gestes: 2 }, async () => {
      await page
        .getByRole('link', { name: /Réquisitions et 1 autre/ })
        .first()
        .click();
      await page.getByRole('link', { name: 'Tout télécharger (ZIP)' }).click();
    }),
  ]);
  expect(readFileSync(await recu.path()).includes('Contenu de Plan.txt.')).toBe(true);
  await greffe.page.getByText('Remis').locator('xpath=ancestor::li[@aria-current="step"]').waitFor();
  await page.getByText('Récépissé de remise').waitFor();
});

test(
  'un grand envoi survit au service tué et à la page rechargée : le fichier redonné est reconnu, l’empreinte égale',
  LONG,
  async () => {
    const { page } = greffe;
    const { chemin, octets } = ecrireUneVideo(essai.dossier, 40);

    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Destinataires' }).fill('mor');
    await page.getByRole('option', { name: /Camille MOREAU/ }).click();
    const debit = await debitDe(greffe, 'uploadThroughput');
    await debit(8 * MIO);
    await page.getByLabel('Fichiers à déposer').setInputFiles(chemin);
    await expect.poll(() => part(page), { timeout: 30_000 }).toBeGreaterThan(0.15);

    // Le service meurt au milieu : l'ecran le dit, et reprend seul.
    await pline.tuer('SIGKILL');
    await page.getByText('L’envoi reprendra tout seul').waitFor();
    await pline.demarrer();
    const avant = await part(page);
    await expect.poll(() => part(page), { timeout: 30_000 }).toBeGreaterThan(avant + 0.1);

    // Suspendu, puis la page rechargee : le fichier est a redonner, ce qui est parti reste.
    await page.getByRole('button', { name: 'Suspendre' }).click();
    await page.reload();
    await page.getByText('1 fichier à reprendre').waitFor();
    expect(await part(page)).toBeGreaterThan(0.05);
    await page.getByLabel('Fichiers à déposer').setInputFiles(chemin);
    await debit(-1);
    await page.getByLabel('Objet', { exact: true }).fill('Vidéosurveillance du 3 novembre');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: 'Vidéosurveillance du 3 novembre' }).waitFor();
    await page.getByText(sha256(octets)).waitFor();

    // Recu : le meme, verifie sur le poste ; un octet change se voit.
    const chezLui = unite.page;
    await chezLui.goto(`${pline.origine}${new URL(page.url()).pathname}`);
    const [pris] = await Promise.all([
      chezLui.waitForEvent('download'),
      chezLui.getByRole('link', { name: 'Télécharger vidéosurveillance.mp4' }).click(),
    ]);
    const telecharge = await pris.path();
    expect(sha256(readFileSync(telecharge))).toBe(sha256(octets));
    await chezLui.getByLabel('Fichiers à vérifier').setInputFiles(telecharge);
    await chezLui.getByText('Identique').waitFor();
    const autre = join(essai.dossier, 'autre.mp4');
    writeFileSync(autre, octets.fill(1, 0, 1));
    await chezLui.getByLabel('Fichiers à vérifier').setInputFiles(autre);
    await chezLui.getByText('Différent').waitFor();
  },
);

test(
  'à consulter seulement : lu à l’écran, sans lien ; prolongé, puis retiré avec son motif',
  LONG,
  async () => {
    const { page } = greffe;
    await page.goto(`${pline.origine}/deposer?idj=IDJ-2026-ABCDEFGH-J`);
    const objet = page.getByLabel('Objet', { exact: true });
    await objet.waitFor();
    expect(await objet.inputValue()).toBe('Copie de dossier, procédure IDJ-2026-ABCDEFGH-J');
    await page.getByRole('combobox', { name: 'Destinataires' }).fill('unité');
    await page.getByRole('option', { name: /Tous : Unité de démonstration d’Agen/ }).click();
    await page.getByLabel('Droits').selectOption('consulter');
    await page.getByRole('spinbutton').fill('31');
    await page.getByRole('button', { name: /^Déposer/ }).click();
    await page.getByRole('link', { name: 'La durée va de 1 à 30 jours.' }).waitFor();
    await page.getByRole('spinbutton').fill('3');
    await lacher(page, ['Avis.txt']);
    await page.getByRole('button', { name: /^Déposer/ }).click();
    await page.getByRole('heading', { name: /Copie de dossier, procédure/ }).waitFor();
    // Une adresse que le courrier refuse se voit en rouge, et se relance.
    await page
      .getByText(/avis refusés/)
      .first()
      .waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Relancer' }).click();
    await page.getByText(/Un nouvel avis part à/).waitFor();

    const chezLui = unite.page;
    await chezLui.goto(page.url());
    await chezLui.getByRole('button', { name: 'Lire Avis.txt' }).click();
    await chezLui.getByText('Contenu de Avis.txt.').waitFor();
    expect(await chezLui.getByRole('link', { name: /Télécharger/ }).count()).toBe(0);
    await chezLui.keyboard.press('Escape');

    await page.getByRole('button', { name: 'Prolonger' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Prolonger' }).click();
    await page.getByText(/encore (29|30) jours/).waitFor();
    await page.getByRole('button', { name: 'Retirer', exact: true }).click();
    await page.getByLabel('Motif').fill('Envoyé à la mauvaise unité.');
    await page.getByRole('button', { name: 'Retirer le dépôt' }).click();
    await page.getByText(/^Retiré le/).waitFor();
    expect(await ecartsDEcran(page, 'pline-depot-retire')).toEqual([]);
    await chezLui.getByText('retiré par son expéditeur (Envoyé à la mauvaise unité.)').waitFor();
  },
);

test(
  'un particulier ne reçoit que dans la procédure où il a consenti ; un dépôt retiré se redépose, ses fichiers à renvoyer',
  LONG,
  async () => {
    const { page } = greffe;
    await page.getByRole('button', { name: 'Redéposer' }).click();
    await page.getByText('1 fichier à renvoyer').waitFor();
    expect(await page.getByLabel('Objet', { exact: true }).inputValue()).toMatch(/^Copie de dossier/);

    await page.goto(`${pline.origine}/consentements`);
    for (const [champ, valeur] of [
      ['Prénom', 'Lucie'],
      ['Nom', 'Garnier'],
      ['Adresse électronique déclarée', 'lucie.garnier@demonstration.invalid'],
      ['Procédure', 'IDJ-2026-ABCDEFGH-J'],
      ['Date de l’acte', '20/11/2026'],
      ['Acte signé qui le porte', 'Procès-verbal d’audition n° 4'],
    ] as const)
      await page.getByLabel(champ, { exact: true }).fill(valeur);
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.getByText('Lucie GARNIER').waitFor();
    expect(await ecartsDEcran(page, 'pline-consentements')).toEqual([]);

    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Destinataires' }).fill('garn');
    await page.getByRole('option', { name: /Lucie GARNIER/ }).click();
    await lacher(page, ['Convocation.txt']);
    await page.getByText('aucun consentement n’est enregistré pour cette procédure').waitFor();
    await page.getByLabel('Procédure (facultatif)').fill('IDJ-2026-ABCDEFGH-J');
    await page.getByText(/envoyé, examiné$/).waitFor();
    expect(await ecartsDEcran(page, 'pline-deposer-examine')).toEqual([]);
    await page.keyboard.press('Control+Enter');
    await page.getByText('Récépissé de dépôt').waitFor();

    await page.goto(`${pline.origine}/consentements`);
    await page.getByRole('button', { name: 'Révoquer : Lucie Garnier' }).click();
    await page.getByLabel('Motif').fill('Elle s’est dédite le 21 novembre.');
    await page.getByRole('dialog').getByRole('button', { name: 'Révoquer' }).click();
    await page.getByText('révoqué', { exact: true }).waitFor();
  },
);

test('la supervision se lit, s’emporte, et n’est qu’à qui en a la fonction', LONG, async () => {
  const { page } = greffe;
  await page.keyboard.press('g');
  await page.keyboard.press('s');
  await page.getByRole('heading', { name: 'Supervision de PLINE' }).waitFor();
  await page.getByRole('img', { name: /^Octets déposés par jour/ }).waitFor();
  await page.getByText('PLINE. Aucun antivirus n’est réglé').waitFor();
  await page.getByRole('region', { name: 'Listes importées dans l’annuaire de PLEX' }).waitFor();
  // PLEX, ou aucun agent n'entre, se supervise d'ici aussi.
  await page.getByLabel('Plate-forme').selectOption('plex');
  await page.getByRole('heading', { name: 'Supervision de PLEX' }).waitFor();
  await page.getByRole('img', { name: /^De .* dans soixante jours/ }).waitFor();
  await page.getByText('Voir les chiffres').first().click();
  expect(await ecartsDEcran(page, 'pline-supervision')).toEqual([]);
  await page.getByLabel('Plate-forme').selectOption('pline');
  const [csv] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Les dépôts par jour en CSV' }).click(),
  ]);
  expect(readFileSync(await csv.path(), 'utf8')).toMatch(/^\uFEFFjour;depots;fichiers;octets\r\n2/);

  const chezLui = unite.page;
  expect(await chezLui.getByRole('link', { name: 'Supervision' }).count()).toBe(0);
  await chezLui.goto(`${pline.origine}/supervision`);
  await chezLui.getByText('réservée aux agents chargés de la supervision').first().waitFor();
  await chezLui.goBack();
  await chezLui.getByRole('heading', { level: 1 }).waitFor();
});

test('les écrans tiennent : axe, deux thèmes, 320 px, clavier, politique de contenu', LONG, async () => {
  const { page } = greffe;
  await page.keyboard.press('g');
  await page.keyboard.press('a');
  const liste = page.getByRole('list', { name: 'Envoyés' });
  await liste.getByRole('link').first().waitFor();
  expect(await ecartsDEcran(page, 'pline-accueil')).toEqual([]);
  await liste.getByRole('link', { name: /Vidéosurveillance/ }).press('Enter');
  await page.getByRole('heading', { name: /Vidéosurveillance/ }).waitFor();
  expect(await ecartsDEcran(page, 'pline-suivi')).toEqual([]);
  await page.keyboard.press('c');
  await page.getByRole('combobox', { name: 'Destinataires' }).waitFor();
  expect(await ecartsDEcran(page, 'pline-deposer')).toEqual([]);
  expect(await ecartsDEcran(unite.page, 'pline-recu')).toEqual([]);
  expect([...greffe.violations, ...unite.violations]).toEqual([]);
});

test(
  'déposé pour un jour, pris à moitié, échu : les deux écrans le disent, les deux sont avisés, et le récépissé survit aux fichiers',
  LONG,
  async () => {
    const [{ page }, chezLui] = [greffe, unite.page];
    await page.keyboard.press('c');
    await page.getByRole('combobox', { name: 'Destinataires' }).fill('mor');
    await page.getByRole('option', { name: /Camille MOREAU/ }).click();
    await lacher(page, ['Expertise.txt', 'Annexe.txt']);
    await page.getByRole('spinbutton').fill('1');
    await page.keyboard.press('Control+Enter');
    await page.getByText('Récépissé de dépôt').waitFor();
    await page.getByText(/^encore \d+ h, jusqu’au/).waitFor();
    const adresse = new URL(page.url()).pathname;
    await chezLui.goto(`${pline.origine}${adresse}`);
    const lien = chezLui.getByRole('link', { name: 'Télécharger Annexe.txt' });
    const fichier = (await lien.getAttribute('href')) ?? '';
    await Promise.all([chezLui.waitForEvent('download'), lien.click()]);
    await page.getByText('1 fichier sur 2').waitFor();
    await page.getByText('Récépissé de dépôt').waitFor();

    // Le service est tue ; deux jours passent avant qu'il revienne : les sessions sont finies aussi.
    await pline.tuer('SIGKILL');
    decaler(HORLOGE, 2 * JOUR_MS);
    await pline.demarrer();
    for (const [poste, { titulaire, pin }] of [
      [page, GREFFIERE],
      [chezLui, OPJ],
    ] as const) {
      await poste.goto(`${pline.origine}${adresse}`);
      await seConnecter(poste, titulaire, pin);
      await poste.getByText('L’échéance est passée : les fichiers ne se prennent plus.').waitFor();
      await poste
        .getByText(/Échu le/)
        .first()
        .waitFor();
      expect(await poste.getByRole('link', { name: /^Télécharger / }).count()).toBe(0);
    }
    const refuse = await unite.contexte.request.get(`${pline.origine}${fichier}`);
    expect(refuse.status()).toBe(410);
    await expect.poll(() => courriels('Un dépôt est échu'), { timeout: 30_000 }).toHaveLength(2);

    // Les fichiers sont effaces, leur empreinte et les recepisses restent, des deux cotes.
    await chezLui.getByText('Ils sont effacés.').waitFor();
    await chezLui.getByText(sha256(Buffer.from('Contenu de Annexe.txt.'))).waitFor();
    await capturer(page, 'pline-echu-expediteur');
    await capturer(chezLui, 'pline-echu-destinataire');
    for (const [poste, contexte] of [
      [page, greffe.contexte],
      [chezLui, unite.contexte],
    ] as const) {
      const recepisse = await poste
        .getByRole('link', { name: /^Récépissé/ })
        .first()
        .getAttribute('href');
      const pdf = await contexte.request.get(`${pline.origine}${recepisse ?? ''}`);
      expect((await pdf.body()).subarray(0, 5).toString()).toBe('%PDF-');
    }
    await page.getByText(/^Récépissé de fin/).waitFor();
    await page.getByRole('button', { name: 'Redéposer' }).waitFor();
    expect([...greffe.violations, ...unite.violations]).toEqual([]);
  },
);

/** Les courriels de la boite locale dont le sujet contient ce texte. */
async function courriels(sujet: string): Promise<readonly unknown[]> {
  const recus: unknown = await (await fetch(`${essai.systeme.courrier.urlHttp}/api/courriers`)).json();
  return Array.isArray(recus)
    ? recus.filter((recu) =>
        JSON.stringify(recu).toLocaleLowerCase('fr').includes(sujet.toLocaleLowerCase('fr')),
      )
    : [];
}
