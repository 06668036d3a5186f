import { dirname } from 'node:path';
import { ACTES_D_ENQUETE, creerCatalogue, verifierActeRecu } from '@ppn/acte';
import { formeComparable } from '@ppn/core';
import {
  AFFAIRE_S1,
  attendu,
  connecterEnqueteur,
  type Enqueteur,
  ouvrir,
  type ProcedureOuverte,
} from '@ppn/scenarios/jeu';
import { lireAncres, texteDuPdf, validerPdf } from '@ppn/sealing';
import jsqr from 'jsqr';
import type { Browser, CDPSession, Page } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { tenirLeBudget } from './gestes.ts';
import {
  capturer,
  donnerLePin,
  ecartsDEcran,
  ouvrirNavigateur,
  ouvrirOnglet,
  ouvrirPoste,
  type Poste,
  seConnecter,
} from './navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

const SECOND = { titulaire: 'Hugo Lefèvre', pin: '147014' } as const;
const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let tablette: Poste;
let enqueteur: Enqueteur;
let procedure: ProcedureOuverte;
let adresseDuQr = '';

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  const terrain = await essai.terrain();
  enqueteur = await connecterEnqueteur(terrain, 'camille-moreau');
  procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  navigateur = await ouvrirNavigateur();
  opj = await ouvrirPoste(navigateur);
  tablette = await ouvrirTablette();
  await opj.page.goto(systeme.interieur.origine);
  await seConnecter(opj.page, OPJ.titulaire, OPJ.pin);
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(opj.page, 'echec-poste');
  await capturer(tablette.page, 'echec-tablette');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

