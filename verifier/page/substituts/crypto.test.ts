import * as node from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as notre from './crypto.ts';

const CONDENSATS = ['sha1', 'sha256', 'sha384', 'sha512', 'sha3-256', 'sha3-384', 'sha3-512'] as const;
const spki = (cle: node.KeyObject): Uint8Array => cle.export({ format: 'der', type: 'spki' });
const COUPLES = {
  rsa: node.generateKeyPairSync('rsa', { modulusLength: 2048 }),
  rsa3072: node.generateKeyPairSync('rsa', { modulusLength: 3072 }),
  p256: node.generateKeyPairSync('ec', { namedCurve: 'P-256' }),
  p384: node.generateKeyPairSync('ec', { namedCurve: 'P-384' }),
  p521: node.generateKeyPairSync('ec', { namedCurve: 'P-521' }),
  brainpool: node.generateKeyPairSync('ec', { namedCurve: 'brainpoolP256r1' }),
  brainpool384: node.generateKeyPairSync('ec', { namedCurve: 'brainpoolP384r1' }),
  brainpool512: node.generateKeyPairSync('ec', { namedCurve: 'brainpoolP512r1' }),
  secp256k1: node.generateKeyPairSync('ec', { namedCurve: 'secp256k1' }),
  dsa: node.generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 }),
  ed25519: node.generateKeyPairSync('ed25519'),
  ed448: node.generateKeyPairSync('ed448'),
};
type Famille = keyof typeof COUPLES;
const FAMILLES: readonly Famille[] = [
  'rsa',
  'rsa3072',
  'p256',
  'p384',
  'p521',
  'brainpool',
  'brainpool384',
  'brainpool512',
  'secp256k1',
  'dsa',
  'ed25519',
  'ed448',
];

/** Verdict des deux bibliotheques ; une cle ou une signature refusee en lancant est « faux », comme dans le moteur. */
function verdicts(cas: {
  readonly cle: Uint8Array;
  readonly nom: string | null;
  readonly donnees: Uint8Array;
  readonly signature: Uint8Array;
  readonly sel?: number;
}): readonly [boolean, boolean] {
  const pss = cas.sel === undefined ? {} : { padding: 6, saltLength: cas.sel };
  const essayer = (juger: () => boolean): boolean => {
    try {
      return juger();
    } catch {
      return false;
    }
  };
  return [
    essayer(() =>
      notre.verify(
        cas.nom,
        cas.donnees,
        { key: notre.createPublicKey({ key: cas.cle, format: 'der', type: 'spki' }), ...pss },
        cas.signature,
      ),
    ),
    essayer(() =>
      node.verify(
        cas.nom,
        cas.donnees,
        { key: node.createPublicKey({ key: Buffer.from(cas.cle), format: 'der', type: 'spki' }), ...pss },
        cas.signature,
      ),
    ),
  ];
}

const octets = fc.uint8Array({ maxLength: 400 });

test.each([...CONDENSATS, 'shake256'])('%s : mêmes empreintes, d’un bloc ou en morceaux', (nom) => {
  fc.assert(
    fc.property(octets, octets, (un, autre) => {
      const options = nom === 'shake256' ? { outputLength: 64 } : {};
      const sien = node.createHash(nom, options).update(un).update(autre).digest('hex');
      expect(notre.createHash(nom, options).update(un).update(autre).digest('hex')).toBe(sien);
    }),
  );
});

test.each(FAMILLES)(
  '%s : même verdict, signature juste, données changées, octet de signature ou de clé changé',
  (famille) => {
    const { publicKey, privateKey } = COUPLES[famille];
    const cle = spki(publicKey);
    const edwards = famille.startsWith('ed');
    fc.assert(
      fc.property(
        octets,
        fc.constantFrom(...CONDENSATS),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (donnees, condensat, place, masque) => {
          const nom = edwards ? null : condensat;
          const signature = new Uint8Array(node.sign(nom, donnees, privateKey));
          const changer = (source: Uint8Array): Uint8Array =>
            source.map((octet, rang) => (rang === place % source.length ? octet ^ masque : octet));
          expect(verdicts({ cle, nom, donnees, signature })).toEqual([true, true]);
          expect(verdicts({ cle, nom, donnees: Uint8Array.of(...donnees, 1), signature })).toEqual([
            false,
            false,
          ]);
          for (const cas of [
            { cle, nom, donnees, signature: changer(signature) },
            { cle, nom, donnees, signature: signature.subarray(0, place % signature.length) },
            { cle, nom, donnees, signature: Uint8Array.of(...signature, 0) },
          ]) {
            const [ici, la] = verdicts(cas);
            expect(ici).toBe(la);
          }
          // OpenSSL lit aussi des cles mal codees (longueurs, parametres) : la page peut en refuser plus, jamais en accepter plus.
          const [ici, la] = verdicts({ cle: changer(cle), nom, donnees, signature });
          expect(ici && !la).toBe(false);
        },
      ),
      { numRuns: famille === 'dsa' || famille === 'ed448' ? 8 : 20 },
    );
  },
);

