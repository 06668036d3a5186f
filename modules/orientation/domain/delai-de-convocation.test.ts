import { expect, test } from 'vitest';
import { joursAvantAudience, premierJourDAudience } from './delai-de-convocation.ts';

const P = 'Europe/Paris';

test('une audience se tient au plus tot dix jours apres la decision', () => {
  expect(premierJourDAudience('2026-11-21T14:30:00+01:00[Europe/Paris]', 10, P)).toBe('2026-12-01');
});

test('neuf jours ne suffisent pas, meme tard le soir', () => {
  expect(
    joursAvantAudience(
      '2026-11-21T00:10:00+01:00[Europe/Paris]',
      '2026-11-30T23:50:00+01:00[Europe/Paris]',
      P,
    ),
  ).toBe(9);
  expect(
    joursAvantAudience(
      '2026-11-21T23:50:00+01:00[Europe/Paris]',
      '2026-12-01T08:30:00+01:00[Europe/Paris]',
      P,
    ),
  ).toBe(10);
});

test('les jours se comptent dans la zone du tribunal, changement d’heure compris', () => {
  expect(
    joursAvantAudience(
      '2026-10-20T09:00:00+02:00[Europe/Paris]',
      '2026-10-30T09:00:00+01:00[Europe/Paris]',
      P,
    ),
  ).toBe(10);
  expect(
    joursAvantAudience(
      '2026-11-21T23:30:00-03:00[America/Cayenne]',
      '2026-12-01T09:00:00+01:00[Europe/Paris]',
      P,
    ),
  ).toBe(9);
});
