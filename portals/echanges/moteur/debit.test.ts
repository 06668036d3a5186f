import { expect, test } from 'vitest';
import { debitDe, relever, resteEnSecondes } from './debit.ts';

test('le débit est celui des dernières secondes, pas celui du début', () => {
  let fenetre = relever([], { a: 0, octets: 0 });
  for (let s = 1; s <= 60; s += 1) fenetre = relever(fenetre, { a: s * 1_000, octets: s * 10_000_000 });
  for (let s = 61; s <= 75; s += 1)
    fenetre = relever(fenetre, { a: s * 1_000, octets: 600_000_000 + (s - 60) * 1_000_000 });
  expect(debitDe(fenetre)).toBe(1_000_000);
  expect(resteEnSecondes(30_000_000, debitDe(fenetre))).toBe(30);
});

test('sans recul suffisant, ni débit ni temps restant ; une tranche à renvoyer recommence le compte', () => {
  const un = relever([], { a: 0, octets: 5 });
  expect(debitDe(un)).toBe(0);
  expect(resteEnSecondes(10, debitDe(un))).toBeUndefined();
  expect(relever(relever(un, { a: 900, octets: 50 }), { a: 1_000, octets: 20 })).toEqual([
    { a: 1_000, octets: 20 },
  ]);
});
