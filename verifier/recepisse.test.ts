import { createHash, generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { demarrerConfiance, type ServiceConfiance } from '@ppn/confiance';
import { horodate } from '@ppn/core';
import { type Cachet, composerPdfA, horodateurHttp, scellerPdfParCachet } from '@ppn/sealing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { executer } from './commande.ts';
import { lecteurDeRecepisse } from './recepisse.ts';

let dossier: string;
let service: ServiceConfiance;
const RECU = Buffer.from('Un fichier de plusieurs gigaoctets.');
const DONNEES = {
  schema: 'ppn/recepisse-de-depot@1',
  genre: 'remise',
  etabliA: '2026-11-22T10:00:00.000Z',
  depot: '0192f1aa-0000-7000-8000-000000000001',
  zone: 'pline',
  objet: 'Copie du dossier',
  idj: null,
  expediteur: { nom: 'Sophie ROUX', organisation: 'Tribunal judiciaire d’Agen' },
  destinataires: [{ id: 'PN100001', nom: 'Camille MOREAU' }],
  fichiers: [
    { nom: 'dossier.zip', longueur: RECU.length, sha256: createHash('sha256').update(RECU).digest('hex') },
  ],
  deposeA: '2026-11-22T09:00:00.000Z',
  suivis: [
    {
      destinataire: 'PN100001',
      aviseA: null,
      ouvertA: '2026-11-22T09:30:00.000Z',
      remis: { f: '2026-11-22T10:00:00.000Z' },
    },
  ],
};

async function sceller(cachet: Cachet): Promise<Uint8Array> {
  const pdf = await composerPdfA({
    titre: 'Récépissé de remise',
    enTete: ['PLINE'],
    reference: 'essai',
    etabliA: horodate(DONNEES.etabliA),
    blocs: [{ type: 'paragraphe', texte: 'Remis.' }],
    images: new Map(),
    jointes: [
      {
        nom: 'recepisse.json',
        octets: Buffer.from(JSON.stringify(DONNEES)),
        typeMime: 'application/json',
        description: 'Données',
      },
    ],
    signataires: [{ champ: 'cachet-1', qualite: 'Cachet', nom: 'PLINE' }],
  });
  return scellerPdfParCachet({
    pdf,
    champ: 'cachet-1',
    signeA: horodate(DONNEES.etabliA),
    cachet,
    horodateur: horodateurHttp({ url: service.horodatage, delaiMs: 5_000 }),
  });
}

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-recepisse-'));
  service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  const { confiance } = service;
  const justice = await confiance.cachet('justice');
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const crls = () => Promise.all((['racine', 'services'] as const).map((ac) => confiance.liste(ac)));
  const deZone = {
    ...justice,
    cle: privateKey,
    certificats: await confiance.certifierCachet('pline', publicKey),
    crls,
  };
  await writeFile(join(dossier, 'recepisse.pdf'), await sceller(deZone));
  await writeFile(join(dossier, 'usurpe.pdf'), await sceller({ ...justice, crls }));
  const altere = await sceller(deZone);
  altere[400] = (altere[400] ?? 0) ^ 1;
  await writeFile(join(dossier, 'altere.pdf'), altere);
  await writeFile(join(dossier, 'recu.zip'), RECU);
  await writeFile(join(dossier, 'autre.zip'), 'autre');
}, 60_000);
afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

const lancer = (...args: readonly string[]) =>
  executer(['--ancres', service.confiance.lieux.ancres, ...args], {
    racine: dossier,
    dossier,
    environnement: {},
    lecteurs: [lecteurDeRecepisse],
  });

test('un récépissé se vérifie hors ligne, et dit qui a reçu quoi', async () => {
  const { code, sortie } = await lancer('recepisse.pdf');
  expect([code, sortie]).toEqual([0, expect.stringContaining('recepisse.pdf : VALIDE')]);
  expect(sortie).toContain('Récépissé de remise (PLINE)');
  expect(sortie).toContain(
    'À Camille MOREAU : pas encore avisé, ouvert 2026-11-22T09:30:00.000Z, 1 fichier(s) remis',
  );
});

test('le fichier reçu est, ou n’est pas, celui du récépissé', async () => {
  const bon = await lancer('--json', '--contenu', 'recu.zip', 'recepisse.pdf');
  expect([bon.code, JSON.parse(bon.sortie)]).toMatchObject([
    0,
    { genre: 'recepisse', recu: { fichier: 'recu.zip', nom: 'dossier.zip' } },
  ]);
  const faux = await lancer('--contenu', 'autre.zip', 'recepisse.pdf');
  expect([faux.code, faux.sortie]).toEqual([1, expect.stringContaining('FICHIER DIFFÉRENT : autre.zip')]);
});

test('un récépissé altéré, ou scellé par un autre que la zone, est invalide', async () => {
  expect((await lancer('altere.pdf')).code).toBe(1);
  const usurpe = await lancer('usurpe.pdf');
  expect([usurpe.code, usurpe.sortie]).toEqual([
    1,
    expect.stringContaining('le cachet n’est pas celui de PLINE'),
  ]);
});
