import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { expect, test } from 'vitest';
import { jugerLaCreation, jugerLaPresentation } from './cle-d-acces.ts';

const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const clePublique = publicKey.export({ type: 'spki', format: 'der' });
const IDENTIFIANT = Buffer.from('identifiant-de-cle');
const url = (octets: Uint8Array): string => Buffer.from(octets).toString('base64url');

const portail = {
  origine: 'http://localhost:18704',
  domaine: 'localhost',
  consommer: (defi: string) => defi === 'defi-emis',
};

type Variante = {
  readonly type?: string;
  readonly origin?: string;
  readonly challenge?: string;
  readonly crossOrigin?: boolean;
  readonly domaine?: string;
  readonly drapeaux?: number;
  readonly compteur?: number;
  readonly identifiant?: Buffer;
};

/** Ce qu'un navigateur rendrait, signe par la vraie cle. */
function presenter(variante: Variante = {}) {
  const { domaine = 'localhost', drapeaux = 0x05, compteur = 8, ...client } = variante;
  const donneesClient = Buffer.from(
    JSON.stringify({
      type: 'webauthn.get',
      challenge: 'defi-emis',
      origin: portail.origine,
      ...client,
    }),
  );
  const octets = Buffer.alloc(37);
  createHash('sha256').update(domaine).digest().copy(octets);
  octets.writeUInt8(drapeaux, 32);
  octets.writeUInt32BE(compteur, 33);
  const aSigner = Buffer.concat([octets, createHash('sha256').update(donneesClient).digest()]);
  return {
    id: url(IDENTIFIANT),
    donneesClient: url(donneesClient),
    donneesAuthentificateur: url(octets),
    signature: url(sign('sha256', aSigner, privateKey)),
  };
}

const juger = (variante: Variante = {}, compteur = 7) =>
  jugerLaPresentation(presenter(variante), { clePublique, compteur }, portail);

test('une clé présentée à son portail, par un porteur vérifié, ouvre', () => {
  expect(juger()).toEqual({ ok: true, valeur: 8 });
  expect(juger({ compteur: 0 }, 0)).toEqual({ ok: true, valeur: 0 });
});

test.each([
  ['defi-inconnu', { challenge: 'defi-rejoue' }],
  ['origine-etrangere', { origin: 'https://localhost.exemple' }],
  ['origine-etrangere', { type: 'webauthn.create' }],
  ['origine-etrangere', { crossOrigin: true }],
  ['origine-etrangere', { domaine: 'exemple.fr' }],
  ['porteur-non-verifie', { drapeaux: 0x01 }],
  ['porteur-non-verifie', { drapeaux: 0x04 }],
  ['compteur-recule', { compteur: 7 }],
] as const)('refuse : %s (%o)', (refus, variante) => {
  expect(juger(variante)).toEqual({ ok: false, refus });
});

test('une signature d’une autre clé, ou un octet changé, est refusé', () => {
  const autre = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
  const connue = { clePublique: autre.export({ type: 'spki', format: 'der' }), compteur: 0 };
  expect(jugerLaPresentation(presenter(), connue, portail)).toEqual({ ok: false, refus: 'signature-fausse' });
  const presentee = presenter();
  const octets = Buffer.from(presentee.donneesAuthentificateur, 'base64url');
  octets.writeUInt32BE(9_999, 33);
  expect(
    jugerLaPresentation(
      { ...presentee, donneesAuthentificateur: url(octets) },
      { clePublique, compteur: 0 },
      portail,
    ),
  ).toEqual({ ok: false, refus: 'signature-fausse' });
});

/** Une creation : les memes donnees, l'identifiant de la cle a la suite. */
function creer(cle: Uint8Array, { identifiant = IDENTIFIANT, drapeaux = 0x55 }: Variante = {}) {
  const { donneesAuthentificateur, id, donneesClient } = presenter({ type: 'webauthn.create', drapeaux });
  const longueur = Buffer.alloc(18);
  longueur.writeUInt16BE(identifiant.length, 16);
  const octets = Buffer.concat([Buffer.from(donneesAuthentificateur, 'base64url'), longueur, identifiant]);
  return { id, donneesClient, donneesAuthentificateur: url(octets), clePublique: url(cle) };
}

test('une clé se crée avec son identifiant, un algorithme admis, un porteur vérifié', () => {
  expect(jugerLaCreation(creer(clePublique), portail)).toMatchObject({
    ok: true,
    valeur: { id: url(IDENTIFIANT), compteur: 8, sauvegardee: true },
  });
  const autre = creer(clePublique, { identifiant: Buffer.from('identifiant-d’un-autre') });
  expect(jugerLaCreation(autre, portail)).toEqual({ ok: false, refus: 'cle-illisible' });
  const faible = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
  expect(jugerLaCreation(creer(faible.export({ type: 'spki', format: 'der' })), portail)).toEqual({
    ok: false,
    refus: 'cle-illisible',
  });
  expect(jugerLaCreation(creer(clePublique, { drapeaux: 0x41 }), portail)).toEqual({
    ok: false,
    refus: 'porteur-non-verifie',
  });
});
