import { horodate, isHorodate } from '@ppn/core';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { composer, decomposer, horodateDe, ZONES } from './horodate.ts';

test('la nuit du 25 octobre 2026, 02 h 30 existe deux fois et le choix est gardé', () => {
  const saisie = { date: '2026-10-25', heure: '02:30', zone: 'Europe/Paris' };
  expect(composer(saisie)).toEqual({
    etat: 'complete',
    horodate: '2026-10-25T02:30:00+02:00[Europe/Paris]',
    decalages: ['+02:00', '+01:00'],
  });
  expect(composer(saisie, '+01:00')).toMatchObject({ horodate: '2026-10-25T02:30:00+01:00[Europe/Paris]' });
});

test('la nuit du 29 mars 2026, 02 h 30 n’existe pas', () => {
  expect(composer({ date: '2026-03-29', heure: '02:30', zone: 'Europe/Paris' })).toEqual({
    etat: 'inexistante',
  });
});

test('une heure ordinaire n’a qu’un décalage, outre-mer comprise', () => {
  expect(composer({ date: '2026-11-21', heure: '14:00', zone: 'Indian/Reunion' })).toEqual({
    etat: 'complete',
    horodate: '2026-11-21T14:00:00+04:00[Indian/Reunion]',
    decalages: ['+04:00'],
  });
});

test('une saisie à moitié faite reste incomplète', () => {
  expect(composer({ date: '2026-11-2', heure: '14:00', zone: 'Europe/Paris' })).toEqual({
    etat: 'incomplete',
  });
  expect(composer({ date: '2026-11-21', heure: '', zone: 'Europe/Paris' })).toEqual({ etat: 'incomplete' });
});

test('décomposer puis composer rend la même horodate, secondes comprises', () => {
  for (const texte of [
    '2026-10-25T02:30:00+01:00[Europe/Paris]',
    '2026-11-21T10:04:37+01:00[Europe/Paris]',
  ]) {
    const { decalage, ...saisie } = decomposer(texte);
    expect(composer(saisie, decalage)).toMatchObject({ horodate: texte });
  }
});

test('dit la même heure que Temporal, à tout instant et dans toute zone française', () => {
  fc.assert(
    fc.property(
      fc.integer({
        min: Date.parse('2000-01-01T00:00:00Z') / 60_000,
        max: Date.parse('2035-01-01T00:00:00Z') / 60_000,
      }),
      fc.constantFrom(...ZONES.map(({ valeur }) => valeur)),
      (minute, zone) => {
        const obtenue = horodateDe(minute * 60_000, zone);
        const { decalage, ...saisie } = decomposer(obtenue);
        const recomposee = composer(saisie, decalage);
        return (
          isHorodate(obtenue) &&
          obtenue === horodate(new Date(minute * 60_000).toISOString(), zone) &&
          recomposee.etat === 'complete' &&
          recomposee.horodate === obtenue
        );
      },
    ),
    { numRuns: 150 },
  );
});
