import { expect, test } from 'vitest';
import { annuler, basculer, TOUT_CHOISI, toutChoisir } from './choix-du-lot.ts';

const laisses = ({ ecartes }: { readonly ecartes: ReadonlySet<string> }): readonly string[] => [...ecartes];

test('un groupe dont un acte est laissé se choisit d’abord en entier', () => {
  const unLaisse = basculer(TOUT_CHOISI, ['b']);
  expect(laisses(unLaisse)).toEqual(['b']);
  const groupe = basculer(unLaisse, ['a', 'b']);
  expect(laisses(groupe)).toEqual([]);
  expect(laisses(basculer(groupe, ['a', 'b']))).toEqual(['a', 'b']);
});

test('chaque choix s’annule avant de signer, jusqu’au premier', () => {
  const choix = toutChoisir(basculer(basculer(TOUT_CHOISI, ['a']), ['b']));
  expect(laisses(choix)).toEqual([]);
  const avant = annuler(choix);
  expect(laisses(avant)).toEqual(['a', 'b']);
  expect(laisses(annuler(avant))).toEqual(['a']);
  expect(annuler(annuler(annuler(annuler(choix))))).toEqual(TOUT_CHOISI);
});

test('choisir ce qui l’est déjà n’ajoute rien à annuler', () => {
  expect(toutChoisir(TOUT_CHOISI)).toBe(TOUT_CHOISI);
  expect(basculer(TOUT_CHOISI, [])).toBe(TOUT_CHOISI);
});
