import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenirLeBudget } from './gestes.ts';
import {
  donnerLePin,
  ecartsDEcran,
  capturer,
  ouvrirNavigateur,
  ouvrirOnglet,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from './navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;
const DECLARATION = 'Hier vers onze heures, un homme a pris une perceuse et l’a glissée sous sa veste.';

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let parquet: Poste;
let adresseDossier = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  navigateur = await ouvrirNavigateur();
  opj = await ouvrirPoste(navigateur);
  parquet = await ouvrirPoste(navigateur);
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(opj.page, 'echec-opj');
  await capturer(parquet.page, 'echec-parquet');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

describe('de l’enquêteur au parquet, dans deux navigateurs', { timeout: 120_000 }, () => {
  test('un PIN faux a sa phrase, le bon ouvre la session, et la page ne voit jamais le PIN', async () => {
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await page.getByRole('button', { name: 'Se connecter avec ma carte' }).click();
    const fenetre = page.frameLocator('iframe');
    await fenetre.getByRole('radio', { name: /Camille Moreau/ }).check();
    await fenetre.locator('#pin').fill('000000');
    await fenetre.locator('#pin').press('Enter');
    await fenetre
      .getByText(/PIN.*(faux|incorrect).*2 essais/i)
      .first()
      .waitFor();
    await fenetre.locator('#pin').fill(OPJ.pin);
    await fenetre.locator('#pin').press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Procédures de l’unité' }).waitFor();
    expect(await page.content()).not.toContain(OPJ.pin);
  });

  test('C ouvre une procédure : l’IDJ est donné à l’instant, le numéro de l’unité est son alias', async () => {
    const { page } = opj;
    await tenirLeBudget(page, { tache: '1 : ouvrir une procédure', gestes: 3 }, async () => {
      await page.keyboard.press('c');
      await page
        .getByRole('dialog')
        .getByLabel('Intitulé')
        .fill('Vol à l’étalage, Quincaillerie des Tilleuls');
      await page.keyboard.press('Enter');
      await page.getByRole('heading', { level: 1, name: /Vol à l’étalage/ }).waitFor();
    });
    await page
      .getByText(/IDJ-\d{4}-[0-9A-Z]{8}-[0-9A-Z]/)
      .first()
      .waitFor();
    await page.getByText('n° 00123/00001/').first().waitFor();
    adresseDossier = page.url();
  });

  test('la victime, le mis en cause et le fait se saisissent une fois', async () => {
    const { page } = opj;
    await page.getByRole('link', { name: 'Ajouter une personne' }).first().click();
    await page.getByRole('radio', { name: 'une personne morale' }).check();
    await page.getByRole('checkbox', { name: /victime/i }).check();
    await page.getByLabel('Raison sociale').fill('Quincaillerie des Tilleuls SARL');
    await page.getByLabel('Représentée par').fill('Mme Odile Marchand, gérante');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.goto(adresseDossier);
    await page.getByText('Quincaillerie des Tilleuls SARL').first().waitFor();
    await page.getByRole('link', { name: 'Ajouter une personne' }).first().click();
    await page.getByRole('checkbox', { name: /mis en cause/i }).check();
    await page.getByLabel('Nom de naissance').fill('Dupuis');
    await page.getByLabel('Prénoms').fill('Lucas');
    await page.getByLabel('Né(e) le').first().fill('17/05/1994');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.goto(adresseDossier);
    await page
      .getByText(/DUPUIS/)
      .first()
      .waitFor();
    await page.getByRole('link', { name: 'Ajouter un fait' }).first().click();
    await page.getByRole('combobox', { name: /Infraction/ }).fill('7151');
    await page.getByRole('option', { name: /7151/ }).click();
    await page.getByLabel('Début des faits : date').fill('20/11/2026');
    await page.getByLabel('Début des faits : heure').fill('11:00');
    await page.getByLabel('Commune').fill('Agen');
    await page.getByRole('button', { name: 'Enregistrer' }).click();
    await page.goto(adresseDossier);
    await page.getByText(/VOL/).first().waitFor();
  });

  test('la plainte est préremplie, et le texte survit au navigateur tué puis au service tué', async () => {
    let { page } = opj;
    await commencerUnActe(page, 'plainte');
    expect(await page.getByLabel('Plaignant').locator('option:checked').textContent()).toContain(
      'Quincaillerie',
    );
    await page.getByLabel('Déclaration').fill(DECLARATION);
    await page.getByText(/Enregistré à/).waitFor();
    const adresse = page.url();
    await page.close();
    page = await ouvrirOnglet(opj.contexte, opj.violations);
    opj = { ...opj, page };
    await page.goto(adresse);
    await attendreValeur(page, 'Déclaration', DECLARATION);
    await systeme.interieur.tuer('SIGKILL');
    await page.getByLabel('Déclaration').fill(`${DECLARATION} Il est sorti sans payer.`);
    await systeme.interieur.demarrer();
    await page.getByText(/Enregistré à/).waitFor({ timeout: 30_000 });
    await page.reload();
    await attendreValeur(page, 'Déclaration', `${DECLARATION} Il est sorti sans payer.`);
    await page.getByRole('checkbox', { name: /avis des droits de la victime/ }).check();
    await page.getByText(/Enregistré à/).waitFor();
    await mentionnerLImpossibilite(page);
    await signerLActe(page);
  });

  test('les constatations joignent des photographies, originaux gardés, vignettes à part', async () => {
    const { page } = opj;
    await page.goto(adresseDossier);
    await commencerUnActe(page, 'constatations');
    await page
      .getByLabel('Constatations', { exact: true })
      .fill('Le rayon est à quatre mètres de la sortie ; l’emplacement est vide.');
    await page
      .getByLabel('Choisir des fichiers à joindre')
      .setInputFiles([await photo('rayon.jpg', '#8a6f4d'), await photo('sortie.jpg', '#3f4a56')]);
    await page.getByLabel('Légende 1').fill('Vue générale du rayon');
    await page.getByLabel('Légende 2').fill('Sortie du magasin');
    // Dressées deux jours après : le point se dit, signer attend le motif de passer outre, qui reste dans l'acte.
    await page.getByLabel('Début : date').fill(jourDans(-2));
    await page.getByLabel('Fin : date').fill(jourDans(-2));
    await page.getByText(/Acte signé \d+ h après la fin des opérations/).waitFor();
    const motif = page.getByLabel('Motif de passer outre les points d’attention');
    await motif.waitFor();
    await page.getByRole('button', { name: 'Signer', exact: true }).click();
    await page.getByText('Pour signer, 1 point à compléter').waitFor();
    await motif.fill('Photographies reçues de la gérante ce matin seulement.');
    await page.getByText('Pour signer, 1 point à compléter').waitFor({ state: 'detached' });
    expect(await ecartsDEcran(page, 'constatations')).toEqual([]);
    await signerLActe(page);
  });

  test('les auditions se rédigent au clavier, les droits de l’article 61-1 notifiés', async () => {
    const { page } = opj;
    await page.goto(adresseDossier);
    await commencerUnActe(page, 'audition de victime');
    await page.getByLabel('Réponse').first().fill('Une perceuse neuve, 189 euros.');
    await page.getByText(/Enregistré à/).waitFor();
    await mentionnerLImpossibilite(page);
    await page.goto(adresseDossier);
    await commencerUnActe(page, 'audition libre');
    expect(await page.getByLabel('Personne entendue').locator('option:checked').textContent()).toContain(
      'DUPUIS',
    );
    for (const droit of await page.getByRole('checkbox', { name: /La personne est informée de/ }).all())
      await droit.check();
    await page
      .getByLabel('Réponse')
      .first()
      .fill('Je réponds : j’ai pris la perceuse et je suis sorti sans payer.');
    await page.getByText(/Enregistré à/).waitFor();
    await mentionnerLImpossibilite(page);
  });

  test('le parapheur signe deux actes d’un seul PIN', async () => {
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tenirLeBudget(page, { tache: '8 : signer un lot', gestes: 3 }, async () => {
      await page.getByRole('link', { name: /Parapheur/ }).click();
      await page.getByText('Procès-verbal d’audition libre').first().waitFor();
      await page.keyboard.press('Control+a');
      await page.keyboard.press('s');
      await page.getByRole('dialog', { name: 'Signer 2 actes' }).waitFor();
      await donnerLePin(page, OPJ.pin);
      await page.getByText('Acte signé et scellé.').nth(1).waitFor();
    });
    await page.getByRole('button', { name: 'Terminer' }).click();
  });

  test('une personne mal orthographiée et les mots d’une pièce se retrouvent en deux gestes', async () => {
    const { page } = opj;
    await attendreLIndex(page, 'emplacement');
    await page.goto(systeme.interieur.origine);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tenirLeBudget(page, { tache: '2 : retrouver une personne', gestes: 2 }, async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Chercher ou agir' }).fill('dupuy');
      await page.getByRole('option', { name: /Lucas DUPUIS/ }).waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/personnes\//);
    });
    await page.goto(systeme.interieur.origine);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await tenirLeBudget(page, { tache: '42 : retrouver un mot dans les pièces', gestes: 2 }, async () => {
      await page.keyboard.press('/');
      await page.getByRole('searchbox', { name: /^Chercher dans/ }).fill('emplacements rayons');
      await page.locator('mark', { hasText: 'emplacement' }).waitFor();
      await page.getByRole('list', { name: 'Pièces trouvées' }).getByRole('link').first().click();
      await page.waitForURL(/\/pieces\//);
    });
    await page.goBack();
    await page.getByRole('button', { name: 'Garder cette recherche' }).click();
    await page.getByRole('button', { name: 'emplacements rayons', exact: true }).waitFor();
    expect(await ecartsDEcran(page, 'recherche')).toEqual([]);
    await page.getByRole('searchbox', { name: /^Chercher dans/ }).fill('introuvablissime');
    await page.getByText('Rien ne répond à « introuvablissime »').waitFor();
    await page.goto(`${systeme.interieur.origine}/recherche`);
    await page.getByText('Chaque recherche est inscrite au journal des accès').waitFor();
    expect(await ecartsDEcran(page, 'recherche-vide')).toEqual([]);
  });

  test('la transmission est bloquée et le manque nommé, puis la synthèse signée la débloque', async () => {
    const { page } = opj;
    await page.goto(adresseDossier);
    await page.getByRole('button', { name: /Transmettre/ }).click();
    await page.getByRole('link', { name: 'Le procès-verbal de synthèse manque.' }).click();
    await page.getByRole('button', { name: 'Commencer cet acte' }).click();
    await page
      .getByLabel('Conclusion')
      .fill('Les faits sont établis. Procédure transmise pour appréciation.');
    await page.getByText(/Enregistré à/).waitFor();
    await signerLActe(page);
  });

  test('le procureur voit arriver la procédure sans recharger, l’OPJ voit l’accusé', async () => {
    await parquet.page.goto(systeme.justice.origine);
    await seConnecter(parquet.page, SUBSTITUT.titulaire, SUBSTITUT.pin);
    await parquet.page.getByText('en direct').waitFor();
    const { page } = opj;
    await page.goto(adresseDossier);
    await tenirLeBudget(page, { tache: '14 : transmettre la procédure', gestes: 3 }, async () => {
      await page.getByRole('button', { name: /Transmettre/ }).click();
      expect(await ecartsDEcran(page, 'transmission')).toEqual([]);
      await page.getByRole('button', { name: 'Transmettre', exact: true }).click();
    });
    await parquet.page
      .getByRole('link', { name: /Vol à l’étalage/ })
      .or(parquet.page.getByRole('option', { name: /Vol à l’étalage/ }))
      .or(parquet.page.getByText('Vol à l’étalage, Quincaillerie des Tilleuls'))
      .first()
      .waitFor({ timeout: 30_000 });
    await page.getByText(/accus/i).first().waitFor();
    await capturer(page, 'pli-accuse');
    const boite = async (): Promise<string> => (await fetch(systeme.courrier.urlHttp)).text();
    await expect.poll(boite, { timeout: 15_000 }).toContain('Un dossier attend votre attention');
    expect(await boite()).not.toMatch(/Dupuis|Quincaillerie/i);
    expect(await ecartsDEcran(parquet.page, 'boite')).toEqual([]);
  });

  test('le procureur lit les pièces dans le navigateur et décide une COPJ ; neuf jours ne suffisent pas', async () => {
    const { page } = parquet;
    await tenirLeBudget(
      page,
      { tache: '22 : ouvrir la procédure, sa synthèse à côté', gestes: 1 },
      async () => {
        await page.getByRole('link', { name: /^Ouvrir le dossier/ }).click();
        await page.getByRole('tab', { name: 'Synthèse', selected: true }).waitFor();
      },
    );
    await attendreLIndex(page, 'emplacement');
    await tenirLeBudget(page, { tache: '42 : retrouver un mot dans les pièces', gestes: 2 }, async () => {
      await page.keyboard.press('Control+k');
      await page.getByRole('combobox', { name: 'Chercher ou agir' }).fill('emplacement');
      await page
        .getByRole('listbox')
        .getByRole('option', { name: /constatations/i })
        .waitFor();
      await page.keyboard.press('Enter');
      await page.waitForURL(/lu=\d/);
    });
    await page.goto(`${systeme.justice.origine}${new URL(adresseDossier).pathname}`);
    await page.getByText('une perceuse et l’a glissée').first().waitFor({ timeout: 30_000 });
    expect(await ecartsDEcran(page, 'dossier-parquet')).toEqual([]);
    await tenirLeBudget(
      page,
      { tache: '23 et 24 : décider, date d’audience donnée', gestes: 4 },
      async () => {
        await page.keyboard.press('d');
        await page.keyboard.press('p');
        await page.getByLabel('Heure (Paris)').fill('9h00');
        await page.getByLabel('Date de l’audience').fill(jourDans(9));
        await page.getByText('552 CPP').first().waitFor();
        await page.locator('.creneau').first().click();
        await page.getByText('Audience le').waitFor();
        await page.keyboard.press('s');
        await donnerLePin(page, SUBSTITUT.pin);
        await page.getByText('Décision transmise à l’unité').waitFor();
      },
    );
    await capturer(page, 'decision-signee');
  });

  test('l’OPJ voit la décision aussitôt, sans recharger', async () => {
    await opj.page.getByText('décidée', { exact: true }).first().waitFor();
    await opj.page.getByRole('heading', { level: 1 }).getByRole('link').click();
    await opj.page.getByRole('region', { name: 'Décision du parquet' }).waitFor();
    expect(await ecartsDEcran(opj.page, 'dossier-opj-decide')).toEqual([]);
  });

  test('six onglets de plus ne prennent qu’une connexion vive, et chacun reste servi', async () => {
    const onglets: Page[] = [];
    for (let rang = 0; rang < 6; rang++) {
      const onglet = await ouvrirOnglet(opj.contexte, opj.violations);
      await onglet.goto(systeme.interieur.origine);
      await onglet.getByRole('heading', { level: 1 }).waitFor();
      await onglet.getByText('en direct').waitFor();
      onglets.push(onglet);
    }
    expect(onglets).toHaveLength(6);
    const mesures = await (await fetch(`${systeme.interieur.origine}/mesures`)).text();
    expect(/^ppn_flux_vif_abonnes\{[^}]*\} (\d+)$/m.exec(mesures)?.[1]).toBe('1');
  });

  test('aucune page n’a enfreint la politique de contenu ni levé d’exception', () => {
    expect([...opj.violations, ...parquet.violations]).toEqual([]);
  });
});

