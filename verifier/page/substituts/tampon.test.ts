import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Buffer as Notre } from './tampon.ts';

/** Avec ou sans les octets 0x80 a 0x9f, ou Latin-1 et Windows-1252 different. */
const octets = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc
    .uint8Array({ maxLength: 300 })
    .map((lus) => lus.map((octet) => (octet >> 5 === 4 ? octet | 0x20 : octet))),
);
const CODAGES = ['utf8', 'latin1', 'hex', 'base64', 'base64url', 'utf16le'] as const;

test('des octets se lisent dans chaque codage comme avec Node', () => {
  fc.assert(
    fc.property(octets, fc.constantFrom(...CODAGES), (lus, codage) => {
      expect(Notre.from(lus).toString(codage)).toBe(Buffer.from(lus).toString(codage));
    }),
  );
});

test('un texte quelconque s’ecrit dans chaque codage comme avec Node', () => {
  const texte = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.string({ unit: fc.constantFrom(...'abcdefXY0189+/-_ \n') }),
    octets.map((lus) => Buffer.from(lus).toString('base64')),
    octets.map((lus) => Buffer.from(lus).toString('hex')),
  );
  fc.assert(
    fc.property(texte, fc.constantFrom(...CODAGES), (lu, codage) => {
      expect([...Notre.from(lu, codage)]).toEqual([...Buffer.from(lu, codage)]);
    }),
    { numRuns: 500 },
  );
});

test('chercher, comparer, recoller rendent ce que rend Node', () => {
  const petits = fc.uint8Array({ maxLength: 40, max: 3 });
  fc.assert(
    fc.property(
      petits,
      fc.uint8Array({ minLength: 1, maxLength: 3, max: 3 }),
      petits,
      (foin, aiguille, autre) => {
        const [notre, sien] = [Notre.from(foin), Buffer.from(foin)];
        expect(notre.indexOf(aiguille)).toBe(sien.indexOf(Buffer.from(aiguille)));
        expect(notre.lastIndexOf(aiguille)).toBe(sien.lastIndexOf(Buffer.from(aiguille)));
        expect(notre.includes(aiguille)).toBe(sien.includes(Buffer.from(aiguille)));
        expect(Notre.compare(foin, autre)).toBe(Buffer.compare(foin, autre));
        expect(notre.equals(autre)).toBe(sien.equals(Buffer.from(autre)));
        expect([...Notre.concat([foin, aiguille, autre])]).toEqual([
          ...Buffer.concat([foin, aiguille, autre]),
        ]);
        expect(Notre.isBuffer(notre.subarray(1))).toBe(true);
      },
    ),
  );
});

test('les entiers, la copie et l’echange d’octets rendent ce que rend Node', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 16, maxLength: 16 }), fc.nat({ max: 8 }), (lus, place) => {
      const [notre, sien] = [Notre.from(lus), Buffer.from(lus)];
      expect([
        notre.readUInt8(place),
        notre.readUInt16LE(place),
        notre.readUInt32LE(place),
        notre.readInt32LE(place),
        notre.readUInt32BE(place),
        notre.readBigUInt64BE(place),
      ]).toEqual([
        sien.readUInt8(place),
        sien.readUInt16LE(place),
        sien.readUInt32LE(place),
        sien.readInt32LE(place),
        sien.readUInt32BE(place),
        sien.readBigUInt64BE(place),
      ]);
      const [ici, la] = [new Uint8Array(12), new Uint8Array(12)];
      expect(notre.copy(ici, place, 2)).toBe(sien.copy(Buffer.from(la.buffer), place, 2));
      expect(ici).toEqual(la);
      expect([...notre.swap16()]).toEqual([...sien.swap16()]);
    }),
  );
});

test('une vue d’un tampon est celle de Node, places négatives ou hors bornes comprises', () => {
  const place = fc.option(fc.integer({ min: -12, max: 12 }), { nil: undefined });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 10 }), place, place, (lus, debut, fin) => {
      expect([...Notre.from(lus).subarray(debut, fin)]).toEqual([...lus.subarray(debut, fin)]);
    }),
  );
});

test('lire hors du tampon lance, et un ArrayBuffer se regarde sans copie', () => {
  expect(() => Notre.alloc(3).readUInt32LE(0)).toThrow(RangeError);
  const memoire = new ArrayBuffer(8);
  Notre.from(memoire, 2, 3).fill(7);
  expect([...new Uint8Array(memoire)]).toEqual([0, 0, 7, 7, 7, 0, 0, 0]);
});
