import {
  AFFAIRES,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  ilYA,
  type Magistrat,
  mesureVue,
  ouvrir,
  ouvrirUneGardeAVue,
  type ProcedureOuverte,
  rediger,
  signer,
} from '@ppn/scenarios/jeu';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
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

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let enqueteur: Enqueteur;
let magistrat: Magistrat;
let procedure: ProcedureOuverte;
let mesure = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  magistrat = await connecterMagistrat(terrain, 'claire-fontaine');
  procedure = await ouvrir(enqueteur, affaire());
  navigateur = await ouvrirNavigateur();
  opj = await ouvrirPoste(navigateur);
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await capturer(opj.page, 'echec-garde-a-vue');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

describe('la garde à vue à l’écran de l’OPJ', { timeout: 120_000 }, () => {
  test('du dossier au parquet informé : un écran, un PIN, dix gestes', async () => {
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await seConnecter(page, OPJ.titulaire, OPJ.pin);
    await page.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}`);
    await page.getByRole('button', { name: 'Garde à vue' }).waitFor();
    await tenirLeBudget(page, { tache: 'placer en garde à vue', gestes: 10 }, async () => {
      await page.keyboard.press('v');
      await page.getByRole('heading', { level: 1, name: 'Placement en garde à vue' }).waitFor();
      await page.getByLabel(/Raisons plausibles/).waitFor();
      await page.keyboard.type('Reconnu par un témoin, trouvé en possession de l’objet volé.');
      await page.getByLabel('Emprisonnement encouru').selectOption({ label: '3 ans' });
      await page.getByRole('checkbox', { name: '1° investigations' }).check();
      await page.getByLabel('Magistrat avisé').click();
      await page.keyboard.type('Claire FONTAINE');
      await page.getByRole('checkbox', { name: /Déclaration écrite des droits remise/ }).check();
      await page.getByRole('radio', { name: 'commis d’office' }).check();
      await page.getByRole('radio', { name: 'refuse' }).check();
      await page.getByRole('button', { name: /Placer, notifier, aviser/ }).click();
      await donnerLePin(page, OPJ.pin);
      await page.getByRole('button', { name: 'Terminer' }).waitFor();
      await page.keyboard.press('Enter');
    });
    await page.waitForURL(/\/gardes-a-vue\/[0-9a-f-]{36}$/);
    mesure = page.url().split('/').at(-1) ?? '';
    await page.getByText('Avis au procureur').first().waitFor();
    await expect
      .poll(async () => (await chezLeMagistrat())?.placementA ?? null, { timeout: 20_000 })
      .not.toBeNull();
  });

  test('une touche consigne ; la même touche clôt la période ; l’heure du fait se tape', async () => {
    const { page } = opj;
    await tenirLeBudget(page, { tache: 'consigner un repas', gestes: 2 }, async () => {
      await page.keyboard.press('r');
      await consignee(page, 'Repas pris');
    });
    await tenirLeBudget(page, { tache: 'appeler l’avocat', gestes: 2 }, async () => {
      await page.keyboard.press('a');
      await consignee(page, 'Bâtonnier saisi');
    });
    await tenirLeBudget(page, { tache: 'commencer le repos', gestes: 2 }, async () => {
      await page.keyboard.press('p');
      await page.getByRole('button', { name: 'Fin : repos' }).waitFor();
    });
    await tenirLeBudget(page, { tache: 'clore le repos', gestes: 2 }, async () => {
      await page.keyboard.press('p');
      await page.getByRole('button', { name: 'Repos', exact: true }).waitFor();
    });
    await tenirLeBudget(page, { tache: 'commencer une audition', gestes: 2 }, async () => {
      await page.keyboard.press('u');
      await page.getByRole('dialog', { name: 'Commencer une audition' }).waitFor();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: 'Fin : audition' }).waitFor();
    });
    await page.keyboard.press('u');
    await page.getByRole('button', { name: 'Audition', exact: true }).waitFor();
    const tapee = heureDe(ilYA(3));
    await tenirLeBudget(page, { tache: 'consigner à l’heure du fait', gestes: 2 }, async () => {
      await page.keyboard.press('h');
      await page.keyboard.type(tapee);
      await page.getByRole('button', { name: 'Médecin requis' }).first().click();
      await consignee(page, 'Médecin requis');
    });
    await expect
      .poll(async () => medecinRequis(await mesureVue(enqueteur, mesure)), { timeout: 15_000 })
      .toBeDefined();
    const requis = medecinRequis(await mesureVue(enqueteur, mesure));
    expect(heureDe(requis?.survenuA ?? '')).toBe(tapee);
    expect(Date.parse(sansZone(requis?.enregistreA ?? ''))).toBeGreaterThan(Date.parse(sansZone(ilYA(2))));
  });

  test('une entrée ne s’efface pas : annulée avec son motif, elle reste', async () => {
    const { page } = opj;
    await page.keyboard.press('z');
    await page.getByRole('dialog', { name: /Rectifier : Médecin requis/ }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/Rectifiée à .* : Touche pressée par erreur/).waitFor();
    const annulee = (await mesureVue(enqueteur, mesure)).registre.find(
      ({ type }) => type === 'medecin-requis',
    );
    expect(annulee).toMatchObject({
      annulee: true,
      rectifications: [{ motif: 'Touche pressée par erreur' }],
    });
  });

  test('la prolongation se demande en quatre gestes et un PIN ; le magistrat la voit', async () => {
    const { page } = opj;
    await tenirLeBudget(page, { tache: 'demander la prolongation', gestes: 4 }, async () => {
      await page.keyboard.press('l');
      await page.getByRole('checkbox', { name: 'confrontation' }).check();
      await page.getByRole('button', { name: 'Signer et demander' }).click();
      await donnerLePin(page, OPJ.pin);
      await page.getByRole('button', { name: 'Terminer' }).waitFor();
      await page.keyboard.press('Enter');
    });
    await page
      .getByText(/demandée à/)
      .first()
      .waitFor();
    await expect
      .poll(async () => (await chezLeMagistrat())?.demande?.heures ?? 0, { timeout: 20_000 })
      .toBe(24);
  });

  test('un acte scellé sous ses yeux ramène à la mesure', async () => {
    const { page } = opj;
    const acte = await rediger(enqueteur, procedure.idj, 'gav-demande-prolongation', () => ({
      motifs: [1],
      expose: 'Une confrontation reste à faire.',
      passerOutre: 'Vu avec le magistrat de permanence.',
    }));
    await page.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}/actes/${acte}`);
    await page.getByRole('button', { name: 'Signer', exact: true }).waitFor();
    await signer(enqueteur, [acte]);
    await page.getByText('Cet acte est signé et scellé').waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(`**/gardes-a-vue/${mesure}`);
    await page.getByRole('list', { name: /Chronologie/ }).waitFor();
  });

  test('service arrêté puis navigateur tué : la saisie attend sur le poste, part une fois, à l’heure de son fait', async () => {
    let { page } = opj;
    const avant = (await mesureVue(enqueteur, mesure)).registre.length;
    await systeme.interieur.tuer('SIGKILL');
    const debut = Date.now();
    await page.keyboard.press('r');
    await page.keyboard.press('p');
    await page.getByText('2 saisies gardées sur ce poste').waitFor();
    await page.getByRole('button', { name: 'Fin : repos' }).waitFor();
    const [un, deux] = [await chiffres(page), await attendreUnAutre(page)];
    expect(deux).not.toBe(un);
    await capturer(page, 'garde-a-vue-service-arrete');
    const adresse = page.url();
    await page.close();
    const fin = Date.now();
    await systeme.interieur.demarrer();
    page = await ouvrirOnglet(opj.contexte, opj.violations);
    opj = { ...opj, page };
    await page.goto(adresse);
    await page.getByRole('list', { name: /Chronologie/ }).waitFor();
    await expect
      .poll(async () => (await mesureVue(enqueteur, mesure)).registre.length, { timeout: 30_000 })
      .toBe(avant + 2);
    await page.getByText('gardées sur ce poste').waitFor({ state: 'detached' });
    const { registre } = await mesureVue(enqueteur, mesure);
    expect(registre.filter(({ type }) => type === 'repas')).toHaveLength(2);
    const repas = Date.parse(sansZone(registre.findLast(({ type }) => type === 'repas')?.survenuA ?? ''));
    expect(repas).toBeGreaterThanOrEqual(debut - 2_000);
    expect(repas).toBeLessThanOrEqual(fin + 2_000);
  });

  test('la Justice injoignable : l’écran dit depuis quand, l’unité consigne toujours, tout arrive une fois', async () => {
    const { page } = opj;
    await systeme.justice.tuer('SIGKILL');
    await page.getByText(/Le parquet ne voit plus rien depuis \d\d:\d\d/).waitFor();
    await page.keyboard.press('b');
    await consignee(page, 'Repas proposé et refusé');
    await capturer(page, 'garde-a-vue-justice-coupee');
    await systeme.justice.demarrer();
    await page.getByText('Le parquet ne voit plus rien').waitFor({ state: 'detached' });
    const refuses = async (): Promise<number> =>
      (await mesureVue(magistrat, mesure)).registre.filter(
        ({ libelle }) => libelle === 'Repas proposé et refusé',
      ).length;
    await expect.poll(refuses, { timeout: 30_000 }).toBe(1);
  });

  test('un poste dont l’horloge avance d’une heure montre le même compte à rebours', async () => {
    const contexte = await navigateur.newContext({
      storageState: await opj.contexte.storageState(),
      locale: 'fr-FR',
      timezoneId: 'Europe/Paris',
    });
    await contexte.addInitScript(avancerLHorloge, 3_600_000);
    const page = await ouvrirOnglet(contexte, opj.violations);
    await page.goto(opj.page.url());
    await page.getByRole('timer').first().waitFor();
    expect(await page.evaluate('Date.now()')).toBeGreaterThan(Date.now() + 3_500_000);
    const [juste, decale] = await Promise.all([secondes(opj.page), secondes(page)]);
    expect(Math.abs(juste - decale)).toBeLessThanOrEqual(3);
    expect(await page.getByText('heure du poste').count()).toBe(0);
    await contexte.close();
  });

  test('G puis V mène aux mesures, l’alarme se voit d’une touche et reste au registre', async () => {
    const ancienne = await ouvrirUneGardeAVue(enqueteur, { ...affaire(), peineMois: 36 }, 20 * 60 + 10);
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await page.getByRole('heading', { level: 1, name: 'Procédures de l’unité' }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('v');
    const titre = page.getByRole('heading', { level: 1, name: 'Gardes à vue de l’unité' });
    await titre.waitFor();
    await expect.poll(() => titre.evaluate((h1) => document.activeElement === h1)).toBe(true);
    const cartes = page.getByRole('list', { name: /Gardes à vue/ }).locator('.carte-mesure');
    await expect.poll(() => cartes.count(), { timeout: 15_000 }).toBe(2);
    expect(await cartes.first().getByText('moins de 6 h').count()).toBe(1);
    expect(await ecartsDEcran(page, 'garde-a-vue-liste')).toEqual([]);
    await page.goto(`${systeme.interieur.origine}/gardes-a-vue/${ancienne.mesure}`);
    await page
      .getByText(/dans 4 h/)
      .first()
      .waitFor();
    await tenirLeBudget(page, { tache: 'voir une alarme', gestes: 1 }, () => page.keyboard.press('w'));
    await expect
      .poll(async () => (await mesureVue(enqueteur, ancienne.mesure)).registre.map(({ type }) => type), {
        timeout: 15_000,
      })
      .toContain('alarme-acquittee');
  });

  test('la fin se signe, le récapitulatif s’engendre du registre et mentionne le refus, le registre s’imprime', async () => {
    const { page } = opj;
    await page.goto(`${systeme.interieur.origine}/gardes-a-vue/${mesure}`);
    await page.getByRole('button', { name: 'Mettre fin à la mesure' }).click();
    await page.getByLabel('Magistrat du parquet').fill('Claire FONTAINE');
    await page.getByRole('button', { name: 'Signer la fin de mesure' }).click();
    await passerOutre(page);
    await donnerLePin(page, OPJ.pin);
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByRole('button', { name: 'Établir le récapitulatif' }).click();
    await page.getByText(/Entrées du registre \(\d+\)/).waitFor();
    expect(await ecartsDEcran(page, 'garde-a-vue-recapitulatif')).toEqual([]);
    await page.getByRole('button', { name: 'La personne refuse' }).click();
    await page.keyboard.press('Enter');
    await page.getByText('refuse de signer', { exact: true }).waitFor();
    const pdf = await page.request.get(`${systeme.interieur.origine}/api/mesures/${mesure}/registre`);
    expect(pdf.headers()['content-type']).toContain('application/pdf');
  });

  test('chaque écran passe axe dans les deux thèmes, à 320 px sans débordement', async () => {
    const { page } = opj;
    const ecarts: string[] = [];
    for (const [chemin, nom] of [
      ['/', 'garde-a-vue-accueil'],
      [`/gardes-a-vue/${mesure}`, 'garde-a-vue-mesure'],
      [`/placement/${procedure.idj}`, 'garde-a-vue-placement'],
    ] as const) {
      await page.goto(systeme.interieur.origine + chemin);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page
        .getByText(/^Chargement/)
        .first()
        .waitFor({ state: 'detached' });
      ecarts.push(...(await ecartsDEcran(page, nom)));
    }
    expect(ecarts).toEqual([]);
    expect(opj.violations).toEqual([]);
  });
});

