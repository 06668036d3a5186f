import { describe, expect, test } from 'vitest';
import { arrondi, mediane, quantile, repartition } from './statistiques.ts';

describe('les statistiques du banc', () => {
  test('prennent le rang le plus proche, sans interpoler', () => {
    const serie = Array.from({ length: 100 }, (_, rang) => 100 - rang);
    expect([quantile(serie, 0.5), quantile(serie, 0.95), quantile(serie, 0.99), quantile(serie, 1)]).toEqual([
      50, 95, 99, 100,
    ]);
    expect(mediane([3, 1, 2])).toBe(2);
  });

  test('rendent zéro pour une série vide et arrondissent', () => {
    expect(repartition([])).toEqual({ p50: 0, p95: 0, p99: 0, max: 0 });
    expect(arrondi(1.256, 2)).toBe(1.26);
  });
});
