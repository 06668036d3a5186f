import { createHash, createPublicKey } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demarrerConfiance } from '@ppn/confiance';
import type { CarteEmise, ServiceConfiance } from '@ppn/confiance';
import { lireCertificat } from '../asn1/certificat-lu.ts';
import { enfant, lireTout } from '../asn1/der.ts';
import { chaineBits } from '../asn1/valeurs.ts';
import { chaineOctets, element, entier, nul, oid, sequence } from '../../der.ts';
import { essayerOcsp } from '../ancres.ts';
import { lireCrl } from './crl.ts';
import { ouvrirContexte } from './materiel.ts';
import type { OcspLue } from './ocsp.ts';
import { jugerChemin } from './valider-chemin.ts';

let dossier: string;
let service: ServiceConfiance;
let carte: CarteEmise;

beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-ocsp-'));
  service = await demarrerConfiance({ dossier: join(dossier, 'confiance'), port: 0 });
  carte = await service.confiance.emettreCarte({
    id: 'a',
    prenom: 'Camille',
    nom: 'MOREAU',
    matricule: '1048221',
    organisation: 'Ministère de l’intérieur',
    unite: 'Valmont',
    pin: '4821',
  });
});
afterAll(async () => {
  await service.arreter();
  await rm(dossier, { recursive: true, force: true });
});

/** La reponse OCSP du service pour le certificat de signature de la carte. */
async function interroger(): Promise<OcspLue> {
  const emetteur = lireCertificat(service.confiance.autorite('agents').certificat);
  const { serie } = lireCertificat(carte.certificatSignature);
  const sha1 = (octets: Uint8Array): Uint8Array => createHash('sha1').update(octets).digest();
  const cle = chaineBits(
    enfant(
      lireTout(
        createPublicKey({ key: Buffer.from(emetteur.cle), format: 'der', type: 'spki' }).export({
          format: 'der',
          type: 'spki',
        }),
      ),
      1,
    ),
  );
  const identifiant = sequence(
    sequence(oid('1.3.14.3.2.26'), nul()),
    chaineOctets(sha1(emetteur.sujet.der)),
    chaineOctets(sha1(cle)),
    entier(Buffer.from(serie, 'hex')),
  );
  const question = sequence(sequence(sequence(sequence(identifiant))));
  const reponse = await fetch(`${service.url}/ocsp`, {
    method: 'POST',
    headers: { 'content-type': 'application/ocsp-request' },
    body: Buffer.from(question),
  });
  const lue = essayerOcsp(new Uint8Array(await reponse.arrayBuffer()));
  if (lue === undefined) throw new RangeError('Réponse OCSP illisible.');
  return lue;
}

/** Juge la carte avec la seule reponse OCSP pour elle, et la liste de la racine pour son autorite. */
async function juger(ocsps: readonly OcspLue[], a: Date) {
  const { confiance } = service;
  const materiel = {
    racines: [lireCertificat(confiance.racine)],
    intermediaires: [lireCertificat(confiance.autorite('agents').certificat)],
    crls: [lireCrl(await confiance.liste('racine'))],
    ocsps,
  };
  return jugerChemin(ouvrirContexte(materiel), { certificat: lireCertificat(carte.certificatSignature), a });
}

test('la reponse d’un delegue de l’autorite vaut une liste ; alteree, elle ne vaut rien ; apres revocation, elle la dit', async () => {
  const bonne = await interroger();
  const instant = new Date(Date.now() + 1000);
  expect(await juger([bonne], instant)).toMatchObject({ chemin: 'valide', revocation: 'bonne' });
  expect((await juger([], instant)).revocation).toBe('inconnue');
  expect(
    (await juger([{ ...bonne, tbs: bonne.tbs.slice(0, -1), empreinte: 'alteree' }], instant)).revocation,
  ).toBe('inconnue');
  expect((await juger([{ ...bonne, certificats: [] }], instant)).revocation).toBe('inconnue');
  await service.confiance.revoquer(lireCertificat(carte.certificatSignature).serie);
  expect((await juger([await interroger()], new Date(Date.now() + 1000))).revocation).toBe('revoquee');
});

test('des octets quelconques ne sont pas une reponse OCSP', () => {
  expect(essayerOcsp(element(0x30))).toBeUndefined();
  expect(essayerOcsp(sequence(element(0x0a, Uint8Array.of(6))))).toBeUndefined();
});
