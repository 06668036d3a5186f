import { expect, test } from 'vitest';
import { graduations, reperesDe, remplirLesJours } from './echelle.ts';

test('un axe part de zéro, compte rond, et couvre la plus haute valeur', () => {
  expect(graduations(0)).toEqual([0, 1]);
  expect(graduations(40)).toEqual([0, 10, 20, 30, 40]);
  expect(graduations(41)).toEqual([0, 20, 40, 60]);
  expect(graduations(1_073_741_824)).toEqual([0, 500_000_000, 1_000_000_000, 1_500_000_000]);
});

test('un jour sans dépôt compte zéro', () => {
  const vide = (jour: string) => ({ jour, octets: 0 });
  expect(
    remplirLesJours([{ jour: '2026-03-01', octets: 7 }], { dernier: '2026-03-02', jours: 3 }, vide),
  ).toEqual([
    { jour: '2026-02-28', octets: 0 },
    { jour: '2026-03-01', octets: 7 },
    { jour: '2026-03-02', octets: 0 },
  ]);
});

test('le premier et le dernier jour s’écrivent toujours', () => {
  expect(reperesDe(30)).toEqual([0, 10, 19, 29]);
  expect(reperesDe(2)).toEqual([0, 1]);
});
