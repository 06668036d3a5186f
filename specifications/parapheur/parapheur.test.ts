import { randomUUID } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AFFAIRES,
  attendu,
  connecterEnqueteur,
  connecterMagistrat,
  type Magistrat,
  ouvrir,
  redigerPlainte,
  redigerSynthese,
  signer,
  transmettre,
} from '@ppn/scenarios/jeu';
import { lireAncres, validerPdf } from '@ppn/sealing';
import pg from 'pg';
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

const SUBSTITUT = { titulaire: 'Claire Fontaine', pin: '159015' } as const;
const GREFFIER = { titulaire: 'Sophie Roux', pin: '456045' } as const;

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let parquet: Poste;
let greffe: Poste;
let substitut: Magistrat;
let greffier: Magistrat;

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  for (const nom of ['convention', 'annexe'])
    writeFileSync(join(essai.dossier, `${nom}.pdf`), pdfOrdinaire(nom));
  navigateur = await ouvrirNavigateur();
  [parquet, greffe] = [await ouvrirPoste(navigateur), await ouvrirPoste(navigateur)];
  substitut = await connecterMagistrat(await essai.terrain(), 'claire-fontaine');
  greffier = await connecterMagistrat(await essai.terrain(), 'sophie-roux');
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state !== 'fail') return;
  for (const [nom, { page }] of Object.entries({ parquet, greffe }))
    await capturer(page, `echec-parapheur-${nom}`);
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

/** Un PDF ecrit a la main, sans formulaire ni balises ; `catalogue` s'ajoute au catalogue. */
function pdfOrdinaire(mot: string, catalogue = ''): Uint8Array {
  const texte = `BT /F1 18 Tf 40 140 Td (${mot}) Tj ET`;
  const objets = [
    `<< /Type /Catalog /Pages 2 0 R ${catalogue} >>`,
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${texte.length} >>\nstream\n${texte}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>',
  ];
  let pdf = '%PDF-1.7\n';
  const positions = objets.map((objet, rang) => {
    const position = pdf.length;
    pdf += `${rang + 1} 0 obj\n${objet}\nendobj\n`;
    return `${String(position).padStart(10, '0')} 00000 n \n`;
  });
  const taille = objets.length + 1;
  return Buffer.from(
    `${pdf}xref\n0 ${taille}\n0000000000 65535 f \n${positions.join('')}trailer\n<< /Root 1 0 R /Size ${taille} >>\nstartxref\n${pdf.length}\n%%EOF\n`,
    'latin1',
  );
}

const deposer = ({ client }: Magistrat, octets: Uint8Array, nom = 'note.pdf') =>
  client.deposer('POST /api/circuits/depots', { nom, octets: Uint8Array.from(octets) });
const demander = ({ client }: Magistrat, depots: readonly string[], signataires: readonly string[]) =>
  client.appeler('POST /api/circuits', {
    corps: {
      id: randomUUID(),
      titre: 'Note',
      ordre: 'libre',
      depots: [...depots],
      signataires: [...signataires],
    },
  });
const enBase = async (requete: string): Promise<readonly Record<string, unknown>[]> => {
  const base = new pg.Client({ connectionString: systeme.justice.base.urlProprietaire });
  await base.connect();
  try {
    return (await base.query(requete)).rows;
  } finally {
    await base.end();
  }
};

