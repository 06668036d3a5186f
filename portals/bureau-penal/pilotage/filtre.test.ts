import { expect, test } from 'vitest';
import { validerFiltre } from './donnees.ts';

test('l’adresse d’une liste se relit, ce qui est mal formé s’ignore', () => {
  expect(validerFiltre({ etat: 'en-stock', age: '8-30', unite: '' })).toEqual({
    etat: 'en-stock',
    age: '8-30',
  });
  expect(validerFiltre({ quoi: 'recues', semaine: '2026-11-16' })).toEqual({
    quoi: 'recues',
    semaine: '2026-11-16',
  });
  expect(validerFiltre({ etat: 'autre', quoi: 3, decision: 'x'.repeat(80) })).toEqual({});
});
