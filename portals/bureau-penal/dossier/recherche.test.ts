import { expect, test } from 'vitest';
import { validerRecherche } from './recherche.ts';

test('l’URL garde l’endroit lu et l’onglet', () => {
  expect(validerRecherche({ lu: '3.2', onglet: 'decision' })).toEqual({ lu: '3.2', onglet: 'decision' });
  expect(validerRecherche({ lu: 3.2 })).toEqual({ lu: '3.2' });
  expect(validerRecherche({ lu: 'D42-1.3' })).toEqual({ lu: 'D42-1.3' });
  expect(validerRecherche({ lu: '2-1.10' })).toEqual({ lu: '2-1.10' });
});

test('ce qui est mal formé dans l’URL est ignoré', () => {
  expect(validerRecherche({ lu: '<script>', onglet: 'ailleurs' })).toEqual({});
});

test('l’URL garde la date passée et la personne dont on prend les yeux, bien formées', () => {
  const passe = { au: '2026-11-21T10:00:00.020Z', par: 'MJ200001' };
  expect(validerRecherche(passe)).toEqual(passe);
  expect(validerRecherche({ au: 'hier', par: '../' })).toEqual({});
});
