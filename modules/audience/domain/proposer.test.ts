import { expect, test } from 'vitest';
import { type Ouverte, proposer } from './proposer.ts';

const audience = (jour: string, suite: Partial<Ouverte> = {}): Ouverte => ({
  nature: 'juge-unique',
  jour,
  debut: `${jour}T09:00:00+01:00[Europe/Paris]`,
  dureeMinutes: 180,
  prises: 0,
  annulee: false,
  ...suite,
});
const jours = (audiences: readonly Ouverte[], demande: Partial<Parameters<typeof proposer>[1]> = {}) =>
  proposer(audiences, { natures: ['juge-unique'], du: '2026-12-01', au: '', duree: 30, ...demande }).map(
    ({ jour }) => jour,
  );

test('trois audiences où l’affaire tient, dans les bornes et de la bonne nature, les plus proches d’abord', () => {
  const ouvertes = [
    audience('2026-12-15'),
    audience('2026-11-30'),
    audience('2026-12-01'),
    audience('2026-12-08', { nature: 'crpc' }),
    audience('2026-12-10', { annulee: true }),
    audience('2026-12-11', { prises: 160 }),
    audience('2026-12-12', { prises: 150 }),
    audience('2027-01-05'),
  ];
  expect(jours(ouvertes)).toEqual(['2026-12-01', '2026-12-12', '2026-12-15']);
  expect(jours(ouvertes, { au: '2026-12-12' })).toEqual(['2026-12-01', '2026-12-12']);
});

test('rien ne tient : les moins chargées se proposent, la surcharge se verra', () => {
  const pleines = [
    audience('2026-12-01', { prises: 260 }),
    audience('2026-12-02', { prises: 170 }),
    audience('2026-12-03', { prises: 200 }),
    audience('2026-12-04', { prises: 300 }),
  ];
  expect(jours(pleines)).toEqual(['2026-12-01', '2026-12-02', '2026-12-03']);
  expect(jours([])).toEqual([]);
});
