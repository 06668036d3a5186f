import {
  AFFAIRE_S1,
  AFFAIRES,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  type Magistrat,
  ouvrir,
  ouvrirLesAudiences,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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

type Affaire = Parameters<typeof ouvrir>[1];
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;

let essai: Essai;
let navigateur: Browser;
let parquet: Poste;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let vol = '';
let petitsX: readonly string[] = [];

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  await ouvrirLesAudiences(await connecterMagistrat(terrain, 'sophie-roux'));
  vol = await transmise(AFFAIRE_S1);
  petitsX = await Promise.all(AFFAIRES.filter(({ jusqua }) => jusqua === 'petit-x').map(transmise));
  navigateur = await ouvrirNavigateur();
  parquet = await ouvrirPoste(navigateur);
  await parquet.page.goto(essai.systeme.justice.origine);
  await seConnecter(parquet.page, SUBSTITUT.titulaire, SUBSTITUT.pin);
}, 180_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await capturer(parquet.page, 'echec-parquet');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

/** Une plainte, une synthese, transmises. */
async function transmise(affaire: Affaire): Promise<string> {
  const procedure = await ouvrir(enqueteur, affaire);
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, procedure.idj, 'tj47001');
  return procedure.idj;
}

const dossierDeLUnite = async (idj: string) =>
  attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));
const dossierDuParquet = async (idj: string) =>
  attendu('dossier', await magistrat.client.appeler('GET /api/dossiers/:idj', { idj }));

