import { expect, test } from 'vitest';
import { points } from './echelle.ts';

test('zéro est en bas, le maximum en haut, le pas est égal', () => {
  expect(points([0, 5, 10], { maximum: 10, largeur: 100, hauteur: 40 })).toBe('0,40 50,20 100,0');
  expect(points([3], { maximum: 6, largeur: 100, hauteur: 40 })).toBe('0,20');
  expect(points([], { maximum: 1, largeur: 100, hauteur: 40 })).toBe('');
});
