import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import {
  AFFAIRE_S1,
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  deciderCopj,
  type Enqueteur,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenirLeBudget } from './gestes.ts';
import {
  capturer,
  donnerLePin,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from './navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const GREFFIER = { titulaire: 'Sophie Roux', pin: '456045' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;

/** La nomenclature de la Justice, en retard sur celle de l'unite : elle ignore le vol simple (7151). */
const NATINF_EN_RETARD =
  "Numéro NATINF;Nature de l'infraction;Qualification de l'infraction;Définie par;Réprimée par\r\n7154;Délit;VOL PAR EFFRACTION;ART.311-5;ART.311-5\r\n";

let natinfDeLaJustice = '';
let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let greffe: Poste;
let parquet: Poste;
let enqueteur: Enqueteur;
let idj = '';
/** L'heure d'enregistrement de la decision, juste avant l'appel. */
let avantLAppel = '';

beforeAll(async () => {
  natinfDeLaJustice = join(mkdtempSync(join(tmpdir(), 'ppn-natinf-')), 'natinf.csv');
  writeFileSync(natinfDeLaJustice, NATINF_EN_RETARD);
  essai = await demarrerUnEssai({
    portails: true,
    reglages: { PPN_JUSTICE_NATINF_CSV: natinfDeLaJustice },
  });
  ({ systeme } = essai);
  idj = await procedureDecidee();
  navigateur = await ouvrirNavigateur();
  [opj, greffe, parquet] = [
    await ouvrirPoste(navigateur),
    await ouvrirPoste(navigateur),
    await ouvrirPoste(navigateur),
  ];
}, 180_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(opj.page, 'echec-mentions-opj');
  await capturer(greffe.page, 'echec-mentions-greffe');
  await capturer(parquet.page, 'echec-mentions-parquet');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
  rmSync(dirname(natinfDeLaJustice), { recursive: true, force: true });
});

/** Plainte, constatations, synthese, transmission, convocation, par les API publiques. */
async function procedureDecidee(): Promise<string> {
  const [affaire] = AFFAIRES;
  if (!affaire) throw new Error('Aucune affaire de démonstration.');
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  const magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  const procedure = await ouvrir(enqueteur, affaire);
  const plainte = await redigerPlainte(enqueteur, procedure, affaire);
  const constatations = await redigerConstatations(enqueteur, procedure, await photographies(1));
  await signer(enqueteur, [plainte, constatations]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, procedure.idj, 'tj47001');
  const copj = await deciderCopj(magistrat, procedure.idj, 30);
  await attendreChezLEnqueteur(procedure.idj, copj);
  return procedure.idj;
}

const attendreChezLEnqueteur = (quel: string, acteId: string) =>
  attendre('acte chez l’enquêteur', async () =>
    attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj: quel })).pieces.find(
      ({ id }) => id === acteId,
    ),
  );

/** Ouvre le volet des mentions et commence celle-ci sur cet acte. */
async function commencerUneMention(page: Page, genre: RegExp, vise: RegExp): Promise<void> {
  await page.getByRole('tab', { name: /^Mentions/ }).click();
  await page.getByRole('button', { name: genre }).click();
  const champ = page.getByLabel('Acte visé');
  await champ.waitFor();
  const libelle = await champ.locator('option', { hasText: vise }).first().textContent();
  await champ.selectOption({ label: libelle ?? '' });
}

async function signerLaMention(page: Page, pin: string): Promise<void> {
  await page.getByText('Brouillon enregistré').waitFor();
  await page.getByRole('button', { name: /^Signer la mention/ }).click();
  await donnerLePin(page, pin);
}

