import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { donneesDEssai, pdfChiffre, pieceDEssai, signerPiece } from '@ppn/import/essais/pieces-d-essai';
import { horodateurHttp } from '@ppn/sealing';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { capturer, ecartsDEcran, ouvrirNavigateur, ouvrirPoste, type Poste } from '../parcours/navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;
let opj: Poste;

beforeAll(async () => {
  essai = await demarrerUnEssai({ portails: true });
  ({ systeme } = essai);
  navigateur = await ouvrirNavigateur();
  opj = await ouvrirPoste(navigateur);
}, 120_000);

afterEach(async ({ task }) => {
  if (task.result?.state === 'fail') await capturer(opj.page, 'echec-import');
});

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
});

/** Les pieces d'un lot inegal, ecrites sur le disque du poste. */
async function ecrirePieces(): Promise<readonly string[]> {
  const { service: confiance, horodatage } = systeme.confiance;
  const signee = await signerPiece(
    await pieceDEssai(donneesDEssai()),
    {
      ...(await confiance.cachet('interieur')),
      crls: () => Promise.all((['racine', 'services'] as const).map((ac) => confiance.liste(ac))),
    },
    horodateurHttp({ url: horodatage, delaiMs: 5000 }),
  );
  const alteree = Uint8Array.from(signee);
  alteree[400] = (alteree[400] ?? 0) ^ 1;
  const pieces: Readonly<Record<string, Uint8Array>> = {
    '20261121_1445_PVAudition_VIC_BIDULE.pdf': signee,
    '20261121_1446_PVAudition_alteree.pdf': alteree,
    '20261121_1500_PVAudition_TRUC.pdf': await pieceDEssai(
      donneesDEssai({
        nom: 'TRUC',
        prenom: 'Zo&#233;',
        implication: 'Ind&#233;termin&#233;',
        natinf: '99998',
      }),
    ),
    'photographies.pdf': await pieceDEssai(undefined),
    'certificat-chiffre.pdf': pdfChiffre(),
  };
  return Object.entries(pieces).map(([nom, octets]) => {
    const chemin = join(essai.dossier, nom);
    writeFileSync(chemin, octets);
    return chemin;
  });
}

describe('des pièces d’un autre service', { timeout: 120_000 }, () => {
  test('s’importent une à une, chacune avec son verdict, et la pièce altérée n’est pas dite valide', async () => {
    const { page } = opj;
    await page.goto(systeme.interieur.origine);
    await page.getByRole('button', { name: 'Se connecter avec ma carte' }).click();
    const fenetre = page.frameLocator('iframe');
    await fenetre.getByRole('radio', { name: /Camille Moreau/ }).check();
    await fenetre.getByLabel('Code PIN de la carte').fill('258025');
    await fenetre.getByLabel('Code PIN de la carte').press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Procédures de l’unité' }).waitFor();
    await page.keyboard.press('c');
    await page.getByRole('dialog').getByLabel('Intitulé').fill('Procédure reçue de la gendarmerie');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: /Procédure reçue/ }).waitFor();
    await page.getByRole('link', { name: 'Importer des pièces' }).click();
    await page.getByLabel('Choisir des pièces à importer').setInputFiles([...(await ecrirePieces())]);
    await page.getByText(/^5\s+pièces\s*:/u).waitFor();
    const etat = async (nom: string): Promise<string> =>
      (await page
        .locator('.import-piece')
        .filter({ has: page.getByText(nom, { exact: true }) })
        .textContent()) ?? '';
    expect(await etat('20261121_1446_PVAudition_alteree.pdf')).toContain('altérée ou fausse');
    expect(await etat('20261121_1446_PVAudition_alteree.pdf')).not.toContain('signature valide');
    expect(await etat('certificat-chiffre.pdf')).not.toContain('signature valide');
    expect(await etat('20261121_1445_PVAudition_VIC_BIDULE.pdf')).toContain('signature valide');
    expect(await etat('photographies.pdf')).toContain('sans données');
  });

  test('l’écran tient dans les deux thèmes et à 320 px, sans défaut d’accessibilité', async () => {
    expect(await ecartsDEcran(opj.page, 'import')).toEqual([]);
    expect(opj.violations).toEqual([]);
    await opj.page.getByText('20261121_1446_PVAudition_alteree.pdf').first().scrollIntoViewIfNeeded();
    await opj.page.locator('summary').first().click();
    await capturer(opj.page, 'import-compte-rendu');
  });

  test('une fiche complète se reprend d’un geste, une qualité inconnue se choisit, et rien ne se double', async () => {
    const { page } = opj;
    await page.getByRole('button', { name: 'Reprendre André BIDULE' }).click();
    await page.getByRole('button', { name: 'Reprendre André BIDULE' }).waitFor({ state: 'detached' });
    await page.getByLabel('Qualité de Zoé TRUC').selectOption('temoin');
    await page.getByRole('button', { name: 'Reprendre Zoé TRUC' }).click();
    await page.getByRole('button', { name: 'Reprendre Zoé TRUC' }).waitFor({ state: 'detached' });
    await page.getByText('une infraction de la nomenclature en service').waitFor();
    await page.getByRole('link', { name: 'Revenir au dossier' }).click();
    await page
      .getByRole('link', { name: /BIDULE/ })
      .first()
      .waitFor();
    expect(
      await page
        .locator('.dossier-centre')
        .getByText(/André BIDULE/)
        .count(),
    ).toBe(1);
  });

  test('le compte rendu s’exporte', async () => {
    const { page } = opj;
    await page.getByRole('link', { name: 'Importer des pièces' }).click();
    const attente = page.waitForEvent('download');
    await page.getByRole('link', { name: 'Exporter (CSV)' }).click();
    expect((await attente).suggestedFilename()).toMatch(/^import-IDJ-.*\.csv$/u);
  });
});
