import {
  AFFAIRE_S1,
  connecterEnqueteur,
  type Enqueteur,
  ouvrir,
  redigerPlainte,
  signer,
} from '@ppn/scenarios/jeu';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { tenirLeBudget } from '../parcours/gestes.ts';
import {
  capturer,
  donnerLePin,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirOnglet,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;
const LONG = { timeout: 120_000 };

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let parquet: Poste;
let enqueteur: Enqueteur;
let idj = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  enqueteur = await connecterEnqueteur(await essai.terrain(), 'camille-moreau');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1)]);
  navigateur = await ouvrirNavigateur();
  [opj, parquet] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
  await opj.page.goto(systeme.interieur.origine);
  await seConnecter(opj.page, OPJ.titulaire, OPJ.pin);
  await parquet.page.goto(systeme.justice.origine);
  await seConnecter(parquet.page, SUBSTITUT.titulaire, SUBSTITUT.pin);
}, 240_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(opj.page, 'echec-messagerie-opj');
  await capturer(parquet.page, 'echec-messagerie-parquet');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

const bulles = (page: Page) =>
  page.getByRole('list', { name: 'Messages', exact: true }).getByRole('listitem');
const redaction = (page: Page) =>
  page.getByRole('form', { name: 'Rédaction d’un message' }).getByRole('textbox');
/** La page, jusqu'a ce qu'un texte s'y voie, sans geste. */
const voir = (page: Page, texte: string): Promise<void> => page.getByText(texte).first().waitFor();

test('le compte rendu au parquet tient en quatre gestes, prérempli du dossier', LONG, async () => {
  const { page } = opj;
  await page.getByRole('heading', { name: 'Procédures de l’unité' }).waitFor();
  await tenirLeBudget(page, { tache: 'compte rendu au parquet', gestes: 4 }, async () => {
    await page
      .getByRole('region', { name: 'Mes procédures' })
      .or(page.getByRole('main'))
      .getByRole('link', { name: new RegExp(AFFAIRE_S1.intitule) })
      .first()
      .click();
    await page.getByRole('tab', { name: 'Messages' }).click();
    await page.getByRole('button', { name: 'Compte rendu au parquet' }).click();
    const question = page.getByLabel('Question posée');
    await question.fill('Le mis en cause est identifié : audition libre ou garde à vue ?');
    await question.press('Control+Enter');
    await voir(page, 'Remis à');
  });
  expect(await bulles(page).first().innerText()).toContain(AFFAIRE_S1.intitule);
});

test('la permanence le voit sans geste, et répond en deux gestes : c’est une instruction', LONG, async () => {
  const { page } = parquet;
  await page.getByRole('link', { name: /Messages.*1 à faire/s }).waitFor();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  await voir(page, 'audition libre ou garde à vue');
  await voir(opj.page, 'Lu par Claire Fontaine');
  await tenirLeBudget(page, { tache: 'répondre à un enquêteur', gestes: 2 }, async () => {
    await page.keyboard.press('r');
    const champ = page.getByLabel('Votre réponse au compte rendu');
    await champ.fill('Audition libre, compte rendu à l’issue.');
    await champ.press('Control+Enter');
    await voir(page, 'Pas encore acceptée par l’unité.');
  });
  await voir(opj.page, 'Audition libre, compte rendu à l’issue.');
});

test('l’enquêteur accepte l’instruction d’un geste, et le parquet le voit', LONG, async () => {
  await tenirLeBudget(opj.page, { tache: 'accepter une instruction', gestes: 1 }, () =>
    opj.page.getByRole('button', { name: 'Accepter l’instruction' }).click(),
  );
  await voir(parquet.page, 'par Camille Moreau');
});

