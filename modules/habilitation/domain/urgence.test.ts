import { expect, test } from 'vitest';
import { revoitLesUrgences, urgencePossible } from './urgence.ts';

test('un magistrat lit en urgence un dossier transmis, jamais une enquête qui ne l’est pas', () => {
  const jld = { service: 'justice', qualite: 'jld' } as const;
  expect(urgencePossible(jld, { juridiction: 'tj1' })).toBe(true);
  expect(urgencePossible(jld, { juridiction: null })).toBe(false);
  expect(urgencePossible({ service: 'interieur', qualite: 'opj' }, { juridiction: null })).toBe(true);
});

test('ni l’agent de police judiciaire ni l’interprète n’ouvrent d’accès d’urgence', () => {
  for (const qualite of ['apj', 'interprete'] as const)
    expect(urgencePossible({ service: 'interieur', qualite }, { juridiction: null })).toBe(false);
});

test('la hiérarchie revoit : procureur, chef d’unité', () => {
  expect(revoitLesUrgences({ qualite: 'procureur' })).toBe(true);
  expect(revoitLesUrgences({ qualite: 'substitut' })).toBe(false);
});
