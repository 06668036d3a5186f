import { expect, test } from 'vitest';
import { refusDeViser } from './viser.ts';

const acte = {
  id: 'A',
  numero: 6,
  titre: 'Jugement',
  type: 'copj',
  empreinte: 'ab',
  retire: false,
};
const vise = { acteId: 'A', numero: 6, titre: 'Jugement', empreinte: 'ab' };

test('une mention vise un acte du dossier, sous la meme empreinte', () => {
  expect(refusDeViser(vise, [acte], false)).toBeUndefined();
  expect(refusDeViser(vise, [], false)).toBe('acte-absent');
  expect(refusDeViser({ ...vise, empreinte: 'cd' }, [acte], false)).toBe('empreinte-differente');
});

test('le numero et le titre imprimes sont ceux de l’acte, pas d’un autre', () => {
  expect(refusDeViser({ ...vise, numero: 5 }, [acte], false)).toBe('designation-fausse');
  expect(refusDeViser({ ...vise, titre: 'Plainte' }, [acte], false)).toBe('designation-fausse');
});

test('un acte annule ne l’est pas deux fois, mais un appel deja forme s’y porte encore', () => {
  const annule = { ...acte, retire: true };
  expect(refusDeViser(vise, [annule], true)).toBe('deja-annule');
  expect(refusDeViser(vise, [annule], false)).toBeUndefined();
});

test('une annulation ne s’annule pas', () => {
  expect(refusDeViser(vise, [{ ...acte, type: 'mention-annulement' }], true)).toBe('annulation-visee');
});
