import { expect, test } from 'vitest';
import { heureDuFait } from './heure-du-fait.ts';

const A = (iso: string): number => Date.parse(iso);

test('rien de tapé : maintenant, à la seconde, dans la zone de la mesure', () => {
  expect(heureDuFait('', A('2026-11-22T05:02:07.900Z'), 'Europe/Paris')).toBe(
    '2026-11-22T06:02:07+01:00[Europe/Paris]',
  );
  expect(heureDuFait(' ', A('2026-11-22T05:02:07Z'), 'Pacific/Noumea')).toBe(
    '2026-11-22T16:02:07+11:00[Pacific/Noumea]',
  );
});

test('une heure tapée est d’aujourd’hui si elle est passée, d’hier sinon', () => {
  const minuitDix = A('2026-11-21T23:10:00Z');
  expect(heureDuFait('0005', minuitDix, 'Europe/Paris')).toBe('2026-11-22T00:05:00+01:00[Europe/Paris]');
  expect(heureDuFait('23h50', minuitDix, 'Europe/Paris')).toBe('2026-11-21T23:50:00+01:00[Europe/Paris]');
  expect(heureDuFait('25h', minuitDix, 'Europe/Paris')).toBeUndefined();
});

test('la nuit où l’heure saute, une heure qui n’existe pas aujourd’hui est celle d’hier', () => {
  expect(heureDuFait('02:30', A('2027-03-28T04:00:00Z'), 'Europe/Paris')).toBe(
    '2027-03-27T02:30:00+01:00[Europe/Paris]',
  );
});