describe('la personne entendue signe de sa main, puis l’agent scelle', { timeout: 120_000 }, () => {
  let acteId = '';

  test('un clic remet l’acte : un code, son QR, une seule tablette', async () => {
    acteId = await auditionLibre();
    const { page } = opj;
    await page.goto(adresseDeLActe(acteId));
    await tenirLeBudget(page, { tache: '9 : faire signer sur une tablette', gestes: 3 }, async () => {
      await page.getByRole('button', { name: 'Faire signer sur la tablette' }).click();
      await page.locator('.remise-code').waitFor();
    });
    const code = (await page.locator('.remise-code').textContent())?.replace(/\s/g, '') ?? '';
    expect(code).toMatch(/^[2-9A-HJKMNP-Z]{8}$/);
    adresseDuQr = await lireLeQr(page);
    expect(adresseDuQr).toBe(`${systeme.interieur.origine}/tablette#${code}`);
    expect(await ecartsDEcran(page, 'remise')).toEqual([]);
  });

  test('la tablette lit l’acte entier, sans session, et ne garde ni code ni texte', async () => {
    const { page } = tablette;
    await page.goto(adresseDuQr);
    await page.getByRole('heading', { level: 1, name: 'Lisez cet acte en entier avant de signer' }).waitFor();
    await page.getByText('J’ai pris la perceuse.').waitFor();
    expect(page.url()).toBe(`${systeme.interieur.origine}/tablette`);
    expect(await page.evaluate(() => localStorage.length + sessionStorage.length)).toBe(0);
    expect(await tablette.contexte.cookies()).toEqual([]);
    expect(await ecartsDEcran(page, 'tablette-lecture')).toEqual([]);
    await page.setViewportSize({ width: 820, height: 1180 });
    await opj.page.getByText('tablette ouverte').waitFor();
    const seconde = await ouvrirOnglet(tablette.contexte, tablette.violations);
    await seconde.goto(adresseDuQr);
    await seconde.getByText('il ne sert qu’une fois').waitFor();
    expect(await ecartsDEcran(seconde, 'tablette-code-refuse')).toEqual([]);
    await seconde.goto(systeme.interieur.origine);
    await seconde.getByRole('button', { name: 'Se connecter avec ma carte' }).waitFor();
    await seconde.close();
  });

  test('elle confirme avoir lu, signe au doigt, efface, recommence, valide ; l’agent le voit sans recharger', async () => {
    const { page } = tablette;
    const doigt = await page.context().newCDPSession(page);
    await page.getByRole('radio', { name: /Lucas/ }).check();
    await page.getByRole('button', { name: 'Valider ma signature' }).click();
    await page.getByText('Lisez d’abord l’acte').waitFor();
    await page.getByRole('checkbox', { name: /J’ai lu cet acte/ }).check();
    await page.getByRole('button', { name: 'Valider ma signature' }).click();
    await page.getByText('Le cadre est vide').waitFor();
    await signerAuDoigt(page, doigt);
    await page.getByRole('button', { name: 'Effacer et recommencer' }).click();
    await signerAuDoigt(page, doigt);
    await capturer(page, 'tablette-signature');
    await page.getByRole('button', { name: 'Valider ma signature' }).click();
    await page
      .getByText(/Passez l’appareil à/)
      .first()
      .waitFor();
    await opj.page.getByText(/signé à/).waitFor();
    await opj.page.getByRole('img', { name: /Signature manuscrite de Lucas/ }).waitFor({ state: 'attached' });
  });

  test('l’interprète ne peut pas signer et le dit ; la tablette se ferme', async () => {
    const { page } = tablette;
    await page.getByText('Mme Ada Lund, langue danoise').last().waitFor();
    await page.getByRole('button', { name: 'Je ne peux pas signer' }).click();
    await page.keyboard.type('interprétation par téléphone');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Terminé' }).waitFor();
    expect(await ecartsDEcran(page, 'tablette-fin')).toEqual([]);
    await page.reload();
    await page.getByLabel('Code donné par l’agent').waitFor();
    await opj.page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await ecartsDEcran(opj.page, 'signatures-recueillies')).toEqual([]);
  });

  test('l’agent signe ensuite, et l’acte scellé porte l’image, les mentions, et rien des tracés', async () => {
    await signer(opj.page);
    const octets = new Uint8Array(
      await attendu(
        'pièce',
        await enqueteur.client.lire('GET /api/dossiers/:idj/pieces/:id', { idj: procedure.idj, id: acteId }),
      ).arrayBuffer(),
    );
    const ancres = await lireAncres(dirname(systeme.confiance.racine));
    expect((await validerPdf(octets, ancres, {})).verdict).toBe('valide');
    const catalogue = creerCatalogue(ACTES_D_ENQUETE);
    const verifie = await verifierActeRecu(octets, { idj: procedure.idj, ancres, catalogue });
    if (!verifie.ok) throw new Error(verifie.refus.join(' '));
    expect(verifie.valeur.acte.signatures?.map(({ issue }) => issue.etat)).toEqual([
      'signee',
      'impossibilite',
    ]);
    const texte = formeComparable(await texteDuPdf(octets));
    expect(texte).toContain(formeComparable('identité constatée, a signé de sa main sur l’appareil'));
    expect(texte).toContain(formeComparable('Motif : interprétation par téléphone'));
    expect(Buffer.from(octets).includes('ppn/traces')).toBe(false);
    await opj.page.goto(`${systeme.interieur.origine}/dossiers/${procedure.idj}/pieces/${acteId}`);
    await opj.page.getByText('a signé de sa main').first().waitFor();
    await opj.page.getByText('a signé de sa main').first().scrollIntoViewIfNeeded();
    await capturer(opj.page, 'acte-signe-a-la-main');
  });
});

