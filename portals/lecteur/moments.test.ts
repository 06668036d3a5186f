import { expect, test } from 'vitest';
import { momentsDe, rangDuMoment } from './moments.ts';

const piece = (numero: number, versee: string, suite: object = {}) => ({
  genre: 'acte',
  numero,
  titre: `Acte ${numero}`,
  versee,
  retrait: null,
  ...suite,
});
const source = {
  pieces: [
    piece(2, '2026-11-21T10:00:00.000Z'),
    piece(1, '2026-11-20T10:00:00.000Z', {
      retrait: {
        ordre: { acteId: 'x', numero: 3 },
        article: '174 CPP',
        retireeA: '2026-11-22T10:00:00.020Z',
      },
    }),
    piece(1, '2026-11-20T10:00:00.000Z', { genre: 'fichier' }),
    piece(3, '2026-11-22T10:00:00.000Z'),
  ],
  plis: [{ sens: 'emis', genre: 'procedure', emisA: '2026-11-21T12:00:00.000Z' }],
} as never;

test('un moment par enregistrement ; un acte et le retrait qu’il ordonne n’en font qu’un', () => {
  expect(momentsDe(source)).toEqual([
    { a: '2026-11-20T10:00:00.000Z', libelle: 'Pièce 1 : Acte 1' },
    { a: '2026-11-21T10:00:00.000Z', libelle: 'Pièce 2 : Acte 2' },
    { a: '2026-11-21T12:00:00.000Z', libelle: 'Procédure transmise' },
    { a: '2026-11-22T10:00:00.020Z', libelle: 'Pièce 3 : Acte 3 ; Pièce 1 retirée' },
  ]);
});

test('le rang d’un instant est celui du dernier moment déjà enregistré', () => {
  const moments = momentsDe(source);
  expect(rangDuMoment(moments, '2026-11-19T00:00:00Z')).toBe(-1);
  expect(rangDuMoment(moments, '2026-11-21T11:00:00+01:00')).toBe(1);
  expect(rangDuMoment(moments, '2027-01-01T00:00:00Z')).toBe(3);
});
