import { expect, test } from 'vitest';
import { ecrirePosition, lirePosition } from './position.ts';

test('une position se lit comme on la prononce, avec un point, une virgule ou une espace', () => {
  expect(lirePosition('3.2')).toEqual({ piece: 3, page: 2 });
  expect(lirePosition(' 3,2 ')).toEqual({ piece: 3, page: 2 });
  expect(lirePosition('42 3')).toEqual({ piece: 42, page: 3 });
});

test('un fichier joint se désigne par son acte et son rang', () => {
  expect(lirePosition('2-1.3')).toEqual({ piece: 2, annexe: 1, page: 3 });
  expect(lirePosition('2-0')).toEqual({ piece: 2, page: 1 });
  expect(ecrirePosition({ piece: 2, annexe: 1, page: 3 })).toBe('2-1.3');
});

test('une pièce seule veut dire sa première page', () => {
  expect(lirePosition('7')).toEqual({ piece: 7, page: 1 });
});

test('ce qui n’est pas une position est refusé', () => {
  for (const texte of ['', 'D42', '0', '1.0', '3.2.1', '-1', '999999'])
    expect(lirePosition(texte)).toBeUndefined();
});

test('une position s’écrit « pièce.page »', () => {
  expect(ecrirePosition({ piece: 3, page: 2 })).toBe('3.2');
});
