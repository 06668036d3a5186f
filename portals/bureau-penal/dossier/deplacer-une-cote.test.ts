import { expect, test } from 'vitest';
import { type Cotee, cotesApres } from './deplacer-une-cote.ts';

const acte = (piece: string, serie: string, rang: number, certifiee = false): Cotee => ({
  piece,
  genre: 'acte',
  serie,
  rang,
  certifiee,
});
const lignes = [acte('a', 'D', 1, true), acte('b', 'D', 2), acte('c', 'D', 3), acte('m', 'A', 1)];
const [, b, c] = lignes;

test('monter échange avec la voisine, jamais avec une cote certifiée', () => {
  if (!b || !c) throw new Error('deux lignes attendues');
  expect(cotesApres(lignes, c, { pas: -1 })).toEqual([
    { piece: 'c', serie: 'D', numero: 2 },
    { piece: 'b', serie: 'D', numero: 3 },
  ]);
  expect(cotesApres(lignes, b, { pas: -1 })).toEqual([]);
  expect(cotesApres(lignes, c, { pas: 1 })).toEqual([]);
});

test('changer de série met à la fin de l’autre et referme le rang laissé', () => {
  if (!b) throw new Error('une ligne attendue');
  expect(cotesApres(lignes, b, { serie: 'A' })).toEqual([
    { piece: 'b', serie: 'A', numero: 2 },
    { piece: 'c', serie: 'D', numero: 2 },
  ]);
  expect(cotesApres(lignes, b, { serie: 'D' })).toEqual([]);
});
