import { estOuvre } from '@ppn/core';
import { describe, expect, test } from 'vitest';
import {
  creneauDe,
  creneauxProposes,
  horodateDe,
  jourA,
  jourCourt,
  jourEnFrancais,
  premierJour,
} from './creneaux.ts';

describe('les créneaux d’audience', () => {
  test('le premier jour admis est le jour de la décision plus le délai de la règle', () => {
    expect(premierJour('2026-11-21', 10)).toBe('2026-12-01');
    expect(premierJour('2028-02-20', 10)).toBe('2028-03-01');
  });

  test('trois créneaux sont proposés, ouvrés et tous après le délai', () => {
    const creneaux = creneauxProposes('2026-11-21', 10);
    expect(creneaux).toEqual([
      { jour: '2026-12-07', heure: '09:00' },
      { jour: '2026-12-14', heure: '13:30' },
      { jour: '2026-12-28', heure: '09:00' },
    ]);
    expect(
      creneauxProposes('2026-12-10', 10).every(({ jour }) => estOuvre(jour) && jour >= '2026-12-20'),
    ).toBe(true);
  });

  test('l’heure d’audience est celle de Paris, été comme hiver', () => {
    expect(horodateDe('2026-12-08', '09:00')).toBe('2026-12-08T09:00:00+01:00[Europe/Paris]');
    expect(horodateDe('2027-06-08', '09:00')).toBe('2027-06-08T09:00:00+02:00[Europe/Paris]');
    expect(horodateDe('', '09:00')).toBeUndefined();
    expect(horodateDe('2026-12-08', '')).toBeUndefined();
  });

  test('une horodate se relit comme elle a été choisie', () => {
    expect(creneauDe('2026-12-08T09:00:00+01:00[Europe/Paris]')).toEqual({
      jour: '2026-12-08',
      heure: '09:00',
    });
    expect(creneauDe('')).toEqual({ jour: '', heure: '' });
  });

  test('le jour est celui de Paris, même quand il n’est pas encore celui de Greenwich', () => {
    expect(jourA(Date.parse('2026-11-20T23:30:00Z'))).toBe('2026-11-21');
  });

  test('les dates s’écrivent en français', () => {
    expect(jourEnFrancais('2026-12-01')).toBe('mardi 1er décembre 2026');
    expect(jourEnFrancais('2026-12-21')).toBe('lundi 21 décembre 2026');
    expect(jourCourt('2026-12-07')).toBe('lun. 7 déc.');
  });
});