describe('une décision, un appel, une annulation, et le temps remonté', { timeout: 120_000 }, () => {
  test('le greffier porte un appel sur la décision scellée ; le parquet ne le peut pas', async () => {
    await parquet.page.goto(systeme.justice.origine);
    await seConnecter(parquet.page, SUBSTITUT.titulaire, SUBSTITUT.pin);
    await parquet.page.goto(`${systeme.justice.origine}/dossiers/${idj}?onglet=mentions`);
    await parquet.page.getByRole('button', { name: /Porter en marge : Annulation/ }).waitFor();
    expect(await parquet.page.getByRole('button', { name: /Porter en marge : Appel/ }).count()).toBe(0);

    const { page } = greffe;
    await page.goto(systeme.justice.origine);
    await seConnecter(page, GREFFIER.titulaire, GREFFIER.pin);
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    avantLAppel = new Date().toISOString();
    await commencerUneMention(page, /Porter en marge : Appel/, /convocation/i);
    await page.getByLabel('Qui fait appel').selectOption('procureur');
    await page
      .getByText(/n’est pas un jugement|pas un jugement/)
      .first()
      .waitFor();
    expect(await ecartsDEcran(page, 'mention-appel')).toEqual([]);
    await signerLaMention(page, GREFFIER.pin);
    await page.getByRole('heading', { name: 'En marge des actes' }).waitFor();
    expect(await ecartsDEcran(page, 'mentions-portees')).toEqual([]);
  });

  test('l’appel est sur la face de la décision, au tribunal et à l’unité, et mène d’un acte à l’autre', async () => {
    const surLaFace = /Appel interjeté le .* par le procureur de la République/;
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?lu=4.1`);
    await page.locator('.lecteur-face').getByText(surLaFace).first().waitFor();
    await page.locator('.lecteur-face').getByRole('button', { name: 'acte n° 5' }).first().click();
    await page.getByText('Mention portée sur').first().waitFor();
    await capturer(page, 'mention-dans-le-lecteur');
    await opj.page.goto(systeme.interieur.origine);
    await seConnecter(opj.page, OPJ.titulaire, OPJ.pin);
    await opj.page.goto(`${systeme.interieur.origine}/dossiers/${idj}`);
    await opj.page.getByText('appel', { exact: true }).first().waitFor();
    await opj.page
      .getByRole('link', { name: /convocation par officier/ })
      .first()
      .click();
    await opj.page.locator('.lecteur-face').getByText(surLaFace).first().waitFor();
    expect(await ecartsDEcran(opj.page, 'appel-chez-l-opj')).toEqual([]);
  });

  test('une annulation retire l’acte : il reste sa trace, et le greffe seul l’ouvre encore', async () => {
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}`);
    await commencerUneMention(page, /Porter en marge : Annulation/, /constatations/i);
    await page.getByLabel('Juridiction qui annule').fill('Chambre de l’instruction (démonstration)');
    await page.getByLabel('Référence de la décision').fill('Arrêt n° 2026/145');
    await signerLaMention(page, GREFFIER.pin);
    await page
      .getByText(/^Annulé le .* par Chambre de l’instruction/)
      .first()
      .waitFor();
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?lu=2.1`);
    await page
      .locator('.lecteur-face')
      .getByText('Retirée du dossier et classée au greffe')
      .first()
      .waitFor();
    await page.getByText('Nous transportant sur place').first().waitFor();

    for (const [poste, origine, nom] of [
      [parquet, systeme.justice.origine, 'tombe-parquet'],
      [opj, systeme.interieur.origine, 'tombe-opj'],
    ] as const) {
      await poste.page.goto(`${origine}/dossiers/${idj}${nom === 'tombe-parquet' ? '?lu=2.1' : ''}`);
      await poste.page
        .getByText('annulée, retirée')
        .first()
        .or(poste.page.locator('.lecteur-tombe').first())
        .first()
        .waitFor();
      if (nom === 'tombe-opj')
        await poste.page
          .getByRole('link', { name: /constatations/ })
          .first()
          .click();
      await poste.page.locator('.lecteur-tombe').first().waitFor();
      expect(await poste.page.getByText('Nous transportant sur place').count()).toBe(0);
      expect(await ecartsDEcran(poste.page, nom)).toEqual([]);
    }
  });

  test('les octets d’une pièce retirée sont refusés à l’unité, et le pli qui la contient aussi', async () => {
    const vue = attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));
    const annulee = vue.pieces.find(({ type }) => type === 'constatations');
    const photo = vue.pieces.find(({ acteId }) => acteId === annulee?.id);
    expect([annulee?.lisible, photo?.titre]).toEqual([false, 'Fichier joint retiré']);
    for (const id of [annulee?.id ?? '', photo?.id ?? '']) {
      const refus = await enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj, id });
      expect(refus.ok ? 'lue' : refus.refus.code).toBe('piece-retiree');
    }
    const pli = vue.plis.find(({ genre }) => genre === 'procedure');
    const refus = await enqueteur.client.lire('GET /api/dossiers/:idj/plis/:id', { idj, id: pli?.id ?? '' });
    expect(refus.ok ? 'lu' : refus.refus.code).toBe('piece-retiree');
  });

  test('la réglette ramène avant l’appel : bandeau, aucune action, puis aujourd’hui d’une touche', async () => {
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}`);
    await page.getByRole('tab', { name: /^Mentions/ }).waitFor();
    await page.keyboard.press('h');
    const reglette = page.getByRole('slider', { name: /Moment/ });
    await reglette.focus();
    await page.keyboard.press('Home');
    await page.getByText('Dossier tel qu’il était le').waitFor();
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?au=${avantLAppel}&onglet=pieces`);
    await page.getByText('Dossier tel qu’il était le').waitFor();
    const liste = page.getByRole('tabpanel');
    await liste
      .getByText(/convocation par officier/i)
      .first()
      .waitFor();
    expect(await liste.getByText(/Mention d’appel/).count()).toBe(0);
    expect(await liste.getByText('annulée, retirée').count()).toBe(0);
    await page.getByRole('tab', { name: /^Mentions/ }).click();
    expect(await page.getByRole('button', { name: /Porter en marge : Appel/ }).count()).toBe(0);
    expect(await page.getByRole('tab', { name: 'Décision' }).count()).toBe(0);
    expect(await ecartsDEcran(page, 'machine-justice')).toEqual([]);
    await page.keyboard.press('h');
    await page.getByText('Dossier tel qu’il était le').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: /Porter en marge : Appel/ }).waitFor();
  });

  test('par les yeux du substitut, l’acte annulé est fermé ; ce regard est au journal des accès', async () => {
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?lu=2.1`);
    await page.getByRole('tab', { name: /^Mentions/ }).waitFor();
    await page.keyboard.press('h');
    await page.getByLabel('Tel que pouvait le voir').selectOption({ label: 'Claire Fontaine, substitut' });
    await page.getByText(/tel que pouvait le voir Claire Fontaine \(substitut, d’après le journal/).waitFor();
    await page.locator('.lecteur-tombe').first().waitFor();
    const lectures = attendu(
      'lectures',
      await (await greffierParApi()).client.appeler('GET /api/dossiers/:idj/consultations', { idj }),
    ).consultations;
    expect(lectures.some(({ action }) => /tel que vu par MJ200001/.test(action))).toBe(true);
  });

  test('à l’unité aussi, la date passée suit d’une pièce à l’autre et rien ne s’y rédige', async () => {
    const { page } = opj;
    await page.goto(`${systeme.interieur.origine}/dossiers/${idj}?au=${avantLAppel}`);
    await page.getByText('Dossier tel qu’il était le').waitFor();
    expect(await page.getByRole('button', { name: /Nouvel acte/ }).count()).toBe(0);
    await page
      .getByRole('link', { name: /constatations/ })
      .first()
      .click();
    await page.getByText('n’est plus ouverte qu’au greffe').first().waitFor();
    await page.getByText('Dossier tel qu’il était le').waitFor();
    expect(await ecartsDEcran(page, 'machine-unite')).toEqual([]);
    await page.getByRole('button', { name: /Revenir à aujourd’hui/ }).click();
    await page.getByText('annulée, retirée').first().waitFor();
  });

  test('aucune page n’a enfreint la politique de contenu ni levé d’exception', () => {
    expect([...opj.violations, ...greffe.violations, ...parquet.violations]).toEqual([]);
  });
});