test('RSA-PSS : le sel doit avoir exactement la taille annoncée', () => {
  const { publicKey, privateKey } = COUPLES.rsa;
  fc.assert(
    fc.property(
      octets,
      fc.constantFrom('sha256', 'sha384', 'sha512', 'sha3-512'),
      fc.nat({ max: 70 }),
      fc.nat({ max: 70 }),
      (donnees, nom, sel, annonce) => {
        const signature = node.sign(nom, donnees, { key: privateKey, padding: 6, saltLength: sel });
        expect(verdicts({ cle: spki(publicKey), nom, donnees, signature, sel })).toEqual([true, true]);
        const [ici, la] = verdicts({ cle: spki(publicKey), nom, donnees, signature, sel: annonce });
        expect(ici).toBe(la);
      },
    ),
    { numRuns: 40 },
  );
});

test('les cas limites d’ECDSA et d’Ed25519 sont jugés comme par Node', () => {
  const donnees = Uint8Array.of(1, 2, 3);
  const p256 = spki(COUPLES.p256.publicKey);
  const ed = spki(COUPLES.ed25519.publicKey);
  const juste = node.sign('sha256', donnees, COUPLES.p256.privateKey);
  const signatureEd = node.sign(null, donnees, COUPLES.ed25519.privateKey);
  const hexa = (texte: string): Uint8Array => Buffer.from(texte, 'hex');
  const ordre25519 = Buffer.from('edd3f55c1a631258d69cf7a2def9de1400000000000000000000000000000010', 'hex');
  const enorme = Uint8Array.from(signatureEd);
  let retenue = 0;
  for (let rang = 0; rang < 32; rang += 1) {
    const somme = (enorme[32 + rang] ?? 0) + (ordre25519[rang] ?? 0) + retenue;
    enorme[32 + rang] = somme & 0xff;
    retenue = somme >> 8;
  }
  const petits = [
    `01${'00'.repeat(31)}`,
    `ec${'ff'.repeat(30)}7f`,
    `ee${'ff'.repeat(30)}7f`,
    '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  ].map((point) => Uint8Array.from([...ed.subarray(0, 12), ...hexa(point)]));
  const nulle = Uint8Array.from([1, ...new Uint8Array(63)]);
  const cas: readonly Parameters<typeof verdicts>[0][] = [
    { cle: p256, nom: 'sha256', donnees, signature: hexa('3006020100020100') },
    { cle: p256, nom: 'sha256', donnees, signature: hexa('3006020101020101') },
    { cle: p256, nom: 'sha256', donnees, signature: hexa('30060201ff0201ff') },
    {
      cle: p256,
      nom: 'sha256',
      donnees,
      signature: Uint8Array.of(0x30, 0x81, juste.length - 2, ...juste.subarray(2)),
    },
    { cle: p256, nom: 'sha256', donnees, signature: new Uint8Array() },
    { cle: Uint8Array.from(p256).fill(0, p256.length - 64), nom: 'sha256', donnees, signature: juste },
    { cle: ed, nom: null, donnees, signature: enorme },
    ...petits.flatMap((cle) =>
      Array.from({ length: 16 }, (_, rang) => ({
        cle,
        nom: null,
        donnees: Uint8Array.of(rang),
        signature: nulle,
      })),
    ),
    { cle: new Uint8Array(), nom: 'sha256', donnees, signature: juste },
  ];
  const rendus = cas.map(verdicts);
  expect(rendus.map(([ici]) => ici)).toEqual(rendus.map(([, la]) => la));
});

test('une clé s’annonce comme chez Node : genre, taille, courbe ; JWK Ed25519 compris', () => {
  for (const famille of FAMILLES) {
    const { publicKey } = COUPLES[famille];
    const ouverte = notre.createPublicKey({ key: spki(publicKey), format: 'der', type: 'spki' });
    expect(ouverte.asymmetricKeyType).toBe(publicKey.asymmetricKeyType);
    expect(ouverte.asymmetricKeyDetails.namedCurve).toBe(publicKey.asymmetricKeyDetails?.namedCurve);
    expect(ouverte.asymmetricKeyDetails.modulusLength).toBe(publicKey.asymmetricKeyDetails?.modulusLength);
  }
  const { publicKey, privateKey } = COUPLES.ed25519;
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const cle = notre.createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  const donnees = Uint8Array.of(7);
  expect(notre.verify(null, donnees, cle, node.sign(null, donnees, privateKey))).toBe(true);
});

test('une clé compressée (SEC 1) est lue', () => {
  const { publicKey, privateKey } = COUPLES.p256;
  const point = spki(publicKey).subarray(-65);
  const compresse = Uint8Array.of(2 + ((point[64] ?? 0) & 1), ...point.subarray(1, 33));
  const cle = Uint8Array.from([
    ...Buffer.from('3039301306072a8648ce3d020106082a8648ce3d030107032200', 'hex'),
    ...compresse,
  ]);
  const donnees = Uint8Array.of(9);
  expect(
    verdicts({ cle, nom: 'sha256', donnees, signature: node.sign('sha256', donnees, privateKey) }),
  ).toEqual([true, true]);
});
