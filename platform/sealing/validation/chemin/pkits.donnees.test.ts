import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { essayerCrl } from '../ancres.ts';
import { essayerCertificat, lireCertificat } from '../asn1/certificat-lu.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { ouvrirContexte } from './materiel.ts';
import type { Materiel } from './materiel.ts';
import { jugerChemin } from './valider-chemin.ts';

const dossier = join(process.env['PPN_DONNEES'] ?? 'PPN_DONNEES-absent', 'pkits');
const DATE = new Date('2020-06-01T00:00:00Z');
let materiel: Materiel;

const lire = async (sous: string, nom: string): Promise<Uint8Array> =>
  new Uint8Array(await readFile(join(dossier, sous, nom)));

beforeAll(async () => {
  const tous = (
    await Promise.all(
      (await readdir(join(dossier, 'ca'))).map(async (nom) => essayerCertificat(await lire('ca', nom)) ?? []),
    )
  ).flat();
  const racine = lireCertificat(await lire('ca', 'TrustAnchorRootCertificate.crt'));
  const crls = await Promise.all(
    (await readdir(join(dossier, 'crl'))).map(async (nom) => essayerCrl(await lire('crl', nom)) ?? []),
  );
  materiel = {
    racines: [racine],
    intermediaires: tous.filter(({ empreinte }) => empreinte !== racine.empreinte),
    crls: crls.flat(),
    ocsps: [],
  };
});

/** Un certificat illisible n'est pas accepte. */
const accepte = (certificat: CertificatLu | undefined): boolean => {
  if (certificat === undefined) return false;
  const issue = jugerChemin(ouvrirContexte(materiel), { certificat, a: DATE });
  return issue.chemin === 'valide' && issue.revocation === 'bonne';
};

test('les 45 certificats PKITS recoivent tous l’issue que leur nom annonce', async () => {
  const attendus = (await readFile(join(dossier, 'attendus.csv'), 'utf8'))
    .trim()
    .split(/\r?\n/u)
    .slice(1)
    .map((ligne) => ligne.split(';'));
  const desaccords: string[] = [];
  for (const [nom = '', attendu] of attendus)
    if (accepte(essayerCertificat(await lire('ee', nom))) !== (attendu === 'valide')) desaccords.push(nom);
  expect(attendus.length).toBeGreaterThanOrEqual(45);
  expect(desaccords).toEqual([]);
});