describe('le parquet décide', { timeout: 120_000 }, () => {
  test('rend la procédure à l’unité, qui lit chaque demande et la renvoie', async () => {
    const { page } = parquet;
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${vol}?onglet=decision`);
    await page.getByRole('heading', { name: 'Quelle décision ?' }).waitFor();
    await page.getByRole('button', { name: /^B Retour à l’unité|Retour à l’unité/ }).waitFor();
    expect(await ecartsDEcran(page, 'choix-des-decisions')).toEqual([]);
    await page.keyboard.press('b');
    await page.getByLabel('Demande', { exact: true }).fill('Entendre la gérante du magasin.');
    await page.getByLabel('Demande', { exact: true }).press('Enter');
    await page.getByRole('listitem').filter({ hasText: 'Entendre la gérante' }).waitFor();
    expect(await ecartsDEcran(page, 'soit-transmis')).toEqual([]);
    await page.getByText('Brouillon enregistré').waitFor();
    await page.getByRole('button', { name: /^Signer la décision/ }).click();
    await donnerLePin(page, SUBSTITUT.pin);
    await attendre('retour à l’unité', async () => {
      const { etat, retour } = await dossierDeLUnite(vol);
      return etat === 'retournee' && retour?.acteId !== undefined ? retour : undefined;
    });
    expect((await dossierDeLUnite(vol)).retour).toMatchObject({
      remarques: [{ phrase: 'Entendre la gérante du magasin.', cible: { genre: 'dossier' } }],
      par: { nom: 'Claire FONTAINE' },
    });
    await transmettre(enqueteur, vol, 'tj47001');
    expect(await dossierDuParquet(vol)).toMatchObject({ etat: 'transmise' });
  });

  test('une CRPC fermée dit pourquoi, s’ouvre quand la personne reconnaît, s’inscrit à son audience', async () => {
    const { page } = parquet;
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${vol}?onglet=decision`);
    await page.getByRole('button', { name: /Reconnaissance préalable/ }).waitFor();
    await page.keyboard.press('r');
    await page
      .getByText(/la personne reconnaît les faits/)
      .first()
      .waitFor();
    await page.getByLabel('reconnaît les faits').check();
    await page.getByLabel('assistée d’un avocat').check();
    await page.locator('.creneau').first().click();
    await page.getByLabel('Peine envisagée').fill('Quatre mois d’emprisonnement avec sursis.');
    await page.getByLabel(/dont emprisonnement/).fill('4');
    await page.getByText('Brouillon enregistré').waitFor();
    expect(await ecartsDEcran(page, 'matrice')).toEqual([]);
    await page.getByRole('button', { name: /^Signer la décision/ }).click();
    await donnerLePin(page, SUBSTITUT.pin);
    await page.getByRole('button', { name: /Revenir sur cette décision/ }).waitFor();
    const { decisions } = await dossierDuParquet(vol);
    expect(decisions).toMatchObject([
      { type: 'orientation', resume: expect.stringContaining('audience le') },
    ]);
    const jours = { du: '2026-01-01', au: '2099-12-31' };
    const { audiences } = attendu(
      'audiences',
      await magistrat.client.appeler('GET /api/audiences', { requete: jours }),
    );
    expect(audiences.filter(({ affaires }) => affaires > 0)).toMatchObject([{ nature: 'crpc', prises: 20 }]);
  });

  test('confie un dossier avec un mot, et classe un lot de petits X d’un seul PIN', async () => {
    const { page } = parquet;
    const [premier = ''] = petitsX;
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${premier}`);
    await page.getByRole('button', { name: 'Confier…' }).click();
    await page.getByLabel('Magistrat', { exact: true }).selectOption({ index: 1 });
    await page.getByLabel(/^Note/).fill('À joindre aux vols du marché.');
    await page.getByRole('button', { name: 'Confier', exact: true }).click();
    await page.getByText(/À joindre aux vols du marché/).waitFor();
    await page.goto(essai.systeme.justice.origine);
    await page.getByRole('button', { name: /^Petits X/ }).click();
    await page.getByText('Vol de vélo, place Wilson').first().waitFor();
    expect(await ecartsDEcran(page, 'petits-x')).toEqual([]);
    await page.keyboard.press('Control+a');
    await page.getByText(`${petitsX.length} procédures choisies`).waitFor();
    await page.keyboard.press('d');
    await expect.poll(() => page.getByLabel('Motif', { exact: true }).inputValue()).toBe('71');
    expect(await ecartsDEcran(page, 'lot-de-petits-x')).toEqual([]);
    await page.getByRole('button', { name: 'Préparer et signer' }).click();
    await donnerLePin(page, SUBSTITUT.pin);
    await page.getByText('Aucune procédure contre auteur inconnu n’attend.').waitFor();
    for (const idj of petitsX)
      expect(await dossierDuParquet(idj)).toMatchObject({
        etat: 'decidee',
        decisions: [{ type: 'classement-sans-suite', resume: expect.stringContaining('71') }],
      });
  });

  test('chaque décision a prévu ses envois : le canal est dit, le consentement l’ouvre, un échec est en retard', async () => {
    const { page } = parquet;
    await page.goto(`${essai.systeme.justice.origine}/envois`);
    await page.getByText(/envois à suivre, dont 0 en retard/).waitFor();
    // Une convocation et son avis a la victime ; un avis de classement par petit X.
    expect(await page.locator('.envoi').count()).toBe(2 + petitsX.length);
    expect(await ecartsDEcran(page, 'envois')).toEqual([]);
    await page
      .getByRole('button', { name: /^Constater : Avis de classement/ })
      .first()
      .click();
    await page.getByLabel('Échoué').check();
    await page.getByLabel('Ce qui le prouve').fill('Courrier revenu : n’habite pas à l’adresse indiquée.');
    await page.getByRole('button', { name: 'Constater', exact: true }).click();
    await page.getByText(/dont 1 en retard/).waitFor();
    const { envois } = attendu(
      'envois',
      await magistrat.client.appeler('GET /api/notifications', { requete: { vue: 'a-suivre' } }),
    );
    expect(envois.map(({ objet, canal, etat }) => `${objet} ${canal} ${etat}`).toSorted()).toEqual([
      'avis-d-audience impression a-envoyer',
      'avis-de-classement impression a-envoyer',
      'avis-de-classement impression a-envoyer',
      'avis-de-classement impression echoue',
      'convocation unite a-envoyer',
    ]);
    const convocation = envois.find(({ objet }) => objet === 'convocation');
    const reprise = await magistrat.client.appeler('POST /api/dossiers/:idj/notifications/:id/pas', {
      idj: vol,
      id: convocation?.id ?? '',
      corps: { pas: 'confirme', le: '2026-01-02', trace: 'Émargement' },
    });
    expect(reprise).toMatchObject({ ok: false, refus: { code: 'pas-impossible' } });
    await page.goto(`${essai.systeme.justice.origine}/dossiers/${vol}?onglet=envois`);
    await page.getByLabel(/DUPUIS Lucas : courriel accepté/).fill('lucas.dupuis@exemple.fr');
    await page.getByRole('button', { name: /Recueillir le consentement de DUPUIS/ }).click();
    await page.getByText(/lucas\.dupuis@exemple\.fr/).waitFor();
    expect(await ecartsDEcran(page, 'envois-du-dossier')).toEqual([]);
  });
});