describe('sans tablette, sur le poste de l’agent', { timeout: 120_000 }, () => {
  test('le même écran, la souris, puis le poste revient à l’agent', async () => {
    const { page } = opj;
    const acteId = await plainte();
    await page.goto(adresseDeLActe(acteId));
    await page.getByLabel('Identité du signataire').selectOption('identité présumée');
    await page.getByRole('button', { name: 'Signer sur ce poste' }).click();
    await page.getByRole('heading', { level: 1, name: 'Lisez cet acte en entier avant de signer' }).waitFor();
    await page.getByText('identité présumée').waitFor();
    await page.getByRole('checkbox', { name: /J’ai lu cet acte/ }).check();
    await signerALaSouris(page);
    await page.getByRole('button', { name: 'Valider ma signature' }).click();
    await page.getByRole('button', { name: 'Rendre le poste à l’agent' }).click();
    await page.getByText(/signé à/).waitFor();
    await page.getByText('identité présumée').waitFor();
  });

  test('un texte signé ne change plus ; le rouvrir annule la signature, et l’acte redit ce qui manque', async () => {
    const { page } = opj;
    expect(await page.getByLabel('Déclaration').isDisabled()).toBe(true);
    await page.getByRole('button', { name: 'Modifier : annule la signature' }).click();
    await page.getByLabel('Déclaration').fill('Un homme a pris une perceuse, et un niveau.');
    await page.getByText(/Enregistré à/).waitFor();
    await page.getByRole('link', { name: /Faites signer/ }).waitFor();
  });

  test('le refus se mentionne avec son motif, en trois gestes, et l’agent signe', async () => {
    const { page } = opj;
    await page.getByRole('button', { name: 'La personne refuse' }).click();
    await page.keyboard.type('conteste l’heure');
    await page.keyboard.press('Enter');
    await page.getByText('refuse de signer', { exact: true }).waitFor();
    expect(await ecartsDEcran(page, 'signature-refusee')).toEqual([]);
    await signer(page);
  });

  test('un second enquêteur cosigne de son poste ce que le premier a signé ; alors seulement l’acte est scellé', async () => {
    const acteId = await redigerSansSigner('plainte', {
      recit: 'Un homme a pris une perceuse.',
      droitsRemis: true,
      cosignataire: 'PN100002',
    });
    const { page } = opj;
    await page.goto(adresseDeLActe(acteId));
    await page
      .getByLabel('Second enquêteur, qui cosigne')
      .locator('option:checked', { hasText: SECOND.titulaire })
      .waitFor({ state: 'attached' });
    await page.getByRole('button', { name: 'La personne ne peut pas signer' }).click();
    await page.keyboard.type('bras immobilisé');
    await page.keyboard.press('Enter');
    await page.getByText('ne peut pas signer', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Signer', exact: true }).click();
    await donnerLePin(page, OPJ.pin);
    await page.getByText('Il attend la cosignature de Hugo Lefèvre.').waitFor();
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByText('signé, attend Hugo Lefèvre').first().waitFor();

    const second = await ouvrirPoste(navigateur);
    await second.page.goto(systeme.interieur.origine);
    await seConnecter(second.page, SECOND.titulaire, SECOND.pin);
    await second.page.goto(`${systeme.interieur.origine}/parapheur`);
    await second.page.getByText('à cosigner').waitFor();
    await second.page.getByRole('link', { name: 'Procès-verbal de plainte' }).click();
    await second.page.getByText('Signé par Camille Moreau').waitFor();
    await second.page.mouse.move(640, 600);
    await second.page.mouse.wheel(0, 4_000);
    await second.page
      .getByText(/puis cosigné électroniquement/)
      .first()
      .waitFor();
    expect(await ecartsDEcran(second.page, 'acte-a-cosigner')).toEqual([]);
    await second.page.getByRole('button', { name: 'Cosigner' }).click();
    await donnerLePin(second.page, SECOND.pin);
    await attendreLeSceau(second.page);
    await page
      .getByRole('link', { name: /Procès-verbal de plainte/ })
      .first()
      .waitFor();
    await expect
      .poll(async () => (await signatairesDe(acteId)).map(({ nom }) => nom), { timeout: 20_000 })
      .toEqual(['Camille Moreau', 'Hugo Lefèvre']);
    expect(second.violations).toEqual([]);
    await second.contexte.close();
  });

  test('ni la politique de contenu ni aucune page n’a été enfreinte', () => {
    expect([...opj.violations, ...tablette.violations]).toEqual([]);
  });
});

const signatairesDe = async (acteId: string) =>
  attendu(
    'dossier',
    await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj: procedure.idj }),
  ).pieces.find(({ id }) => id === acteId)?.signataires ?? [];

const adresseDeLActe = (acteId: string): string =>
  `${systeme.interieur.origine}/dossiers/${procedure.idj}/actes/${acteId}`;

