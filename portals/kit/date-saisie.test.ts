import { expect, test } from 'vitest';
import { dateEnTexte, lireDate, lireHeure } from './date-saisie.ts';

test('une date se tape comme on l’écrit', () => {
  for (const texte of [
    '25/10/2026',
    '25-10-2026',
    '25.10.26',
    '25102026',
    '251026',
    '2026-10-25',
    ' 25/10/2026 ',
  ])
    expect(lireDate(texte, 2026)).toBe('2026-10-25');
});

test('une année à deux chiffres est la plus proche dans le passé', () => {
  expect(lireDate('12/03/84', 2026)).toBe('1984-03-12');
  expect(lireDate('12/03/26', 2026)).toBe('2026-03-12');
  expect(lireDate('12/03/27', 2026)).toBe('1927-03-12');
});

test('une date qui n’existe pas est refusée', () => {
  for (const texte of ['31/02/2026', '29/02/2026', '12/13/2026', '00/01/2026', '12/3', 'hier'])
    expect(lireDate(texte, 2026)).toBeUndefined();
});

test('une heure se tape comme on la dit', () => {
  expect(['2:30', '02h30', '2 h 30', '0230', '14h', '14:05:09'].map(lireHeure)).toEqual([
    '02:30',
    '02:30',
    '02:30',
    '02:30',
    '14:00',
    '14:05:09',
  ]);
  expect(['25:00', '12h60', '9', ''].map(lireHeure)).toEqual([undefined, undefined, undefined, undefined]);
});

test('une date se montre à la française', () => {
  expect(dateEnTexte('2026-10-25')).toBe('25/10/2026');
  expect(dateEnTexte('')).toBe('');
});
