import { expect, test } from 'vitest';
import { propositionDe, propositionsPour } from './propositions.ts';

const MAGISTRATS = [
  { cle: '1', texte: 'Claire Fontaine', precision: 'substitut, de permanence' },
  { cle: '2', texte: 'Édith Garnier', precision: 'procureure' },
];

test('un nom tapé sans accent ni majuscule est celui de l’annuaire ; un autre ne l’est pas', () => {
  expect(propositionDe(MAGISTRATS, 'edith GARNIER')?.cle).toBe('2');
  expect(propositionDe(MAGISTRATS, 'Édith')).toBeUndefined();
});

test('taper réduit les propositions dans leur ordre ; un nom choisi les remontre toutes', () => {
  expect(propositionsPour(MAGISTRATS, '').map(({ cle }) => cle)).toEqual(['1', '2']);
  expect(propositionsPour(MAGISTRATS, 'garn').map(({ cle }) => cle)).toEqual(['2']);
  expect(propositionsPour(MAGISTRATS, 'permanence font').map(({ cle }) => cle)).toEqual(['1']);
  expect(propositionsPour(MAGISTRATS, 'Claire Fontaine')).toHaveLength(2);
  expect(propositionsPour(MAGISTRATS, 'Paul Durand')).toEqual([]);
});
