import { expect, test } from 'vitest';
import { proposer } from './magistrats.ts';

const connu = (matricule: string, qualite: 'substitut' | 'jld' | 'procureur', permanence = false) => ({
  matricule,
  nom: `Nom ${matricule}`,
  qualite,
  permanence,
  enLigne: permanence,
});

test('au procureur, les seuls magistrats du parquet, celui de permanence en tête ; au JLD, le JLD', () => {
  const connus = [connu('a', 'substitut', true), connu('b', 'jld'), connu('c', 'procureur')];
  expect(proposer(connus, 'procureur').map(({ cle }) => cle)).toEqual(['a', 'c']);
  expect(proposer(connus, 'procureur')[0]?.precision).toMatch(/de permanence, en ligne$/);
  expect(proposer(connus, 'jld').map(({ cle }) => cle)).toEqual(['b']);
});
