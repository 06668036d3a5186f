import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formeComparable } from '@ppn/core';
import { CaractereNonRepresentable, coupable, typographier } from './typographie.ts';

describe('la typographie française', () => {
  test.each([
    ['Que voulez-vous ? Rien !', 'Que voulez-vous\u202F? Rien\u202F!'],
    ['Que voulez-vous?', 'Que voulez-vous\u202F?'],
    ['Il a dit: « stop »', 'Il a dit\u00A0: «\u00A0stop\u00A0»'],
    ['«stop»', '«\u00A0stop\u00A0»'],
    ['1 240 € soit 3 %', '1\u202F240\u00A0€ soit 3\u00A0%'],
    ['à 12:30, voir https://exemple.fr/?a=1', 'à 12:30, voir https://exemple.fr/?a=1'],
    ['ligne\r\nsuivante\tfin', 'ligne\nsuivante fin'],
  ])('rend « %s »', (saisi, rendu) => {
    expect(typographier(saisi)).toBe(rendu);
  });

  test('ne change que des blancs', () => {
    const signes = fc.constantFrom(...'abcéÉœ 0123;:!?«»%€\n\u00A0\u202F\u00AD');
    fc.assert(
      fc.property(
        fc.array(signes).map((liste) => liste.join('')),
        (texte) => formeComparable(typographier(texte)) === formeComparable(texte),
      ),
    );
  });

  test.each(['a\u0007', 'a\u202Eb', '\uD800', '\uE000', 'x\uFE0F', 'عمر', 'a\u0085b', '\u0301a', '\u0378'])(
    'refuse un caractère qu’on ne verrait pas ou mal : %j',
    (texte) => {
      expect(() => typographier(texte)).toThrow(CaractereNonRepresentable);
    },
  );

  test('rend coupable un mot plus long que la ligne, sans autre changement', () => {
    const mot = 'a'.repeat(200);
    expect(coupable(`court ${mot}`, 60).replaceAll('\u200B', '')).toBe(`court ${mot}`);
    expect(coupable(`court ${mot}`, 60)).toContain('aaaa\u200Baaaa');
    expect(coupable('court', 60)).toBe('court');
  });
});
