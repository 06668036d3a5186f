import { expect, test } from 'vitest';
import {
  echeanceEnHeures,
  echeanceEnJours,
  echeanceEnMois,
  estOuvre,
  jourCivilDe,
  joursFeries,
} from './delais.ts';
import { horodate } from './horodate.ts';

test('un délai de dix jours expire le dixième jour, reporté s’il tombe un samedi, un dimanche ou un jour férié (801 CPP)', () => {
  expect(echeanceEnJours('2026-11-23', 10, { proroge: true })).toBe('2026-12-03');
  // Le 12 décembre 2026 est un samedi.
  expect(echeanceEnJours('2026-12-02', 10, { proroge: true })).toBe('2026-12-14');
  expect(echeanceEnJours('2026-12-02', 10, { proroge: false })).toBe('2026-12-12');
  // Le 1er mai 2026 est un vendredi férié : lundi 4.
  expect(echeanceEnJours('2026-04-21', 10, { proroge: true })).toBe('2026-05-04');
});

test('cinq jours francs : ni le jour du prononcé ni celui de l’échéance ne comptent (568 CPP)', () => {
  expect(echeanceEnJours('2026-11-20', 5, { franc: true, proroge: true })).toBe('2026-11-26');
  expect(echeanceEnJours('2026-11-20', 5, { proroge: true })).toBe('2026-11-25');
});

test('un mois va de quantième à quantième, ou au dernier jour du mois', () => {
  expect(echeanceEnMois('2026-01-31', 1, { proroge: false })).toBe('2026-02-28');
  expect(echeanceEnMois('2026-01-31', 1, { proroge: true })).toBe('2026-03-02');
  expect(echeanceEnMois('2026-11-23', 3, { proroge: true })).toBe('2027-02-23');
});

test('vingt-quatre heures ne font pas un jour quand l’heure change', () => {
  const depart = horodate('2026-10-24T10:00:00Z');
  expect(depart).toBe('2026-10-24T12:00:00+02:00[Europe/Paris]');
  expect(echeanceEnHeures(depart, 24)).toBe('2026-10-25T11:00:00+01:00[Europe/Paris]');
});

test('les jours fériés suivent Pâques', () => {
  expect(joursFeries(2026).slice(8)).toEqual(['2026-04-06', '2026-05-14', '2026-05-25']);
  expect(joursFeries(2027).slice(8)).toEqual(['2027-03-29', '2027-05-06', '2027-05-17']);
  expect(['2026-11-21', '2026-11-23', '2026-12-25'].map(estOuvre)).toEqual([false, true, false]);
});

test('le jour civil est celui du tribunal', () => {
  expect(jourCivilDe('2026-12-31T23:30:00+00:00[UTC]', 'Europe/Paris')).toBe('2027-01-01');
});