describe('un tribunal fait signer des PDF, sans dossier', { timeout: 120_000 }, () => {
  test('le substitut dépose deux PDF, nomme deux signataires, et suit sa demande', async () => {
    const { page } = parquet;
    await page.goto(`${systeme.justice.origine}/parapheur/documents`);
    await seConnecter(page, SUBSTITUT.titulaire, SUBSTITUT.pin);
    await page.goto(`${systeme.justice.origine}/parapheur/documents`);
    await page.getByRole('heading', { level: 1, name: 'Faire signer des documents' }).waitFor();
    await page.keyboard.press('n');
    await page
      .locator('input[type=file]')
      .setInputFiles(['convention', 'annexe'].map((nom) => join(essai.dossier, `${nom}.pdf`)));
    await page.getByText('annexe.pdf').waitFor();
    await page.getByRole('button', { name: 'Demander les signatures' }).click();
    await page.getByText('Choisissez au moins un signataire.').waitFor();
    await page.getByLabel('Signataires', { exact: true }).selectOption('MJ200003');
    await page.getByLabel('Signataires', { exact: true }).selectOption('MJ200001');
    await page.getByLabel('Message aux signataires (facultatif)').fill('Avant la réunion de mardi.');
    await page.getByText('l’un après l’autre, dans cet ordre').waitFor();
    expect(await ecartsDEcran(page, 'circuit-nouveau')).toEqual([]);
    await page.getByRole('button', { name: 'Demander les signatures' }).click();
    await page.getByRole('heading', { level: 1, name: 'convention' }).waitFor();
    await page.getByText('signera ensuite').first().waitFor();
    expect(await ecartsDEcran(page, 'circuit-suivi')).toEqual([]);
  });

  test('la greffière lit, signe l’un d’un PIN et refuse l’autre avec son motif', async () => {
    const { page } = greffe;
    await page.goto(systeme.justice.origine);
    await seConnecter(page, GREFFIER.titulaire, GREFFIER.pin);
    await page.getByRole('link', { name: /Parapheur/ }).click();
    await page.getByText('Avant la réunion de mardi.').first().waitFor();
    const annexe = page.locator('[data-acte]').filter({ hasText: 'annexe.pdf' });
    await annexe.getByRole('button', { name: 'Refuser' }).click();
    await page.getByLabel('Motif').fill('Mauvaise annexe.');
    await page.getByRole('button', { name: 'Refuser de signer' }).click();
    await annexe.waitFor({ state: 'detached' });
    await page.keyboard.press('j');
    await page.keyboard.press('l');
    await page.getByRole('region', { name: /convention.pdf, à lire avant de signer/ }).waitFor();
    await tenirLeBudget(page, { tache: '8 : signer un lot', gestes: 1 }, async () => {
      await page.keyboard.press('s');
      await donnerLePin(page, GREFFIER.pin);
      await page.getByText('Document signé. Il attend d’autres signataires.').waitFor();
    });
    await page.getByRole('button', { name: 'Terminer' }).click();
    await page.getByText('Rien à signer').waitFor();
  });

  test('vient le tour du substitut ; l’original reste bit pour bit, le signé se vérifie par nos règles', async () => {
    const { page } = parquet;
    await page.getByText('refuse : Mauvaise annexe.').waitFor();
    await page.getByRole('link', { name: 'Signer dans le parapheur' }).click();
    await page.getByRole('heading', { level: 1, name: 'Parapheur' }).waitFor();
    await page.getByRole('button', { name: 'Signer 1 acte' }).waitFor();
    await page.keyboard.press('s');
    await donnerLePin(page, SUBSTITUT.pin);
    await page.getByText('Document signé par tous ses signataires.').waitFor();
    await page.getByRole('button', { name: 'Terminer' }).click();
    const [circuit] = attendu(
      'clos',
      await substitut.client.appeler('GET /api/circuits', { requete: { vue: 'clos' } }),
    ).circuits;
    const document = circuit?.documents.find(({ nom }) => nom === 'convention.pdf');
    expect(circuit?.etat).toBe('refuse');
    expect(document?.signatures.map(({ etat }) => etat)).toEqual(['signee', 'signee']);
    const lire = async (version: 'original' | 'signe') =>
      Buffer.from(
        await attendu(
          version,
          await substitut.client.lire('GET /api/circuits/:id/documents/:document', {
            id: circuit?.id ?? '',
            document: document?.id ?? '',
            requete: { version },
          }),
        ).arrayBuffer(),
      );
    const depose = readFileSync(join(essai.dossier, 'convention.pdf'));
    expect((await lire('original')).equals(depose)).toBe(true);
    const signe = await lire('signe');
    expect(signe.subarray(0, depose.length).equals(depose)).toBe(true);
    const rapport = await validerPdf(signe, await lireAncres(systeme.confiance.ancres), {});
    expect(rapport.signatures.map(({ niveau }) => niveau)).toEqual(['B-T', 'B-T']);
  });

  test('qui n’y participe pas n’y entre pas, l’hostile et l’inconnu sont refusés, tout est au journal', async () => {
    const jld = await connecterMagistrat(await essai.terrain(), 'helene-marchand');
    const [circuit] = attendu(
      'clos',
      await greffier.client.appeler('GET /api/circuits', { requete: { vue: 'clos' } }),
    ).circuits;
    const id = circuit?.id ?? '';
    expect(await jld.client.appeler('GET /api/circuits/:id', { id })).toMatchObject({
      refus: { code: 'acces-refuse' },
    });
    expect(attendu('rien', await jld.client.appeler('GET /api/circuits', {})).circuits).toEqual([]);
    const piege = pdfOrdinaire('piège', '/OpenAction << /S /JavaScript /JS (app.alert\\(1\\)) >>');
    expect(await deposer(substitut, piege)).toMatchObject({ ok: false });
    expect(await deposer(substitut, Buffer.from('pas un pdf'), 'note.txt')).toMatchObject({
      refus: { code: 'pas-un-pdf' },
    });
    const { id: depot } = attendu('dépôt', await deposer(substitut, pdfOrdinaire('note')));
    expect(await demander(substitut, [depot], ['MJ200004'])).toMatchObject({
      refus: { code: 'signataire-impossible' },
    });
    expect(await demander(greffier, [depot], ['MJ200003'])).toMatchObject({
      refus: { code: 'depot-inconnu' },
    });
    const retire = attendu('demande', await demander(substitut, [depot], ['MJ200003', 'MJ200005']));
    const retirer = (qui: Magistrat) =>
      qui.client.appeler('POST /api/circuits/:id/retrait', { id: retire.id, corps: { motif: 'Erreur.' } });
    expect(await retirer(greffier)).toMatchObject({ refus: { code: 'autre-demandeur' } });
    expect(attendu('retrait', await retirer(substitut)).etat).toBe('retire');
    const acces = await enBase(
      `select action, resultat from consultation where motif = 'non-participant' or piece = 'circuit ${id}'`,
    );
    expect(acces).toContainEqual({ action: 'lire une demande de signature', resultat: 'refuse' });
    expect([...parquet.violations, ...greffe.violations]).toEqual([]);
  });
});

