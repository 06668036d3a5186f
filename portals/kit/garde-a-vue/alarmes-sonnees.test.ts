import { expect, test } from 'vitest';
import { grouperLesAlarmes } from './alarmes-sonnees.ts';

const alarme = (id: string, heure: string) => ({
  id,
  a: `2026-11-22T${heure}:00+01:00[Europe/Paris]`,
  phrase: id,
  article: '63 CPP',
});

test('une obligation parle une fois, par sa dernière alarme ; celles à venir se taisent', () => {
  const groupes = grouperLesAlarmes(
    [
      alarme('medecin/1@-30', '09:00'),
      alarme('medecin/1@0', '09:30'),
      alarme('periode/0@-240', '10:00'),
      alarme('periode/0@-120', '12:00'),
    ],
    Date.parse('2026-11-22T10:30:00+01:00'),
  );
  expect(groupes.map(({ obligation, derniere, toutes }) => [obligation, derniere.id, toutes.length])).toEqual(
    [
      ['periode/0', 'periode/0@-240', 1],
      ['medecin/1', 'medecin/1@0', 2],
    ],
  );
});
