import {
  attendreLaMesure,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  GARDES_A_VUE,
  type Magistrat,
  mesureVue,
  type MesureOuverte,
  nouvelId,
  ouvrir,
  ouvrirUneGardeAVue,
  prendreLaPermanence,
  rediger,
  redigerAuditionLibre,
  signer,
} from '@ppn/scenarios/jeu';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenirLeBudget } from '../parcours/gestes.ts';
import {
  capturer,
  donnerLePin,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const CHEF = { titulaire: 'Valérie Carpentier', pin: '753075' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;
const GARDIEN = { titulaire: 'Yanis Faure', pin: '582058' } as const;
const SALLE = 'https://visio.exemple.fr/agen';

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let unite: Poste;
let parquet: Poste;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let mesure: MesureOuverte;

const affaire = (rang: number) => {
  const trouvee = GARDES_A_VUE[rang];
  if (!trouvee) throw new Error('Garde à vue de démonstration absente.');
  return trouvee;
};

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  const terrain = await essai.terrain();
  [enqueteur, magistrat, navigateur] = await Promise.all([
    connecterEnqueteur(terrain, 'camille-moreau'),
    connecterMagistrat(terrain, 'claire-fontaine'),
    ouvrirNavigateur(),
  ]);
  await prendreLaPermanence(magistrat, 'MJ200001');
  mesure = await ouvrirUneGardeAVue(enqueteur, affaire(0), 22 * 60 + 40);
  await attendreLaMesure(magistrat, mesure.mesure, () => true);
  [unite, parquet] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
  await Promise.all([
    unite.page.goto(systeme.interieur.origine).then(() => seConnecter(unite.page, CHEF.titulaire, CHEF.pin)),
    parquet.page
      .goto(systeme.justice.origine)
      .then(() => seConnecter(parquet.page, SUBSTITUT.titulaire, SUBSTITUT.pin)),
  ]);
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(unite.page, 'echec-unite');
  await capturer(parquet.page, 'echec-unite-parquet');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

describe('l’unité et le parquet autour d’une mesure', { timeout: 60_000 }, () => {
  test('en tête de l’accueil, des chiffres qui ouvrent leur liste', async () => {
    const { page } = parquet;
    const chiffres = page.getByRole('navigation', { name: 'Ce qui attend le parquet' });
    await chiffres.getByRole('link', { name: '1 à moins de 2 h' }).waitFor();
    await chiffres.getByRole('link', { name: '0 prolongations demandées' }).click();
    await page.getByText('Aucune mesure ne passe ces filtres.').waitFor();
    await page.goto(systeme.justice.origine);
    await chiffres.getByRole('link', { name: '1 à moins de 2 h' }).click();
    await page.getByRole('button', { name: /^Moins de 2 h/, pressed: true }).waitFor();
    await page.locator('li.mesure').waitFor();
  });

  test('le chef de l’unité : les alarmes montées, la mesure confiée, le registre visé, trois gestes chacun', async () => {
    const { page } = unite;
    await capturer(page, 'accueil-de-l-unite');
    await page.keyboard.press('g');
    await page.keyboard.press('u');
    await page.getByRole('heading', { level: 1, name: 'Tableau de l’unité' }).waitFor();
    const rang = page.locator('li.mesure');
    await rang.waitFor();
    const montees = page.getByRole('region', { name: 'Alarmes montées à la hiérarchie' });
    await montees.waitFor();
    expect(await ecartsDEcran(page, 'tableau-de-l-unite')).toEqual([]);
    await montees.getByRole('button', { name: /^Vu/ }).first().click();
    await attendreLaMesure(magistrat, mesure.mesure, ({ registre }) =>
      registre.some(({ type, auteur }) => type === 'alarme-acquittee' && /CARPENTIER/.test(auteur)),
    );
    await tenirLeBudget(page, { tache: 'confier une mesure', gestes: 3 }, async () => {
      await page.keyboard.press('o');
      await page.getByRole('radio', { name: /Valérie Carpentier/ }).check();
      await page.keyboard.press('Enter');
      await rang.getByText('Valérie Carpentier').waitFor();
    });
    await tenirLeBudget(page, { tache: 'viser un registre', gestes: 2 }, async () => {
      await page.keyboard.press('x');
      await page.getByRole('dialog', { name: /Viser le registre/ }).waitFor();
      await page.keyboard.press('Enter');
      await rang.getByText(/^visé le/).waitFor();
    });
    await attendreLaMesure(magistrat, mesure.mesure, ({ ligne, registre }) => {
      const types = registre.map(({ type }) => type);
      return ligne.opj === 'Valérie Carpentier' && types.includes('visa-du-registre');
    });
  });

  test('le registre de l’unité : la liste, son PDF, son tableau ; la période se tape', async () => {
    const { page } = unite;
    await page.keyboard.press('g');
    await page.keyboard.press('r');
    await page.getByRole('heading', { level: 1, name: 'Registre des gardes à vue' }).waitFor();
    await page.getByLabel('Du', { exact: true }).fill('01/01/2026');
    await page.getByText('1 mesure', { exact: true }).waitFor();
    expect(await ecartsDEcran(page, 'registre-de-l-unite')).toEqual([]);
    const lire = async (nom: RegExp) => {
      const adresse = await page.getByRole('link', { name: nom }).getAttribute('href');
      const reponse = await page.request.get(new URL(adresse ?? '', systeme.interieur.origine).href);
      return {
        statut: reponse.status(),
        type: reponse.headers()['content-type'],
        corps: await reponse.body(),
      };
    };
    const pdf = await lire(/PDF/);
    expect([pdf.statut, pdf.type, pdf.corps.subarray(0, 5).toString()]).toEqual([
      200,
      'application/pdf',
      '%PDF-',
    ]);
    const csv = await lire(/CSV/);
    expect([csv.statut, csv.corps.toString('utf8').split('\r\n').length]).toEqual([200, 3]);
  });

  test('dans la mesure : Q écrit à la permanence, R répond ; la visio prévue s’ouvre des deux côtés', async () => {
    const { page } = unite;
    await page.goto(`${systeme.interieur.origine}/gardes-a-vue/${mesure.mesure}`);
    await page.getByRole('button', { name: 'Écrire au parquet' }).waitFor();
    await tenirLeBudget(page, { tache: 'écrire à la permanence', gestes: 2 }, async () => {
      await page.keyboard.press('q');
      await page.getByLabel('Message', { exact: true }).waitFor();
      await page.keyboard.type('Peut-on prolonger ?');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('region', { name: /^Fil/ }).getByText('Peut-on prolonger ?').waitFor();
    });
    await parquet.page.goto(`${systeme.justice.origine}/gardes-a-vue/${mesure.mesure}`);
    await parquet.page.getByText('1 message non lu').waitFor();
    await parquet.page.keyboard.press('r');
    await parquet.page.getByText('Peut-on prolonger ?').first().waitFor();
    await parquet.page.getByLabel('Votre message').waitFor();
    await parquet.page.keyboard.type('Présentez-la à 14 h 30.');
    await parquet.page.keyboard.press('Control+Enter');
    await page.getByText('Présentez-la à 14 h 30.').first().waitFor();
    await page.getByRole('button', { name: 'Prévoir la présentation' }).click();
    await page.getByLabel(/Heure de la présentation/).fill('23:59');
    await page.getByLabel('Lien de la visioconférence').fill(SALLE);
    await page.keyboard.press('Enter');
    for (const poste of [unite, parquet])
      expect(
        await poste.page
          .getByRole('link', { name: 'Rejoindre la visioconférence' })
          .first()
          .getAttribute('href'),
      ).toBe(SALLE);
    expect(await ecartsDEcran(page, 'mesure-avec-messages')).toEqual([]);
    await capturer(parquet.page, 'mesure-du-parquet-avec-messages');
  });

  test('de l’audition libre à la garde à vue : elle part du début de l’audition, l’écran le dit', async () => {
    const { page } = unite;
    const procedure = await ouvrir(enqueteur, affaire(2));
    const acteId = await redigerAuditionLibre(enqueteur, procedure);
    const lu = await enqueteur.client.appeler('GET /api/dossiers/:idj/actes/:acteId', {
      idj: procedure.idj,
      acteId,
    });
    const debut = lu.ok ? lu.valeur.contenu['debut'] : undefined;
    await page.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}/actes/${acteId}`);
    await page.getByRole('button', { name: 'Passer en garde à vue' }).click();
    await page.getByText('La garde à vue court depuis le').waitFor();
    await page.getByText('63 III al. 1 CPP').waitFor();
    await page.getByLabel('Magistrat avisé').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    expect(await page.getByLabel('Magistrat avisé').inputValue()).toBe('Claire Fontaine');
    await page.getByText('de permanence', { exact: true }).waitFor();
    await capturer(page, 'placement-apres-audition');
    const id = nouvelId();
    const ouverte = await enqueteur.client.appeler('POST /api/dossiers/:idj/mesures', {
      idj: procedure.idj,
      corps: {
        id,
        personne: procedure.misEnCause ?? '',
        faits: [{ fait: procedure.fait, peineMois: 36 }],
        juridiction: 'tj47001',
        debut: { genre: 'debut-audition-libre', id: nouvelId(), audition: acteId },
      },
    });
    expect(ouverte.ok).toBe(true);
    const { entrees } = await mesureVue(enqueteur, id);
    expect(entrees.find(({ type }) => type === 'debut-audition-libre')?.survenuA).toBe(debut);
    expect([unite.violations, parquet.violations]).toEqual([[], []]);
  });

  test('déférée, la personne se remet à l’unité du dépôt, qui ne voit que sa retenue et en signe le registre', async () => {
    await signer(enqueteur, [
      await rediger(enqueteur, mesure.idj, 'gav-fin', () => ({
        suite: 'deferement',
        nomMagistrat: 'Claire FONTAINE',
        passerOutre: 'Placement signé sur papier.',
      })),
    ]);
    await unite.page.goto(`${systeme.interieur.origine}/gardes-a-vue/${mesure.mesure}`);
    await unite.page.getByRole('timer', { name: /^Comparution de .* : reste 19\s?h/ }).waitFor();
    await unite.page.getByRole('button', { name: 'Remettre à la garde du dépôt' }).click();
    await unite.page.getByRole('button', { name: 'Consigner : personne remise' }).click();
    await unite.page.getByText('Gardée au dépôt par :').waitFor();
    const { page, violations } = await ouvrirPoste(navigateur);
    await page.goto(systeme.interieur.origine);
    await seConnecter(page, GARDIEN.titulaire, GARDIEN.pin);
    await page.goto(`${systeme.interieur.origine}/gardes-a-vue`);
    await page.getByRole('radio', { name: 'au dépôt' }).check();
    await capturer(page, 'gardees-au-depot');
    await page
      .getByRole('list', { name: /gardées au dépôt/ })
      .getByRole('link')
      .click();
    await page.getByRole('button', { name: 'Arrivée au dépôt' }).click();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Repas', exact: true }).click();
    const chronologie = page.getByRole('list', { name: /Chronologie/ });
    await chronologie.getByText('Repas pris').waitFor();
    expect(await chronologie.getByText('Appréhension').count()).toBe(0);
    expect(await ecartsDEcran(page, 'retenue-au-depot')).toEqual([]);
    await page.getByRole('button', { name: 'Signer le registre' }).click();
    await page.getByLabel('Motif de passer outre (reste dans l’acte)').fill('Magistrat informé par l’unité.');
    await page.getByRole('button', { name: 'Passer outre et signer' }).click();
    await donnerLePin(page, GARDIEN.pin);
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByRole('link', { name: /^Registre signé à/ }).waitFor();
    await attendreLaMesure(magistrat, mesure.mesure, ({ actes }) =>
      actes.some(({ type }) => type === 'gav-depot'),
    );
    expect(violations).toEqual([]);
  });
});