/** Si un point d'attention se dit, on donne son motif ; sinon la carte se presente. */
async function passerOutre(page: Page): Promise<void> {
  const motif = page.getByLabel('Motif de passer outre (reste dans l’acte)');
  const carte = page.locator('iframe.fenetre-carte');
  await motif.or(carte).first().waitFor();
  if (!(await motif.isVisible())) return;
  await motif.fill('Vérifié avec le magistrat de permanence.');
  await page.getByRole('button', { name: 'Passer outre et signer' }).click();
}

const medecinRequis = ({ registre }: Awaited<ReturnType<typeof mesureVue>>) =>
  registre.find(({ type }) => type === 'medecin-requis');

const sansZone = (horodate: string): string => horodate.replace(/\[.*$/, '');
const heureDe = (horodate: string): string => horodate.slice(11, 16);
const chiffres = (page: Page): Promise<string> => page.getByRole('timer').first().innerText();

/** Le compte a rebours bouge encore : rend sa valeur suivante. */
async function attendreUnAutre(page: Page): Promise<string> {
  const depart = await chiffres(page);
  await expect.poll(() => chiffres(page), { timeout: 10_000 }).not.toBe(depart);
  return chiffres(page);
}

async function secondes(page: Page): Promise<number> {
  const [heures = 0, minutes = 0, reste = 0] = (await chiffres(page)).split(':').map(Number);
  return (heures * 60 + minutes) * 60 + reste;
}

/** Execute dans la page : l'horloge civile du poste avance. */
function avancerLHorloge(avance: number): void {
  const juste = Date;
  globalThis.Date = class extends juste {
    constructor(...parties: readonly unknown[]) {
      if (parties.length === 0) super(juste.now() + avance);
      else super(...(parties as [number]));
    }
    static override now(): number {
      return juste.now() + avance;
    }
  } as DateConstructor;
}

async function consignee(page: Page, libelle: string): Promise<void> {
  await page
    .getByRole('list', { name: /Chronologie/ })
    .getByText(libelle)
    .first()
    .waitFor();
}

async function chezLeMagistrat() {
  const lue = await magistrat.client.appeler('GET /api/mesures', { requete: { etat: 'en-cours' } });
  return lue.ok ? lue.valeur.mesures.find(({ id }) => id === mesure) : undefined;
}

function affaire() {
  const trouvee = AFFAIRES.find(({ misEnCause }) => misEnCause !== undefined);
  if (!trouvee) throw new Error('Aucune affaire de démonstration.');
  return trouvee;
}
