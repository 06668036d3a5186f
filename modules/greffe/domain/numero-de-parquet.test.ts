import { expect, test } from 'vitest';
import { anneeDeLaSerie, isNumeroParquet, numeroDeParquet } from './numero-de-parquet.ts';

const PARIS = 'Europe/Paris';

test('un numéro de parquet dit l’année, le jour de l’année et le rang dans la série', () => {
  expect(numeroDeParquet('2026-11-21T10:00:00+01:00[Europe/Paris]', PARIS, 123)).toBe('26325000123');
  expect(numeroDeParquet('2024-12-31T10:00:00+01:00[Europe/Paris]', PARIS, 1)).toBe('24366000001');
});

test('la série change d’année à minuit dans la zone de la juridiction, pas à minuit universel', () => {
  expect(anneeDeLaSerie('2026-12-31T23:30:00+00:00[UTC]', PARIS)).toBe(2027);
  expect(anneeDeLaSerie('2026-12-31T23:30:00+01:00[Europe/Paris]', PARIS)).toBe(2026);
  expect(numeroDeParquet('2026-12-31T23:30:00+00:00[UTC]', 'America/Guadeloupe', 9)).toBe('26365000009');
});

test('au-delà de 999 999, la série est pleine', () => {
  expect(() => numeroDeParquet('2026-11-21T10:00:00+01:00[Europe/Paris]', PARIS, 1_000_000)).toThrow(
    RangeError,
  );
  expect(isNumeroParquet('26000000001')).toBe(false);
  expect(isNumeroParquet('26325000000')).toBe(false);
});
