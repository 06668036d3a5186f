import { createHash, generateKeyPairSync, publicEncrypt, constants, sign, verify } from 'node:crypto';
import { expect, test } from 'vitest';
import { abiDe, ecrireAttributs, lireInfosJeton, rangDeFonction, tailleRendue } from './abi.ts';
import { digestInfo, ecdsaEnDer, pointEc } from './formes.ts';

const CONTENU = Buffer.from('attributs signés');

test('une signature ECDSA brute devient du DER que tout vérificateur accepte, zéros de tête compris', () => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  for (let rang = 0; rang < 300; rang += 1) {
    const brute = sign('sha256', CONTENU, { key: privateKey, dsaEncoding: 'ieee-p1363' });
    expect(verify('sha256', CONTENU, publicKey, ecdsaEnDer(brute))).toBe(true);
  }
  const brute = Buffer.concat([Buffer.alloc(31), Buffer.of(0x80), Buffer.alloc(31), Buffer.of(0x01)]);
  expect(ecdsaEnDer(brute).toString('hex')).toBe('300702020080020101');
  expect(() => ecdsaEnDer(Buffer.alloc(63))).toThrow('ECDSA');
});

test('le DigestInfo posé devant un condensat est celui de RSA PKCS#1 v1.5 avec SHA-256', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const ouverte = publicEncrypt(
    { key: publicKey, padding: constants.RSA_NO_PADDING },
    sign('sha256', CONTENU, privateKey),
  );
  const attendu = digestInfo(createHash('sha256').update(CONTENU).digest());
  expect(ouverte.subarray(-attendu.length).equals(attendu)).toBe(true);
  expect(ouverte[ouverte.length - attendu.length - 1]).toBe(0);
});

test('le point d’une clé EC se lit avec ou sans l’OCTET STRING qui l’enveloppe', () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const point = spki.subarray(-65);
  expect(pointEc(Buffer.concat([Buffer.of(0x04, 65), point])).equals(point)).toBe(true);
  expect(pointEc(point).equals(point)).toBe(true);
});

test.each([
  ['linux', 24, 8, 16],
  ['win32', 16, 4, 12],
] as const)('sous %s, les structures ont la forme de pkcs11.h', (systeme, pas, adresse, taille) => {
  const abi = abiDe(systeme);
  const octets = ecrireAttributs(abi, [
    { type: 0x102, adresse: 0x1122n, taille: 7 },
    { type: 0x11, adresse: 0n, taille: 0 },
  ]);
  expect(octets).toHaveLength(2 * pas);
  expect([octets.readUInt32LE(0), octets.readBigUInt64LE(adresse), octets.readUInt32LE(taille)]).toEqual([
    0x102,
    0x1122n,
    7,
  ]);
  expect(tailleRendue(abi, octets)).toBe(7);
  octets.fill(0xff, taille, pas);
  expect(tailleRendue(abi, octets)).toBeUndefined();
  expect(rangDeFonction(abi, 18)).toBe((systeme === 'win32' ? 2 : 8) + 144);
});

test('les blancs et les zéros de fin ne font pas partie du nom d’un jeton', () => {
  const octets = Buffer.alloc(256, 0x20);
  octets.write('Carte agent');
  octets.write('Fabricant\0\0', 32);
  octets.writeBigUInt64LE(0x20400n, 96);
  expect(lireInfosJeton(abiDe('linux'), octets)).toEqual({
    libelle: 'Carte agent',
    fabricant: 'Fabricant',
    modele: '',
    serie: '',
    drapeaux: 0x20400,
  });
});