test(
  'ce qu’on écrit survit au navigateur fermé, et un double envoi ne fait qu’un message',
  LONG,
  async () => {
    const { contexte, page, violations } = opj;
    await page.keyboard.press('g');
    await page.keyboard.press('m');
    await redaction(page).fill('Audition terminée, il reconnaît les faits.');
    await page.close({ runBeforeUnload: false });
    const neuve = await ouvrirOnglet(contexte, violations);
    opj = { ...opj, page: neuve };
    await neuve.goto(`${systeme.interieur.origine}/messages`);
    const champ = redaction(neuve);
    await champ.waitFor();
    expect(await champ.inputValue()).toBe('Audition terminée, il reconnaît les faits.');
    const autre = await ouvrirOnglet(contexte, violations);
    await autre.goto(`${systeme.interieur.origine}/messages`);
    await redaction(autre).waitFor();
    await Promise.all([champ.press('Control+Enter'), redaction(autre).press('Control+Enter')]);
    await bulles(parquet.page).filter({ hasText: 'il reconnaît les faits' }).first().waitFor();
    await neuve.getByText('Remis à').or(neuve.getByText('Lu par')).last().waitFor();
    expect(await bulles(neuve).filter({ hasText: 'il reconnaît les faits' }).count()).toBe(1);
    expect(await bulles(parquet.page).filter({ hasText: 'il reconnaît les faits' }).count()).toBe(1);
    await autre.close();
  },
);

test('la recherche trouve, l’état vide et la présence se disent', LONG, async () => {
  const { page } = opj;
  const recherche = page.getByLabel('Chercher dans mes messages');
  await recherche.fill('RECONNAIT');
  await page.getByRole('list', { name: 'Fils de messages' }).getByRole('button').first().waitFor();
  await recherche.fill('introuvable');
  await voir(page, 'Aucun message ne contient « introuvable ».');
  await recherche.fill('');
  await voir(page, 'Claire Fontaine en ligne');
});

test('la permanence se passe en trois gestes, avec sa note', LONG, async () => {
  const { page } = parquet;
  await tenirLeBudget(page, { tache: 'passer la permanence', gestes: 3 }, async () => {
    await page.getByRole('button', { name: 'Prendre la permanence' }).click();
    await page.getByRole('radio', { name: /Claire Fontaine \(vous\)/ }).check();
    await page.getByLabel('Note pour la suite (facultative)').fill('Un compte rendu en cours.');
    await page.getByRole('button', { name: 'Passer la permanence' }).click();
    await voir(page, 'Permanence : vous');
  });
  await voir(page, 'Un compte rendu en cours.');
  await voir(opj.page, 'permanence tenue par Claire Fontaine');
});

test('un fil se verse au dossier : un acte signé, entier, que l’écran ne retouche pas', LONG, async () => {
  const { page } = opj;
  await page.getByRole('button', { name: 'Verser au dossier' }).click();
  await voir(page, 'L’échange est versé tel quel');
  await page.getByLabel('Motif du versement').fill('Instruction du parquet reçue par messagerie.');
  await page
    .getByText(/Enregistré/)
    .first()
    .waitFor();
  await page
    .getByRole('button', { name: /^Signer/ })
    .first()
    .click();
  await donnerLePin(page, OPJ.pin);
  await page.getByText('Pièces (2)').waitFor();
  await page.goto(`${systeme.interieur.origine}/messages`);
  await voir(page, 'versé au dossier');
  expect(opj.violations).toEqual([]);
});

test('les écrans tiennent : axe, deux thèmes, 320 px', LONG, async () => {
  expect(await ecartsDEcran(opj.page, 'messages-enqueteur')).toEqual([]);
  expect(await ecartsDEcran(parquet.page, 'messages-parquet')).toEqual([]);
  await opj.page.goto(`${systeme.interieur.origine}/dossiers/${idj}`);
  await opj.page.getByRole('tab', { name: 'Messages' }).click();
  await voir(opj.page, 'Compte rendu au parquet');
  expect(await ecartsDEcran(opj.page, 'dossier-messages')).toEqual([]);
});
