import { readFileSync } from 'node:fs';
import { formeComparable } from '@ppn/core';
import {
  AFFAIRE_S1,
  attendre,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Enqueteur,
  ouvrir,
  photographies,
  redigerConstatations,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { lireAncres, texteDuPdf, validerPdf } from '@ppn/sealing';
import type { Browser, Page } from 'playwright-core';
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

const OPJ = { titulaire: 'Camille Moreau', pin: '258025' } as const;
const GREFFIER = { titulaire: 'Sophie Roux', pin: '456045' } as const;

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;
let greffe: Poste;
let enqueteur: Enqueteur;
let idj = '';
/** Pieces de la procedure transmise : la conversion vient apres. */
let transmises: Awaited<ReturnType<typeof lireLeDossier>>['pieces'];

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  enqueteur = await connecterEnqueteur(await essai.terrain(), 'camille-moreau');
  const procedure = await ouvrir(enqueteur, AFFAIRE_S1);
  idj = procedure.idj;
  const constatations = await redigerConstatations(enqueteur, procedure, await photographies(1));
  await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, AFFAIRE_S1), constatations]);
  await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
  await transmettre(enqueteur, idj, 'tj47001');
  await attendre('pli accusé', async () =>
    (await lireLeDossier()).plis.every(({ etat }) => etat === 'accuse') ? true : undefined,
  );
  transmises = (await lireLeDossier()).pieces;
  navigateur = await ouvrirNavigateur();
  [opj, greffe] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
}, 180_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  await capturer(opj.page, 'echec-papier-opj');
  await capturer(greffe.page, 'echec-papier-greffe');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
}, 60_000);

const lireLeDossier = async () =>
  attendu('dossier', await enqueteur.client.appeler('GET /api/dossiers/:idj', { idj }));

/** Ouvre le dialogue, etablit l'attestation de toutes les pieces et rend ses octets, tels qu'enregistres. */
async function attester(page: Page, nom: string): Promise<Uint8Array> {
  await page.getByRole('button', { name: 'Imprimer avec attestation' }).click();
  await page.getByLabel(/Toutes les pièces signées/).waitFor();
  expect(await ecartsDEcran(page, `impression-choix-${nom}`)).toEqual([]);
  await page.getByRole('button', { name: 'Établir l’attestation' }).click();
  await page.getByText('L’attestation est scellée.').waitFor({ timeout: 60_000 });
  expect(await ecartsDEcran(page, `impression-prete-${nom}`)).toEqual([]);
  const [fichier] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Enregistrer l’attestation' }).click(),
  ]);
  return readFileSync(await fichier.path());
}

async function verifier(
  pdf: Uint8Array,
  organisation: RegExp,
  attestees: readonly { readonly titre: string; readonly empreinte: string }[],
): Promise<void> {
  const rapport = await validerPdf(pdf, await lireAncres(systeme.confiance.ancres));
  expect(rapport).toMatchObject({ verdict: 'valide', signatures: [{ genre: 'cachet', niveau: 'B-T' }] });
  const texte = formeComparable(await texteDuPdf(pdf));
  expect(rapport.signatures[0]?.signataire.organisation).toMatch(organisation);
  expect(texte).toMatch(/SHA-256[0-9a-f]{64}/);
  expect(texte).not.toContain(formeComparable('1. Procès-verbal de plainte Pages non comptées'));
  for (const { titre, empreinte } of attestees) {
    expect(texte).toContain(formeComparable(titre));
    expect(texte).toContain(empreinte);
  }
}

/** La page d'un certificat, dessinee par le navigateur : de vraies lettres, un vrai PNG. */
async function numeriser(page: Page): Promise<Buffer> {
  const onglet = await page.context().newPage();
  await onglet.setViewportSize({ width: 1000, height: 500 });
  await onglet.setContent(
    '<p style="font:40px serif;margin:60px">Certificat médical initial. Le blessé présente une fracture du poignet gauche et plusieurs ecchymoses.</p>',
  );
  const image = await onglet.screenshot();
  await onglet.close();
  return image;
}

