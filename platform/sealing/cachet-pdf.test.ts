import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance, type ServiceConfiance } from '@ppn/confiance';
import { horodate } from '@ppn/core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Cachet } from './cades.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { composerPdfA, horodateurHttp, lireAncres, scellerPdfParCachet, validerPdf } from './index.ts';

let dossier: string;
let service: ServiceConfiance;
let pdf: Uint8Array;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-cachet-'));
  service = await demarrerConfiance({ dossier, port: 0 });
  const organisation = { champ: 'cachet', qualite: 'Le service', nom: 'Ministère de la justice' };
  pdf = await composerPdfA({ ...acteDEssai(), signataires: [organisation] });
});
afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const cachetDuService = async (change: Partial<Cachet> = {}): Promise<Cachet> => ({
  ...(await service.confiance.cachet('justice')),
  crls: async () => [await service.confiance.liste('services'), await service.confiance.liste('racine')],
  ...change,
});
const sceller = async (cachet: Cachet): Promise<Uint8Array> =>
  scellerPdfParCachet({
    pdf,
    champ: 'cachet',
    signeA: horodate(new Date().toISOString()),
    cachet,
    horodateur: horodateurHttp({ url: `${service.url}/tsa`, delaiMs: 5_000 }),
  });

test('un acte sans signataire personnel est scellé par le cachet du service, horodaté, reconnu comme cachet', async () => {
  const rapport = await validerPdf(
    await sceller(await cachetDuService()),
    await lireAncres(join(dossier, 'ancres')),
  );
  expect(rapport).toMatchObject({
    verdict: 'valide',
    signatures: [
      { genre: 'cachet', niveau: 'B-T', champ: 'cachet', couverture: 'totale', revocation: 'bonne' },
    ],
  });
});

test('la clé du cachet peut être tenue ailleurs : elle ne voit que des attributs signés', async () => {
  const { cle } = await service.confiance.cachet('justice');
  const vus: Uint8Array[] = [];
  const cachet = await cachetDuService({
    cle: (contenu) => {
      vus.push(contenu);
      return Promise.resolve(sign('sha256', contenu, cle));
    },
  });
  const rapport = await validerPdf(await sceller(cachet), await lireAncres(join(dossier, 'ancres')));
  expect(rapport.verdict).toBe('valide');
  expect(vus.map(([balise]) => balise)).toEqual([0x31]);
});

test('une clé qui n’est pas celle du certificat ne scelle rien', async () => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cle = (contenu: Uint8Array): Promise<Uint8Array> =>
    Promise.resolve(sign('sha256', contenu, privateKey));
  await expect(sceller(await cachetDuService({ cle }))).rejects.toThrow('n’est pas celle de son certificat');
});