const greffierParApi = async () => connecterMagistrat(await essai.terrain(), 'sophie-roux');

describe('les arrivées au greffe', { timeout: 120_000 }, () => {
  const affaires = [
    { ...AFFAIRE_S1, intitule: 'Vol à l’étalage, à reprendre' },
    ...['Vol par effraction, rue Neuve', 'Vol par effraction, rue Haute'].map((intitule) => {
      const { misEnCause: _, ...petitX } = AFFAIRE_S1;
      return { ...petitX, intitule, natinf: 7154 };
    }),
  ];
  const transmises: string[] = [];

  test('chaque arrivée est déjà contrôlée ; une touche l’enregistre, et la suivante est choisie', async () => {
    for (const affaire of affaires) {
      const procedure = await ouvrir(enqueteur, affaire);
      await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
      await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
      await transmettre(enqueteur, procedure.idj, 'tj47001');
      transmises.push(procedure.idj);
    }
    const { page } = greffe;
    await page.goto(systeme.justice.origine);
    await page.getByRole('heading', { level: 1, name: 'Arrivées' }).waitFor();
    await page.getByText('4 transmissions à trier').waitFor();
    await page.getByText('NATINF 7151 inconnue de la nomenclature en service.').waitFor();
    expect(await ecartsDEcran(page, 'arrivees')).toEqual([]);
    await tenirLeBudget(page, { tache: '32 et 33 : trier une arrivée contrôlée', gestes: 1 }, async () => {
      await page.keyboard.press('e');
      await page
        .getByText(/Enregistrée sous le n° \d{11}/)
        .first()
        .waitFor();
    });
    await page
      .getByRole('complementary')
      .getByRole('heading', { name: 'Vol à l’étalage, à reprendre' })
      .waitFor();
  });

  test('enregistrée, la procédure est cotée ; la pièce annulée garde sa cote et sa trace, le greffier ajuste puis certifie', async () => {
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?onglet=inventaire`);
    const fond = page.getByRole('region', { name: 'D. Fond' });
    await fond
      .getByText(/^retirée par la pièce/)
      .first()
      .waitFor();
    expect(await fond.getByRole('listitem').nth(1).textContent()).toMatch(/^D2.*constatations.*retirée/is);
    expect(await ecartsDEcran(page, 'inventaire')).toEqual([]);
    const synthese = page.getByRole('button', { name: /^D3, .*synthèse/i });
    await synthese.focus();
    await tenirLeBudget(page, { tache: '34 : ajuster une cote', gestes: 1 }, async () => {
      await page.keyboard.press('Alt+ArrowUp');
      await page.getByRole('button', { name: /^D2, .*synthèse/i }).waitFor();
    });
    await page.getByRole('button', { name: /^Certifier \d+ cotes/ }).click();
    await page.getByRole('button', { name: 'Certifier', exact: true }).click();
    await fond.getByText('certifiée', { exact: true }).nth(2).waitFor();
    expect(await page.getByRole('button', { name: /Alt et flèches/ }).count()).toBe(0);
    const telecharger = async (forme: string) =>
      page.request.get(`${systeme.justice.origine}/api/dossiers/${idj}/inventaire/${forme}`);
    expect(await (await telecharger('csv')).text()).toMatch(
      /D3;oui;2;[^;]*constatations.*retirée par la pièce/i,
    );
    expect((await (await telecharger('pdf')).body()).subarray(0, 5).toString()).toBe('%PDF-');
    await page.goto(systeme.justice.origine);
    await page.getByText('3 transmissions à trier').waitFor();
  });

  test('retournée, l’anomalie est déjà cochée ; l’enquêteur arrive à l’endroit à reprendre', async () => {
    const { page } = greffe;
    await tenirLeBudget(page, { tache: '32 : retourner une arrivée', gestes: 3 }, async () => {
      await page.keyboard.press('b');
      await page.getByRole('dialog', { name: 'Retourner à l’unité' }).waitFor();
      expect(await page.getByRole('checkbox', { name: /NATINF 7151 inconnue/ }).isChecked()).toBe(true);
      await page.keyboard.press('Enter');
      await page
        .getByText(/Retournée à l’unité/)
        .first()
        .waitFor();
    });
    await opj.page.goto(systeme.interieur.origine);
    await opj.page.getByText('Retournée par le greffe : 1 point à reprendre').first().waitFor();
    await tenirLeBudget(
      opj.page,
      { tache: '15 : reprendre une procédure retournée', gestes: 2 },
      async () => {
        await opj.page
          .getByRole('link', { name: /^Vol à l’étalage, à reprendre/ })
          .first()
          .click();
        await opj.page.getByRole('region', { name: 'Retour du greffe' }).waitFor();
        await opj.page.getByRole('link', { name: /NATINF 7151 inconnue/ }).click();
        await opj.page.waitForURL(/\/faits\/[0-9a-f-]{36}$/);
      },
    );
    await opj.page.goBack();
    await opj.page.getByRole('region', { name: 'Retour du greffe' }).waitFor();
    expect(await ecartsDEcran(opj.page, 'retour-du-greffe')).toEqual([]);
    await transmettre(enqueteur, transmises[0] ?? '', 'tj47001');
    await expect.poll(() => opj.page.getByRole('region', { name: 'Retour du greffe' }).count()).toBe(0);
  });

  test('les petits X s’enregistrent d’un seul geste, numéros qui se suivent', async () => {
    const { page } = greffe;
    await page.getByText('3 transmissions à trier').waitFor();
    await tenirLeBudget(page, { tache: 'petits X : enregistrer un lot', gestes: 3 }, async () => {
      await page.getByRole('button', { name: /^Petits X/ }).click();
      await page.keyboard.press('Control+a');
      await page.getByText('2 procédures choisies').waitFor();
      await page.keyboard.press('e');
      await page
        .getByText(/2\sprocédures enregistrées, du n° \d{5}000002 au n° \d{5}000003/)
        .first()
        .waitFor();
    });
    await page.getByRole('button', { name: /^Traitées/ }).click();
    await page
      .getByText(/^\d{5}000003/)
      .first()
      .waitFor();
    expect(await ecartsDEcran(page, 'arrivees-traitees')).toEqual([]);
    expect([...greffe.violations, ...opj.violations]).toEqual([]);
  });
});
