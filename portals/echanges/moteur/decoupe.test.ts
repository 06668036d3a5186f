import { expect, test } from 'vitest';
import { decouper, TRANCHE } from './decoupe.ts';

test('un fichier ordinaire part d’un seul tenant, un fichier vide aussi', () => {
  expect(decouper(0)).toEqual([{ debut: 0, fin: 0 }]);
  expect(decouper(4 * TRANCHE)).toEqual([{ debut: 0, fin: 4 * TRANCHE }]);
});

test('un grand fichier part en trois tronçons contigus, coupés entre deux tranches', () => {
  for (const taille of [4 * TRANCHE + 1, 5 * TRANCHE, 20 * 1024 ** 3]) {
    const morceaux = decouper(taille);
    expect(morceaux.length).toBeLessThanOrEqual(3);
    expect(morceaux[0]?.debut).toBe(0);
    expect(morceaux.at(-1)?.fin).toBe(taille);
    for (const [rang, { debut, fin }] of morceaux.entries()) {
      expect(fin).toBeGreaterThan(debut);
      expect(debut % TRANCHE).toBe(0);
      expect(morceaux[rang + 1]?.debut ?? taille).toBe(fin);
    }
  }
});
