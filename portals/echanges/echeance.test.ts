import { expect, test } from 'vitest';
import { dureeCourte, finDeLEcheance, jourDans, resteAvant } from './echeance.ts';

test('un dépôt reste disponible jusqu’à minuit, heure de Paris, changements d’heure compris', () => {
  expect(new Date(finDeLEcheance('2026-12-22')).toISOString()).toBe('2026-12-22T23:00:00.000Z');
  expect(new Date(finDeLEcheance('2026-10-25')).toISOString()).toBe('2026-10-25T23:00:00.000Z');
  expect(new Date(finDeLEcheance('2026-03-28')).toISOString()).toBe('2026-03-28T23:00:00.000Z');
  expect(new Date(finDeLEcheance('2026-03-29')).toISOString()).toBe('2026-03-29T22:00:00.000Z');
});

test('le compte à rebours presse à l’approche de la fin', () => {
  const fin = Date.parse('2026-12-22T23:00:00Z');
  const dans = (heures: number) => resteAvant(fin, fin - heures * 3_600_000);
  expect(dans(24 * 12 + 3)).toEqual({ texte: 'encore 12 jours', ton: 'neutre' });
  expect(dans(50)).toEqual({ texte: 'encore 50 h', ton: 'alerte' });
  expect(dans(5.5)).toEqual({ texte: 'encore 5 h 30', ton: 'danger' });
  expect(dans(0)).toEqual({ texte: 'échu', ton: 'neutre' });
});

test('le jour d’échéance se compte en jours civils de Paris', () => {
  expect(jourDans(30, Date.parse('2026-11-22T23:30:00Z'))).toBe('2026-12-23');
  expect(jourDans(1, Date.parse('2026-10-24T12:00:00Z'))).toBe('2026-10-25');
});

test('le temps restant se lit d’un coup d’œil', () => {
  expect([dureeCourte(40), dureeCourte(61), dureeCourte(7_500)]).toEqual(['40 s', '2 min', '2 h 05']);
});
