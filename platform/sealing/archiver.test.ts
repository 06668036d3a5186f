import { beforeAll, expect, test } from 'vitest';
import { horodate } from '@ppn/core';
import { archiver } from './archiver.ts';
import { cacheter } from './cades.ts';
import { composerPdfA } from './composer.ts';
import { acteDEssai } from './essais/acte-d-essai.ts';
import { cachetDe, crlDe, emettre, horodateurDe, pkiDEssai } from './essais/pki-d-essai.ts';
import { insererCms, preparerSignature } from './pades.ts';
import type { Ancres } from './validation/ancres.ts';
import { validerPdf } from './validation/pdf/valider-pdf.ts';

const pki = pkiDEssai();
const ancres: Ancres = { racines: [pki.racine.certificat], intermediaires: [], crls: [], ocsps: [] };
const preuves = { certificats: [pki.autorite.certificat, pki.racine.certificat], crls: pki.crls };
let signe: Uint8Array;
let archive: Uint8Array;
let jusqua: Date;

beforeAll(async () => {
  const prepare = await preparerSignature({
    pdf: await composerPdfA(acteDEssai()),
    champ: 'opj',
    signeA: horodate('2026-11-21T09:14:00Z'),
    nom: 'Claire MARTEL',
  });
  signe = insererCms(
    prepare.octets,
    await cacheter({
      empreinte: prepare.empreinte,
      cachet: cachetDe(pki.agent),
      horodateur: horodateurDe(pki.unite),
    }),
  );
  const fait = await archiver({
    pdf: signe,
    preuves,
    horodateur: horodateurDe(pki.unite, '20261201080000Z'),
  });
  jusqua = fait.jusqua;
  archive = fait.pdf;
});

const juger = (octets: Uint8Array, a: string) => validerPdf(octets, ancres, { a: new Date(a) });

test('la signature passe de B-T à B-LTA sans qu’un octet d’avant ne change', async () => {
  expect(Buffer.from(archive.subarray(0, signe.length)).equals(Buffer.from(signe))).toBe(true);
  const avant = await validerPdf(
    signe,
    { ...ancres, crls: pki.crls },
    { a: new Date('2026-12-02T00:00:00Z') },
  );
  expect(avant.signatures.map(({ niveau }) => niveau)).toEqual(['B-T']);
  expect(jusqua.toISOString()).toBe('2035-01-01T00:00:00.000Z');
  const rapport = await juger(archive, '2030-01-01T00:00:00Z');
  expect(rapport).toMatchObject({ verdict: 'valide' });
  expect(rapport.signatures.map(({ genre, niveau }) => [genre, niveau])).toEqual([
    ['signature', 'B-LTA'],
    ['horodatage', expect.any(String)],
  ]);
});

test('l’horodatage expiré sans renouvellement ne prouve plus ; renouvelé à temps, tout tient en 2038', async () => {
  expect((await juger(archive, '2038-01-01T00:00:00Z')).verdict).toBe('indetermine');
  const racine = emettre({
    nom: 'Racine de 2033',
    profil: 'autorite',
    validite: ['330101000000Z', '490101000000Z'],
  });
  const unite = emettre({
    nom: 'Horodatage de 2033',
    profil: 'horodatage',
    emetteur: racine,
    validite: ['330101000000Z', '450101000000Z'],
  });
  const { pdf: renouvele } = await archiver({
    pdf: archive,
    preuves: {
      certificats: [racine.certificat, ...preuves.certificats],
      crls: [crlDe(racine, ['330101000000Z', '450101000000Z'])],
    },
    horodateur: horodateurDe(unite, '20340601080000Z'),
  });
  const rapport = await validerPdf(
    renouvele,
    { ...ancres, racines: [...ancres.racines, racine.certificat] },
    { a: new Date('2038-01-01T00:00:00Z') },
  );
  expect(rapport).toMatchObject({ verdict: 'valide' });
  expect(rapport.signatures.map(({ niveau }) => niveau)[0]).toBe('B-LTA');
});

test('archiver deux fois n’ajoute pas deux fois les mêmes preuves', async () => {
  const { pdf: encore } = await archiver({
    pdf: archive,
    preuves,
    horodateur: horodateurDe(pki.unite, '20270101080000Z'),
  });
  const compte = (octets: Uint8Array): number =>
    Buffer.from(octets)
      .toString('latin1')
      .split(Buffer.from(pki.crls[0] ?? []).toString('latin1')).length;
  expect(compte(encore)).toBe(compte(archive));
});

test('un octet changé après l’archivage se voit', async () => {
  const altere = Uint8Array.from(archive);
  altere[2_000] = (altere[2_000] ?? 0) ^ 1;
  expect((await juger(altere, '2030-01-01T00:00:00Z')).verdict).toBe('invalide');
});
