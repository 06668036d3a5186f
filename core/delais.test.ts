import { expect, test } from 'vitest';
import {
  echeanceEnHeures,
  echeanceEnJours,
  echeanceEnJoursOuvres,
  echeanceEnMois,
  estOuvre,
  jourCivilDe,
  joursFeries,
  joursOuvresAvant,
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
  expect(['2026-11-21', '2026-11-23', '2026-12-25'].map((jour) => estOuvre(jour))).toEqual([
    false,
    true,
    false,
  ]);
});

test('les fériés mobiles sont justes quarante ans durant', () => {
  // Dimanches de Pâques publiés (Bureau des longitudes), un par année.
  const publies = {
    2024: '03-31',
    2025: '04-20',
    2026: '04-05',
    2027: '03-28',
    2028: '04-16',
    2029: '04-01',
    2030: '04-21',
    2031: '04-13',
    2032: '03-28',
    2033: '04-17',
    2034: '04-09',
    2035: '03-25',
    2036: '04-13',
    2037: '04-05',
    2038: '04-25',
    2039: '04-10',
    2040: '04-01',
    2049: '04-18',
    2057: '04-22',
  };
  for (const [annee, paques] of Object.entries(publies)) {
    const lundi = new Date(`${annee}-${paques}T00:00:00Z`).getTime() + 86_400_000;
    expect(joursFeries(Number(annee))[8]).toBe(new Date(lundi).toISOString().slice(0, 10));
  }
});

test('l’Alsace-Moselle a deux jours fériés de plus : le délai s’y proroge encore', () => {
  expect(joursFeries(2026, 'alsace-moselle').slice(11)).toEqual(['2026-04-03', '2026-12-26']);
  expect(echeanceEnJours('2026-03-24', 10, { proroge: true })).toBe('2026-04-03');
  // Vendredi saint, samedi, dimanche et lundi de Pâques : mardi 7 avril.
  expect(echeanceEnJours('2026-03-24', 10, { proroge: true, calendrier: 'alsace-moselle' })).toBe(
    '2026-04-07',
  );
  expect(echeanceEnMois('2025-11-26', 1, { proroge: true, calendrier: 'alsace-moselle' })).toBe('2025-12-29');
  expect(echeanceEnMois('2025-11-26', 1, { proroge: true })).toBe('2025-12-26');
});

test('le troisième jour ouvrable suivant saute la fin de semaine et les fériés (396 CPP)', () => {
  expect(echeanceEnJoursOuvres('2026-11-23', 3)).toBe('2026-11-26');
  expect(echeanceEnJoursOuvres('2026-11-20', 3)).toBe('2026-11-25');
  // Jeudi 30 avril 2026, puis le 1er mai férié et la fin de semaine.
  expect(echeanceEnJoursOuvres('2026-04-30', 3)).toBe('2026-05-06');
  expect(echeanceEnJoursOuvres('2026-12-24', 1)).toBe('2026-12-28');
  expect(echeanceEnJoursOuvres('2026-12-24', 1, 'alsace-moselle')).toBe('2026-12-28');
  expect(echeanceEnJoursOuvres('2025-12-24', 1, 'alsace-moselle')).toBe('2025-12-29');
});

test('cinq jours ouvrables avant un interrogatoire, le 1er mai entre les deux (114 CPP)', () => {
  expect(joursOuvresAvant('2026-05-07', 5)).toBe('2026-04-29');
  expect(joursOuvresAvant('2026-11-27', 5)).toBe('2026-11-20');
});

test('un délai en heures ne se proroge pas : il expire un dimanche à l’heure dite', () => {
  expect(echeanceEnHeures(horodate('2026-11-21T08:00:00Z'), 24)).toBe(
    '2026-11-22T09:00:00+01:00[Europe/Paris]',
  );
});

test('le jour civil est celui du tribunal', () => {
  expect(jourCivilDe('2026-12-31T23:30:00+00:00[UTC]', 'Europe/Paris')).toBe('2027-01-01');
});
