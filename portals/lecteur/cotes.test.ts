import { expect, test } from 'vitest';
import { coter, ecrireLieu, lireLieu } from './cotes.ts';

const pieces = coter([
  { numero: 1, coteAuDossier: 'A1' },
  { numero: 2, coteAuDossier: 'D42' },
  { numero: 2, coteAuDossier: 'D42' },
  { numero: 3, coteAuDossier: null },
]);

test('une pièce cotée au greffe porte sa cote, ses fichiers joints la suivent, une autre garde son numéro', () => {
  expect(pieces.map(({ cote }) => cote)).toEqual(['A1', 'D42', 'D42-1', '3']);
});

test.each(['D42.3', 'd42 page 3', 'D 42 p. 3', 'D42,3', 'd42p3'])('« %s » mène à D42 page 3', (texte) => {
  expect(lireLieu(pieces, texte)).toEqual({ piece: 2, page: 3 });
});

test('sans lettre, la série que l’on lit passe avant le numéro de la pièce', () => {
  expect(lireLieu(pieces, '42.3', 'D')).toEqual({ piece: 2, page: 3 });
  expect(lireLieu(pieces, '1', 'A')).toEqual({ piece: 1, page: 1 });
  expect(lireLieu(pieces, '3.2', 'D')).toEqual({ piece: 3, page: 2 });
  expect(lireLieu(pieces, '2.1')).toEqual({ piece: 2, page: 1 });
});

test('un fichier joint se désigne par la cote de son acte, une cote inconnue ne mène nulle part', () => {
  expect(lireLieu(pieces, 'D42-1.2')).toEqual({ piece: 2, annexe: 1, page: 2 });
  for (const texte of ['D99.1', 'D42.0', '<script>', '']) expect(lireLieu(pieces, texte)).toBeUndefined();
});

test('un lieu s’écrit comme au dossier, et se relit', () => {
  expect(ecrireLieu(pieces, { piece: 2, annexe: 1, page: 3 })).toBe('D42-1.3');
  expect(ecrireLieu(pieces, { piece: 3, page: 2 })).toBe('3.2');
  expect(lireLieu(pieces, ecrireLieu(pieces, { piece: 2, page: 7 }))).toEqual({ piece: 2, page: 7 });
});
