import { expect, test } from 'vitest';
import { jtiDeLOrdre, signaturesParActe } from './jeton-d-ordre.ts';

const ordre = (jti: string): string =>
  `e30.${Buffer.from(JSON.stringify({ jti })).toString('base64url')}.sig`;

test('chaque signature revient à son acte, dans quelque ordre que la carte les rende', () => {
  const ordres = [
    { acteId: 'a', ordre: ordre('1') },
    { acteId: 'b', ordre: ordre('2') },
  ];
  const resultats = [
    { jti: '2', signature: 'deux' },
    { jti: '1', signature: 'un' },
  ];
  expect(signaturesParActe(ordres, resultats)).toEqual([
    { acteId: 'a', signature: 'un' },
    { acteId: 'b', signature: 'deux' },
  ]);
});

test('un ordre sans signature, ou illisible, ne produit rien', () => {
  expect(signaturesParActe([{ acteId: 'a', ordre: ordre('1') }], [])).toEqual([]);
  expect(jtiDeLOrdre('illisible')).toBe('');
});
