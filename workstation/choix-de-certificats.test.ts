import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { creerConfiance } from '@ppn/confiance';
import type { CertificatsDeCarte, Confiance, PorteurDeCarte } from '@ppn/confiance';
import type { JetonLu } from '@ppn/pkcs11';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { choisirCartes } from './choix-de-certificats.ts';

const MAINTENANT = new Date('2026-11-21T10:00:00Z');
const CAMILLE: PorteurDeCarte = {
  prenom: 'Camille',
  nom: 'MOREAU',
  matricule: '1048221',
  organisation: 'Ministère de l’intérieur',
  unite: 'Commissariat de Valmont',
};
let dossier: string;
let confiance: Confiance;
beforeAll(async () => {
  dossier = await mkdtemp(join(tmpdir(), 'ppn-choix-'));
  confiance = await creerConfiance({ dossier, horloge: () => MAINTENANT });
});
afterAll(() => rm(dossier, { recursive: true, force: true }));

const emettre = (porteur: Partial<PorteurDeCarte> = {}): Promise<CertificatsDeCarte> => {
  const cle = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  return confiance.certifierCles({ ...CAMILLE, ...porteur }, { authentification: cle, signature: cle });
};
const hexa = (der: Uint8Array): string => Buffer.from(der).toString('hex');
const jeton = (libelle: string, certificats: readonly Uint8Array[], serie = '1'): JetonLu => ({
  libelle,
  serie,
  lecteur: 'Lecteur',
  fabricant: '',
  modele: '',
  drapeaux: 0,
  certificats,
});

test('le certificat de signature se choisit par son usage de clé, quel que soit son rang', async () => {
  const { authentification, signature } = await emettre();
  for (const certificats of [
    [authentification, signature],
    [signature, authentification],
  ]) {
    const [carte] = choisirCartes([jeton('A', certificats)], MAINTENANT).cartes;
    expect(carte?.signature.certificat.der).toEqual(signature);
    expect(carte?.authentification.certificat.der).toEqual(authentification);
  }
});

test('entre deux certificats renouvelés, celui qui vaut aujourd’hui', async () => {
  const echus = await emettre({ cas: 'expiree' });
  const neufs = await emettre();
  const [carte] = choisirCartes(
    [jeton('A', [echus.signature, echus.authentification, neufs.authentification, neufs.signature])],
    MAINTENANT,
  ).cartes;
  expect(carte?.signature.certificat.der).toEqual(neufs.signature);
  expect(carte?.authentification.certificat.der).toEqual(neufs.authentification);
});

test('une carte montrée sur deux emplacements, un par PIN, reste une carte ; deux cartes ne se mêlent pas', async () => {
  const camille = await emettre();
  const hugo = await emettre({ prenom: 'Hugo', matricule: '2' });
  const { cartes, autres } = choisirCartes(
    [
      jeton('Carte (PIN)', [camille.authentification]),
      jeton('Carte (PIN de signature)', [camille.signature]),
      jeton('Hugo', [hugo.authentification, hugo.signature], '2'),
      jeton('Moitié de carte', [(await emettre()).authentification], '3'),
    ],
    MAINTENANT,
  );
  expect(
    cartes.map(({ signature, authentification }) => [
      signature.jeton.libelle,
      authentification.jeton.libelle,
    ]),
  ).toEqual([
    ['Carte (PIN de signature)', 'Carte (PIN)'],
    ['Hugo', 'Hugo'],
  ]);
  expect(autres.map(({ libelle }) => libelle)).toEqual(['Moitié de carte']);
});

test('une autorité, un cachet seul ou un objet illisible ne font pas une carte ; la chaîne suit l’émetteur', async () => {
  const { authentification, signature } = await emettre();
  const autorite = confiance.autorite('agents').certificat;
  const { cartes, autres } = choisirCartes(
    [
      jeton('Carte', [autorite, confiance.racine, authentification, signature, Uint8Array.of(1, 2, 3)]),
      jeton('Autorités', [autorite, confiance.racine], '9'),
    ],
    MAINTENANT,
  );
  expect(cartes[0]?.chaine.map(hexa)).toEqual([autorite, confiance.racine].map(hexa));
  expect(autres.map(({ libelle }) => libelle)).toEqual(['Autorités']);
});
