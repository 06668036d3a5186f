import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LONGUEUR_ENTETE, SURCOUT, chiffrerSegment, commencer, dechiffrerSegment, ouvrir } from './floe.ts';

const CLE = Buffer.alloc(32, 3);
const AAD = Buffer.from('aad');
const PETITS = { longueurDeSegment: 16 + SURCOUT, bitsDeRotation: 1 };

const chiffrer = (clair: Uint8Array): { readonly entete: Buffer; readonly segments: readonly Buffer[] } => {
  const { entete, chiffre } = commencer(CLE, AAD, PETITS);
  const nombre = Math.max(1, Math.ceil(clair.length / 16));
  return {
    entete,
    segments: Array.from({ length: nombre }, (_, n) =>
      chiffrerSegment(chiffre, n, n === nombre - 1, clair.subarray(n * 16, n * 16 + 16)),
    ),
  };
};
const dechiffrer = (entete: Buffer, segments: readonly Buffer[]): Buffer | undefined => {
  const chiffre = ouvrir(CLE, AAD, entete, PETITS);
  const clairs =
    chiffre === undefined
      ? [undefined]
      : segments.map((segment, n) => dechiffrerSegment(chiffre, n, n === segments.length - 1, segment));
  return clairs.includes(undefined)
    ? undefined
    : Buffer.concat(clairs.filter((clair) => clair !== undefined));
};

test('tout clair revient, quelle que soit sa longueur', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 100 }), (clair) => {
      const { entete, segments } = chiffrer(clair);
      return entete.length === LONGUEUR_ENTETE && dechiffrer(entete, segments)?.equals(clair) === true;
    }),
  );
});

test('un octet change, ou que ce soit, ferme le chiffre', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ minLength: 1, maxLength: 60 }),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      (clair, rang, masque) => {
        const { entete, segments } = chiffrer(clair);
        const tout = Buffer.concat([entete, ...segments]);
        const place = rang % tout.length;
        tout[place] = (tout[place] ?? 0) ^ masque;
        const alteres = segments.map((_, n) =>
          tout.subarray(74 + n * 48, Math.min(tout.length, 74 + (n + 1) * 48)),
        );
        return dechiffrer(tout.subarray(0, 74), alteres) === undefined;
      },
    ),
  );
});

test('retirer, doubler ou echanger des segments ferme le chiffre', () => {
  const { entete, segments } = chiffrer(Buffer.alloc(40, 1));
  const [a = Buffer.of(), b = Buffer.of(), c = Buffer.of()] = segments;
  expect(dechiffrer(entete, [a, b, c])).toBeDefined();
  for (const faux of [[a, b], [b, c], [a, c], [a, a, c], [b, a, c], [a, b, c, c], [c]])
    expect(dechiffrer(entete, faux)).toBeUndefined();
});

test('une autre cle, une autre AAD ou d’autres parametres ne l’ouvrent pas', () => {
  const { entete } = chiffrer(Buffer.of(1));
  expect(ouvrir(Buffer.alloc(32, 4), AAD, entete, PETITS)).toBeUndefined();
  expect(ouvrir(CLE, Buffer.from('autre'), entete, PETITS)).toBeUndefined();
  expect(ouvrir(CLE, AAD, entete)).toBeUndefined();
  expect(ouvrir(CLE, AAD, entete.subarray(1), PETITS)).toBeUndefined();
});

test('chiffrer deux fois la meme position donne deux chiffres : rien ne se compare', () => {
  const { chiffre } = commencer(CLE, AAD, PETITS);
  const clair = Buffer.alloc(16);
  expect(chiffrerSegment(chiffre, 0, false, clair).equals(chiffrerSegment(chiffre, 0, false, clair))).toBe(
    false,
  );
  expect(() => chiffrerSegment(chiffre, 0, false, clair.subarray(1))).toThrow(RangeError);
});