describe('convertir une pièce papier (A.53-7 CPP)', { timeout: 120_000 }, () => {
  test('les quatre contrôles bloquent la signature jusqu’au dernier, puis l’acte est scellé avec sa numérisation', async () => {
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await seConnecter(page, OPJ.titulaire, OPJ.pin);
    const { acteId } = attendu(
      'conversion',
      await enqueteur.client.appeler('POST /api/dossiers/:idj/actes', {
        idj,
        corps: { type: 'conversion-papier' },
      }),
    );
    await page.goto(`${systeme.interieur.origine}/dossiers/${idj}/actes/${acteId}`);
    await page.getByLabel('Pièce papier (nature et objet)').fill('Certificat médical initial');
    await page.getByLabel(/Émetteur de l’original/).fill('Dr Ada Lund, centre hospitalier');
    await page.getByLabel('L’original n’est pas daté').check();
    await page.getByLabel('Choisir la pièce numérisée').setInputFiles({
      name: 'certificat.png',
      mimeType: 'image/png',
      buffer: await numeriser(page),
    });
    await page.getByRole('button', { name: 'Retirer certificat.png' }).waitFor();
    await page.getByLabel('Pages de l’original').fill('2');
    await page.getByLabel('Pages numérisées').fill('1');
    for (const nom of ['Fidélité', 'Complétude', 'Émetteur ('])
      await page.getByRole('checkbox', { name: nom }).check();
    await page.getByRole('radio', { name: 'conservé' }).check();
    const manques = async (): Promise<string> => {
      const lu = await attendre('brouillon enregistré', async () => {
        const brouillon = attendu(
          'brouillon',
          await enqueteur.client.appeler('GET /api/dossiers/:idj/actes/:acteId', { idj, acteId }),
        );
        return brouillon.contenu['sort'] === 'conserve' ? brouillon : undefined;
      });
      return lu.manques.map(({ phrase }) => phrase).join(' | ');
    };
    expect(await manques()).toContain('Vérifiez la date de l’original');
    expect(await ecartsDEcran(page, 'conversion')).toEqual([]);
    await page.getByRole('checkbox', { name: /^Date \(/ }).check();
    await page.getByText('L’original compte 2 pages, la numérisation 1').first().waitFor();
    await page.getByLabel('Pages de l’original').fill('1');
    await page.getByText('L’original compte 2 pages').first().waitFor({ state: 'detached' });
    await page
      .getByRole('button', { name: /^Signer/ })
      .first()
      .click();
    await donnerLePin(page, OPJ.pin);
    const pieces = await attendre('acte scellé', async () => {
      const lues = (await lireLeDossier()).pieces.filter(
        (piece) => piece.id === acteId || piece.acteId === acteId,
      );
      return lues.length === 2 ? lues : undefined;
    });
    expect(pieces.map(({ titre }) => titre)).toEqual([
      'Procès-verbal de conversion d’une pièce papier',
      'certificat.png',
    ]);
    await page.goto(`${systeme.interieur.origine}/dossiers/${idj}/pieces/${pieces[1]?.id ?? ''}`);
    await page.getByRole('button', { name: 'Lire le texte de l’image' }).click();
    await page.getByText('Texte reconnu, non certifié.').waitFor({ timeout: 60_000 });
    await page.getByLabel('Chercher dans ce texte').fill('fracture du poignet');
    await page.getByText('1 résultat', { exact: true }).waitFor();
    expect(await ecartsDEcran(page, 'texte-reconnu')).toEqual([]);
    // Un lien du sommaire mene a sa piece, fichier joint compris, aussi quand on y revient.
    const sommaire = page.getByRole('complementary', { name: 'Pièces et actes' });
    const lu = page.getByLabel(/^Aller à la pièce/);
    for (const [lien, cote] of [
      [/de plainte/, '1.1'],
      [/certificat\.png/, `${pieces[0]?.numero ?? 0}-1.1`],
      [/de plainte/, '1.1'],
    ] as const) {
      await sommaire.getByRole('link', { name: lien }).click();
      await expect.poll(() => lu.inputValue()).toBe(cote);
    }
  });
});

describe('imprimer un dossier avec son attestation (A.53-8 CPP)', { timeout: 120_000 }, () => {
  test('l’enquêteur choisit, établit et enregistre : toutes les empreintes y sont, sous le cachet de l’Intérieur', async () => {
    const { page } = opj;
    await page.goto(`${systeme.interieur.origine}/dossiers/${idj}`);
    await verifier(await attester(page, 'enqueteur'), /intérieur/i, (await lireLeDossier()).pieces);
    expect(opj.violations).toEqual([]);
  });

  test('le greffier imprime de même, sous le cachet de la Justice', async () => {
    const { page } = greffe;
    await page.goto(systeme.justice.origine);
    await seConnecter(page, GREFFIER.titulaire, GREFFIER.pin);
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}`);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await verifier(await attester(page, 'bureau'), /justice/i, transmises);
    expect(greffe.violations).toEqual([]);
  });

  test('au greffe aussi, une pièce papier reçue se dépose et se convertit ; le parquet ne le peut pas', async () => {
    const { page } = greffe;
    await page.goto(`${systeme.justice.origine}/dossiers/${idj}?onglet=pieces`);
    await page.getByRole('button', { name: 'Convertir une pièce papier' }).click();
    await page.getByLabel('Pièce papier (nature et objet)').fill('Certificat de situation');
    await page.getByLabel(/Émetteur de l’original/).fill('Mairie d’Agen');
    await page.getByLabel('L’original n’est pas daté').check();
    await page.getByLabel('Choisir la pièce numérisée').setInputFiles({
      name: 'situation.png',
      mimeType: 'image/png',
      buffer: await numeriser(page),
    });
    await page.getByRole('button', { name: 'Retirer situation.png' }).waitFor();
    await page.getByLabel('Pages de l’original').fill('1');
    await page.getByLabel('Pages numérisées').fill('1');
    for (const nom of ['Fidélité', 'Complétude', 'Émetteur ('])
      await page.getByRole('checkbox', { name: nom }).check();
    await page.getByRole('radio', { name: 'conservé' }).check();
    await page.getByRole('button', { name: /^Signer la conversion/ }).click();
    await page.getByText('Vérifiez la date de l’original').first().waitFor();
    expect(await ecartsDEcran(page, 'conversion-greffe')).toEqual([]);
    await page.getByRole('checkbox', { name: /^Date \(/ }).check();
    await page.getByText('Brouillon enregistré').waitFor();
    await page.getByRole('button', { name: /^Signer la conversion/ }).click();
    await donnerLePin(page, GREFFIER.pin);
    const greffier = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
    const versees = await attendre('conversion scellée', async () => {
      const { pieces } = attendu('dossier', await greffier.client.appeler('GET /api/dossiers/:idj', { idj }));
      return pieces.some(({ titre }) => titre === 'situation.png') ? pieces : undefined;
    });
    const acte = versees.find(
      ({ type, signataires }) => type === 'conversion-papier' && signataires.length > 0,
    );
    expect(acte?.signataires.map(({ qualite }) => qualite)).toEqual(['greffier']);
    expect((await lireLeDossier()).pieces.map(({ id }) => id)).not.toContain(acte?.id);
    const parquet = await connecterMagistrat(await essai.terrain(), 'claire-fontaine');
    const refusee = await parquet.client.appeler('POST /api/dossiers/:idj/actes', {
      idj,
      corps: { type: 'conversion-papier' },
    });
    expect(refusee).toMatchObject({ ok: false, refus: { code: 'qualite-insuffisante' } });
    expect(greffe.violations).toEqual([]);
  });

  test('un brouillon n’est jamais attesté, même demandé par son identifiant', async () => {
    const { acteId } = attendu(
      'brouillon',
      await enqueteur.client.appeler('POST /api/dossiers/:idj/actes', { idj, corps: { type: 'synthese' } }),
    );
    const rendu = await enqueteur.client.lire('GET /api/dossiers/:idj/impression', {
      idj,
      requete: { pieces: acteId },
    });
    expect(rendu).toMatchObject({
      ok: false,
      refus: {
        status: 409,
        code: 'piece-non-attestable',
        detail: expect.stringContaining('n’est pas signé'),
      },
    });
  });
});
