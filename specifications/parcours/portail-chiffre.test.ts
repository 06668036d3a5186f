import { once } from 'node:events';
import { connect } from 'node:http2';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance } from '@ppn/confiance';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ouvrirNavigateur, seConnecter } from './navigateur.ts';
import { demarrerUnEssai, type Essai } from '../systeme/systeme-d-essai.ts';

let autorite = '';
let essai: Essai;
let systeme: Essai['systeme'];
let navigateur: Browser;

beforeAll(async () => {
  autorite = mkdtempSync(join(tmpdir(), 'ppn-chiffre-'));
  const { lieux } = await creerConfiance({ dossier: autorite });
  const { serveur } = lieux.tls('interieur');
  essai = await demarrerUnEssai({
    portails: true,
    reglages: {
      PPN_INTERIEUR_TLS_CERT: serveur.certificats,
      PPN_INTERIEUR_TLS_CLE: serveur.cle,
    },
  });
  ({ systeme } = essai);
  navigateur = await ouvrirNavigateur();
}, 120_000);

afterAll(async () => {
  await navigateur?.close();
  await essai?.fermer();
  rmSync(autorite, { recursive: true, force: true });
});

test('avec un certificat, le portail répond en HTTP/2 sur TLS et impose HTTPS', async () => {
  expect(systeme.interieur.origine.startsWith('https://')).toBe(true);
  const session = connect(systeme.interieur.origine, { rejectUnauthorized: false });
  const flux = session.request({ ':path': '/sante' });
  const [entetes] = (await once(flux, 'response')) as [Readonly<Record<string, unknown>>];
  expect(session.alpnProtocol).toBe('h2');
  expect(entetes[':status']).toBe(200);
  expect(entetes['strict-transport-security']).toContain('max-age');
  session.destroy();
});

test('l’OPJ s’y connecte par sa carte, le témoin est réservé à HTTPS, les données vives arrivent', async () => {
  const contexte = await navigateur.newContext({ ignoreHTTPSErrors: true, locale: 'fr-FR' });
  const page = await contexte.newPage();
  await page.goto(systeme.interieur.origine);
  await seConnecter(page, 'Camille Moreau', '258025');
  await page.getByText('en direct').waitFor();
  const [temoin] = await contexte.cookies();
  expect(temoin).toMatchObject({
    name: '__Host-ppn-interieur',
    secure: true,
    httpOnly: true,
    sameSite: 'Strict',
  });
});
