import { expect, test } from 'vitest';
import { lireMessage } from './panneau-carte.tsx';
import { nomDe } from './raccourcis.ts';

test('une conclusion mal formée de l’agent est ignorée', () => {
  expect(lireMessage({ etat: 'faite' })).toBeUndefined();
  expect(lireMessage({ etat: 'en-attente' })).toBeUndefined();
  expect(lireMessage({})).toBeUndefined();
});

test('un refus garde son code et sa phrase', () => {
  expect(
    lireMessage({ etat: 'refusee', erreur: { code: 'carte-verrouillee', message: 'Carte verrouillée.' } }),
  ).toEqual({
    etat: 'refusee',
    erreur: { code: 'carte-verrouillee', message: 'Carte verrouillée.' },
  });
  expect(lireMessage({ etat: 'annulee' })).toMatchObject({ erreur: { code: 'annulee' } });
});

test('un raccourci se nomme par le caractère produit', () => {
  const frappe = (key: string, ctrlKey = false) => ({ key, ctrlKey, metaKey: false, altKey: false });
  expect([frappe('K', true), frappe('?'), frappe('Escape'), frappe('N')].map(nomDe)).toEqual([
    'ctrl+k',
    '?',
    'échap',
    'n',
  ]);
});
