import { expect, test } from 'vitest';
import type { AuditionLibre } from '../ports.ts';
import { auditionsQuiPeuventSeProlonger, debutDeLAudition } from './auditions-libres.ts';

const KARIM = '0192f000-0000-7000-8000-000000000001';
const LUCAS = '0192f000-0000-7000-8000-000000000002';
const MATIN = '2026-11-22T09:05:00+01:00[Europe/Paris]';
const SOIR = '2026-11-22T18:40:00+01:00[Europe/Paris]';
const audition = (acteId: string, debut: string): AuditionLibre => ({
  acteId,
  titre: 'Procès-verbal d’audition libre',
  numero: null,
  personne: KARIM,
  faits: [],
  debut,
});
const ports = { auditionsLibres: async () => [audition('a', MATIN), audition('b', ''), audition('c', SOIR)] };

test('seules les auditions dont le début est dit se prolongent, la plus récente d’abord', async () => {
  expect((await auditionsQuiPeuventSeProlonger(ports, 'IDJ')).map(({ acteId }) => acteId)).toEqual([
    'c',
    'a',
  ]);
});

test('l’horloge part du début que l’acte dit, pas de celui que l’écran enverrait', async () => {
  expect(await debutDeLAudition(ports, { idj: 'IDJ', audition: 'a', personne: KARIM })).toBe(MATIN);
});

test('l’audition d’une autre personne, ou d’un autre dossier, ne fait partir aucune horloge', async () => {
  for (const [choisie, personne] of [
    ['a', LUCAS],
    ['inconnue', KARIM],
    ['b', KARIM],
  ] as const)
    await expect(debutDeLAudition(ports, { idj: 'IDJ', audition: choisie, personne })).rejects.toMatchObject({
      corps: { code: 'audition-inconnue' },
    });
});