async function commencerUnActe(page: Page, type: string): Promise<void> {
  await page.getByRole('button', { name: /Nouvel acte/ }).waitFor();
  await tenirLeBudget(page, { tache: `3 : commencer « ${type} »`, gestes: 3 }, async () => {
    await page.keyboard.press('n');
    const palette = page.getByPlaceholder(/Nouvel acte/);
    await palette.fill(type);
    await page.getByRole('listbox').getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/actes\/[0-9a-f-]{36}/);
    await page.getByText(/Enregistré à/).waitFor();
  });
}

/** La personne dit pourquoi elle ne peut pas signer ; le parcours de la tablette est dans `tablette.test.ts`. */
async function mentionnerLImpossibilite(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'La personne ne peut pas signer' }).click();
  await page.keyboard.type('bras immobilisé');
  await page.keyboard.press('Enter');
  await page.getByText('ne peut pas signer', { exact: true }).waitFor();
}

async function signerLActe(page: Page): Promise<void> {
  // Le flux vif peut annoncer l'acte scelle avant la reponse du panneau : l'un ou l'autre dit la meme chose.
  const terminer = page.getByRole('button', { name: 'Terminer' });
  await tenirLeBudget(page, { tache: '7 : signer un acte', gestes: 2 }, async () => {
    await page
      .getByRole('button', { name: /^Signer/ })
      .first()
      .click();
    await donnerLePin(page, OPJ.pin);
    await terminer.or(page.getByText('Cet acte est signé et scellé')).first().waitFor();
  });
  if (await terminer.isVisible()) await terminer.click({ timeout: 2_000 }).catch(() => undefined);
}

/** L'index se fait a cote, une piece a la fois : on l'attend la ou l'agent peut chercher. */
async function attendreLIndex(page: Page, mot: string): Promise<void> {
  const adresse = new URL(`/api/recherche?q=${mot}`, page.url()).href;
  const trouvees = async (): Promise<number> =>
    ((await (await page.request.get(adresse)).json()) as { readonly total: number }).total;
  await expect.poll(trouvees, { timeout: 30_000 }).toBe(1);
}

async function attendreValeur(page: Page, libelle: string, valeur: string): Promise<void> {
  const champ = page.getByLabel(libelle);
  await champ.waitFor();
  await expect.poll(() => champ.inputValue(), { timeout: 10_000 }).toBe(valeur);
}

const photo = async (name: string, background: string) => ({
  name,
  mimeType: 'image/jpeg',
  buffer: await sharp({ create: { width: 1600, height: 1200, channels: 3, background } })
    .jpeg()
    .toBuffer(),
});

const jourDans = (jours: number): string =>
  new Date(Date.now() + jours * 86_400_000).toLocaleDateString('fr-FR', { timeZone: 'Europe/Paris' });
