import { expect, test } from 'vitest';
import { lireNombre, nombreEnTexte, objetsDe, remplacer } from './objets.ts';

test('un montant s’écrit à la française et se relit', () => {
  expect(['189,50', '1 200', '189.5', '12a', ''].map(lireNombre)).toEqual([189.5, 1200, 189.5, null, null]);
  expect(nombreEnTexte({ montant: 189.5 }, 'montant')).toBe('189,5');
});

test('une liste mal formée se lit vide, un objet se remplace à sa place', () => {
  expect(objetsDe({ peines: 'x' }, 'peines')).toEqual([]);
  expect(remplacer([{ code: 'a' }, { code: 'b' }], 1, { code: 'c' })).toEqual([{ code: 'a' }, { code: 'c' }]);
});