describe('le tableau de bord suit la juridiction', { timeout: 120_000 }, () => {
  test('une procédure reçue se compte, son chiffre mène à elle, et nul autre tribunal ne la voit', async () => {
    const enqueteur = await connecterEnqueteur(await essai.terrain(), 'camille-moreau');
    const [affaire] = AFFAIRES;
    if (!affaire) throw new Error('Aucune affaire de démonstration.');
    const { page } = parquet;
    await page.goto(`${systeme.justice.origine}/pilotage`);
    await page.getByRole('link', { name: /À trier au greffe 0/ }).waitFor();
    const procedure = await ouvrir(enqueteur, affaire);
    await signer(enqueteur, [await redigerPlainte(enqueteur, procedure, affaire)]);
    await signer(enqueteur, [await redigerSynthese(enqueteur, procedure)]);
    await transmettre(enqueteur, procedure.idj, 'tj47001');
    await page.getByRole('link', { name: /À trier au greffe 1/ }).waitFor();
    await page.getByText('Voir les données').first().click();
    expect(await ecartsDEcran(page, 'tableau-de-bord')).toEqual([]);
    await tenirLeBudget(page, { tache: '31 : du chiffre à la liste', gestes: 2 }, async () => {
      await page.getByRole('link', { name: /À trier au greffe 1/ }).click();
      await page.getByRole('link', { name: affaire.intitule }).waitFor();
    });
    expect(await ecartsDEcran(page, 'tableau-de-bord-liste')).toEqual([]);

    const ailleurs = await connecterMagistrat(await essai.terrain(), 'marc-delattre');
    const vu = attendu('pilotage', await ailleurs.client.appeler('GET /api/pilotage'));
    expect(vu.stocks.aTrier.nombre).toBe(0);
    const liste = await ailleurs.client.appeler('GET /api/pilotage/procedures', { requete: {} });
    expect(attendu('liste', liste).procedures).toEqual([]);
    const jld = await connecterMagistrat(await essai.terrain(), 'helene-marchand');
    expect(await jld.client.appeler('GET /api/pilotage')).toMatchObject({
      refus: { code: 'qualite-insuffisante' },
    });
    const csv = await attendu(
      'export',
      await substitut.client.lire('GET /api/pilotage/export', {
        requete: { quoiExporter: 'liste', etat: 'a-trier' },
      }),
    ).text();
    expect(csv).toContain(procedure.idj);

    const avant = await enBase('select to_jsonb(p) as ligne from pilotage_procedure p');
    const { code } = await systeme.justice.executer('reconstruire');
    expect(code).toBe(0);
    await expect.poll(() => enBase('select to_jsonb(p) as ligne from pilotage_procedure p')).toEqual(avant);
  });
});
