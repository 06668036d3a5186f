import {
  AFFAIRE_S1,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  enregistrerAuGreffe,
  type Magistrat,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { texteParPage } from '@ppn/sealing';
import type { Browser } from 'playwright-core';
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

let essai: Essai;
let greffier: Magistrat;
let navigateur: Browser;
let parquet: Poste;
let idj = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  const terrain = await essai.terrain();
  const enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  greffier = await connecterMagistrat(terrain, 'sophie-roux');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  await signer(enqueteur, [
    await redigerPlainte(enqueteur, procedure, AFFAIRE_S1),
    await redigerConstatations(enqueteur, procedure, await photographies(1)),
  ]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, idj, 'tj47001');
  await enregistrerAuGreffe(greffier, idj);
  navigateur = await ouvrirNavigateur();
  parquet = await ouvrirPoste(navigateur);
}, 180_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await capturer(parquet.page, 'echec-lecture');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
}, 60_000);

/** La vue du dossier, par les yeux du greffe. */
const dossier = async () =>
  attendu('dossier', await greffier.client.appeler('GET /api/dossiers/:idj', { idj }));

test(
  'lire par cote, marquer, noter, chercher dans tout le dossier, à l’écran et sans dépasser les gestes prévus',
  { timeout: 120_000 },
  async () => {
    const { page, violations } = parquet;
    const cotes = (await dossier()).pieces.map(({ coteAuDossier }) => coteAuDossier);
    expect(cotes).toEqual(['D1', 'D2', 'D2', 'D3']);
    await page.goto(essai.systeme.justice.origine);
    await seConnecter(page, 'Claire Fontaine', '159015');
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${idj}`);
    await page.getByLabel('Pièce D1, page 1 sur 2').waitFor();

    await tenirLeBudget(page, { tache: 'aller à D3', gestes: 6 }, async () => {
      await page.keyboard.press('t');
      await page.keyboard.type('d3');
      await page.keyboard.press('Enter');
      await page.waitForURL(/lu=D3\.1/);
    });
    await tenirLeBudget(page, { tache: 'marquer la page', gestes: 1 }, async () => {
      await page.keyboard.press('m');
      await page.getByText('Marque posée').waitFor({ state: 'attached' });
    });
    await tenirLeBudget(page, { tache: 'écrire une note privée', gestes: 2 }, async () => {
      await page.keyboard.press('c');
      await page.keyboard.type('Vérifier le préjudice');
      await page.keyboard.press('Control+Enter');
      await page.getByText('Note gardée').waitFor({ state: 'attached' });
    });
    await page.getByRole('button', { name: 'D3 page 1' }).first().waitFor();
    expect(await ecartsDEcran(page, 'lecture-notes')).toEqual([]);

    await attendre('texte des pièces lu', async () => {
      const lu = await page.request.get(
        `${essai.systeme.justice.origine}/api/dossiers/${idj}/trouver?q=antivol`,
      );
      const corps: { pieces: unknown[]; aLire: number } = await lu.json();
      return corps.pieces.length > 0 && corps.aLire === 0 ? true : undefined;
    });
    await page.getByLabel('Lecture continue des pièces').focus();
    await tenirLeBudget(page, { tache: 'chercher un mot dans le dossier', gestes: 2 }, async () => {
      await page.keyboard.press('/');
      await page.keyboard.type('antivol');
      await page.keyboard.press('Enter');
      await page
        .getByRole('list', { name: 'Pièces qui répondent' })
        .getByText('D2', { exact: true })
        .waitFor();
    });
    await page.getByRole('list', { name: 'Pièces qui répondent' }).getByRole('button').first().click();
    await page.waitForURL(/lu=D\d\.1/);
    expect(await ecartsDEcran(page, 'lecture-recherche')).toEqual([]);
    expect(violations).toEqual([]);
  },
);

test(
  'une seconde fenêtre lit les pièces seules et suit la première ; aucune note n’y paraît',
  { timeout: 60_000 },
  async () => {
    const { page, contexte, violations } = parquet;
    const [seconde] = await Promise.all([
      contexte.waitForEvent('page'),
      page.getByRole('button', { name: 'Lire dans une seconde fenêtre' }).click(),
    ]);
    await seconde.getByLabel('Lecture continue des pièces').waitFor();
    await page.bringToFront();
    await page.getByLabel('Pièce affichée').selectOption('D3');
    await seconde.waitForURL(/lu=D3\.1/);
    expect(await seconde.getByText('Vérifier le préjudice').count()).toBe(0);
    expect(await ecartsDEcran(seconde, 'seconde-fenetre')).toEqual([]);
    await seconde.close();
    expect(violations).toEqual([]);
  },
);

test(
  'occulter une pièce : la version communiquée n’a plus rien de ce qui est caché, l’original reste',
  { timeout: 90_000 },
  async () => {
    const { page, violations } = parquet;
    const lire = async (chemin: string): Promise<Uint8Array> =>
      new Uint8Array(await (await page.request.get(`${essai.systeme.justice.origine}${chemin}`)).body());
    const texteDe = async (chemin: string): Promise<string> =>
      (await texteParPage(await lire(chemin))).join(' ');
    const [plainte] = (await dossier()).pieces;
    const adresse = `/api/dossiers/${idj}/pieces/${plainte?.id ?? ''}`;
    await page.getByLabel('Pièce affichée').selectOption('D1');
    await page.getByLabel('Pièce D1, page 1 sur 2').getByText('Tilleuls').first().waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Lecture continue des pièces').focus();
    await page.keyboard.press('o');
    await page.getByRole('button', { name: 'Toute la page 1' }).click();
    const vue = await page.getByLabel('Pièce D1, page 1 sur 2').boundingBox();
    await page.mouse.move((vue?.x ?? 0) + 120, (vue?.y ?? 0) + 200);
    await page.mouse.down();
    await page.mouse.move((vue?.x ?? 0) + 420, (vue?.y ?? 0) + 260);
    await page.mouse.up();
    await page.getByText('Occulter D1 : 2 zones').waitFor();
    expect(await ecartsDEcran(page, 'lecture-occultation')).toEqual([]);
    await page.getByRole('button', { name: 'Produire la version occultée' }).click();
    await page.getByRole('link', { name: /version occultée/ }).waitFor();
    expect(await texteDe(adresse)).toContain('Tilleuls');
    expect((await texteDe(`${adresse}/occultation`)).trim()).toBe('');
    const copies = attendu('copies', await greffier.client.appeler('GET /api/dossiers/:idj/copies', { idj }));
    expect(copies.pieces[0]?.titre).toMatch(/version occultée/);
    expect(violations).toEqual([]);
  },
);

test('les notes privées d’un magistrat n’arrivent à personne d’autre', async () => {
  const { annotations } = attendu(
    'notes',
    await greffier.client.appeler('GET /api/dossiers/:idj/annotations', { idj }),
  );
  expect(annotations).toEqual([]);
});

test(
  'un accès d’urgence demande un motif, ne donne qu’à lire, et la hiérarchie le revoit',
  { timeout: 90_000 },
  async () => {
    const terrain = await essai.terrain();
    const jld = await connecterMagistrat(terrain, 'helene-marchand');
    const procureur = await connecterMagistrat(terrain, 'antoine-garnier');
    const lire = () => jld.client.appeler('GET /api/dossiers/:idj', { idj });
    const ferme = await lire();
    expect(!ferme.ok && ferme.refus.status).toBe(403);
    expect(attendu('liste', await jld.client.appeler('GET /api/dossiers', {})).dossiers).toEqual([]);
    const { page, violations } = await ouvrirPoste(navigateur);
    await page.goto(essai.systeme.justice.origine);
    await seConnecter(page, 'Hélène Marchand', '852085');
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${idj}`);
    await page.getByText('Accès d’urgence…').click();
    await page.getByRole('button', { name: 'Ouvrir en urgence' }).click();
    await page.getByText('vingt caractères au moins').waitFor();
    const motif = 'Demande de mise en liberté à examiner cette nuit';
    await page.getByLabel('Pourquoi est-ce urgent ?').fill(motif);
    expect(await ecartsDEcran(page, 'acces-d-urgence')).toEqual([]);
    await page.getByRole('button', { name: 'Ouvrir en urgence' }).click();
    await page.getByLabel('Pièce D1, page 1 sur 2').waitFor();
    expect(attendu('dossier', await lire()).peut).toEqual(['suivre-la-mesure', 'statuer-sur-la-mesure']);
    const copie = await jld.client.appeler('GET /api/dossiers/:idj/copies', { idj });
    expect(!copie.ok && copie.refus.status).toBe(403);

    const revues = async () =>
      attendu('urgences', await procureur.client.appeler('GET /api/acces-d-urgence'));
    const [acces] = (await revues()).acces;
    expect(acces).toMatchObject({ idj, motif, agent: 'Hélène Marchand', avis: null });
    expect(attendu('urgences', await jld.client.appeler('GET /api/acces-d-urgence')).acces).toEqual([]);
    const revoir = () =>
      procureur.client.appeler('POST /api/acces-d-urgence/:id/revue', {
        id: acces?.id ?? '',
        corps: { avis: 'justifie', observation: 'Permanence' },
      });
    expect((await revoir()).ok).toBe(true);
    expect((await revues()).acces[0]).toMatchObject({ avis: 'justifie', revuPar: 'Antoine Garnier' });
    const seconde = await revoir();
    expect(!seconde.ok && seconde.refus.code).toBe('deja-revu');

    const { lecteurs, consultations } = attendu(
      'journal',
      await greffier.client.appeler('GET /api/dossiers/:idj/consultations', {
        idj,
        requete: { matricule: 'MJ200005' },
      }),
    );
    expect(lecteurs.find(({ matricule }) => matricule === 'MJ200005')?.refuses).toBeGreaterThan(0);
    expect(consultations.map((acces) => acces.motif)).toContain(`accès d’urgence : ${motif}`);
    expect(violations).toEqual([]);
  },
);
