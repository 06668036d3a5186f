import { expect, test } from 'vitest';
import { estVide, facettesPosees, resserrer, validerDemande } from './demande.ts';

test('l’adresse garde ce qui est bien formé et laisse le reste', () => {
  expect(
    validerDemande({
      q: 'vol',
      natinf: 7151,
      tri: 'au hasard',
      etat: 'decidee',
      du: 'hier',
      unite: '<script>',
    }),
  ).toEqual({ q: 'vol', natinf: '7151', etat: 'decidee' });
  expect(validerDemande({ q: 'x'.repeat(201), type: ['a'] })).toEqual({});
});

test('une facette se pose et s’ôte sans toucher aux autres', () => {
  const posee = resserrer({ q: 'vol', etat: 'decidee' }, 'type', 'plainte');
  expect(posee).toEqual({ q: 'vol', etat: 'decidee', type: 'plainte' });
  expect(facettesPosees(posee)).toEqual(['type', 'etat']);
  expect(resserrer(posee, 'type', undefined)).toEqual({ q: 'vol', etat: 'decidee' });
  expect([estVide({ q: '  ', tri: 'date' }), estVide({ etat: 'decidee' })]).toEqual([true, false]);
});
