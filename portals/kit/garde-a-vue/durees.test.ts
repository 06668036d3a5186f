import { expect, test } from 'vitest';
import { bandeDe, dureeEnChiffres, dureeEnMots, msDe, parEcheance } from './durees.ts';

test('les heures dépassent vingt-quatre, et une échéance passée se compte en positif', () => {
  expect(dureeEnChiffres(((47 * 60 + 5) * 60 + 9) * 1000 + 999)).toBe('47:05:09');
  expect(dureeEnChiffres(-61_000)).toBe('00:01:01');
  expect(dureeEnMots(18 * 3_600_000 + 42 * 60_000)).toBe('18\u00A0h\u00A042');
  expect(dureeEnMots(59_999)).toBe('moins d’une minute');
});

test('les bandes changent à deux heures et à six heures, pas avant', () => {
  expect(bandeDe(6 * 3_600_000)).toBe('calme');
  expect(bandeDe(6 * 3_600_000 - 1)).toBe('orange');
  expect(bandeDe(2 * 3_600_000 - 1)).toBe('rouge');
  expect(bandeDe(0)).toBe('depassee');
  expect(bandeDe(null)).toBe('sans-echeance');
});

test('une horodate de la nuit du changement d’heure garde son décalage', () => {
  const premiere = msDe('2026-10-25T02:30:00+02:00[Europe/Paris]');
  expect(msDe('2026-10-25T02:30:00+01:00[Europe/Paris]') - premiere).toBe(3_600_000);
});

test('sans échéance, la mesure se range à la fin', () => {
  const ligne = (id: string, echeance: string | null) => ({ id, echeance });
  const rangees = [
    ligne('c', null),
    ligne('b', '2026-11-22T12:00:00+01:00[Europe/Paris]'),
    ligne('a', '2026-11-22T10:30:00Z'),
    ligne('d', null),
  ].toSorted(parEcheance);
  expect(rangees.map(({ id }) => id)).toEqual(['a', 'b', 'c', 'd']);
});