async function ouvrirTablette(): Promise<Poste> {
  const contexte = await navigateur.newContext({
    viewport: { width: 820, height: 1180 },
    hasTouch: true,
    locale: 'fr-FR',
    timezoneId: 'Europe/Paris',
  });
  const violations: string[] = [];
  return { contexte, page: await ouvrirOnglet(contexte, violations), violations };
}

/** Un acte redige et complet, que personne n'a encore signe. */
async function redigerSansSigner(
  type: 'plainte' | 'audition-libre',
  ajouts: { readonly [champ: string]: unknown },
): Promise<string> {
  const { idj } = procedure;
  const acte = attendu(
    type,
    await enqueteur.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type } }),
  );
  attendu(
    type,
    await enqueteur.client.appeler('PUT /api/dossiers/:idj/actes/:acteId', {
      idj,
      acteId: acte.acteId,
      corps: { versionAttendue: acte.version, contenu: { ...acte.contenu, ...ajouts } },
    }),
  );
  return acte.acteId;
}

const plainte = (): Promise<string> =>
  redigerSansSigner('plainte', { recit: 'Un homme a pris une perceuse.', droitsRemis: true });

const auditionLibre = (): Promise<string> =>
  redigerSansSigner('audition-libre', {
    droits: {
      qualification: true,
      quitterLesLieux: true,
      interprete: true,
      silence: true,
      avocat: true,
      conseils: true,
    },
    interprete: 'Mme Ada Lund, langue danoise',
    echanges: [{ question: 'Reconnaissez-vous les faits ?', reponse: 'J’ai pris la perceuse.' }],
  });

async function lireLeQr(page: Page): Promise<string> {
  const image = await page.locator('.code-qr').screenshot();
  const { data, info } = await sharp(image).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return jsqr.default(new Uint8ClampedArray(data), info.width, info.height)?.data ?? '';
}

/** Une signature : des boucles qui avancent, de gauche a droite du cadre. */
async function points(page: Page): Promise<readonly { readonly x: number; readonly y: number }[]> {
  const toile = page.locator('canvas');
  await toile.scrollIntoViewIfNeeded();
  const { x = 0, y = 0, width = 0, height = 0 } = (await toile.boundingBox()) ?? {};
  return Array.from({ length: 60 }, (_, rang) => ({
    x: x + width * (0.15 + rang / 95 + 0.04 * Math.cos(rang / 3)),
    y: y + height * (0.5 - 0.28 * Math.sin(rang / 3) * Math.exp(-rang / 60)),
  }));
}

async function signerAuDoigt(page: Page, doigt: CDPSession): Promise<void> {
  const [premier, ...suite] = await points(page);
  if (premier === undefined) return;
  await doigt.send('Input.dispatchTouchEvent', {
    type: 'touchStart',
    touchPoints: [{ ...premier, force: 0.4 }],
  });
  for (const [rang, point] of suite.entries())
    await doigt.send('Input.dispatchTouchEvent', {
      type: 'touchMove',
      touchPoints: [{ ...point, force: 0.3 + rang / 100 }],
    });
  await doigt.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
}

async function signerALaSouris(page: Page): Promise<void> {
  const [premier, ...suite] = await points(page);
  if (premier === undefined) return;
  await page.mouse.move(premier.x, premier.y);
  await page.mouse.down();
  for (const { x, y } of suite) await page.mouse.move(x, y);
  await page.mouse.up();
}

async function signer(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Signer', exact: true }).click();
  await donnerLePin(page, OPJ.pin);
  await attendreLeSceau(page);
}

/** Le flux vif peut annoncer l'acte scelle avant la reponse du panneau : l'un ou l'autre dit la meme chose. */
async function attendreLeSceau(page: Page): Promise<void> {
  const terminer = page.getByRole('button', { name: 'Terminer' });
  await terminer.or(page.getByText('Cet acte est signé et scellé')).first().waitFor();
  if (await terminer.isVisible()) await terminer.click({ timeout: 2_000 }).catch(() => undefined);
}
