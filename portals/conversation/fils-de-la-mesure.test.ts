import type { ResumeDeFil } from '@ppn/messagerie/contract';
import { expect, test } from 'vitest';
import { filDeLAutreMinistere, filsDeLaMesure, nonLusDe, nonLusParMesure } from './fils-de-la-mesure.ts';

const fil = (id: string, mesure: string | null, propre: Partial<ResumeDeFil> = {}): ResumeDeFil =>
  ({
    id,
    type: 'parquet-enquete',
    lien: mesure === null ? { genre: 'dossier', idj: 'IDJ' } : { genre: 'mesure', idj: 'IDJ', mesure },
    nonLus: 0,
    attend: null,
    ...propre,
  }) as ResumeDeFil;

test('la mesure ne montre que ses fils : ceux du dossier et d’une autre mesure restent ailleurs', () => {
  const fils = [fil('a', null), fil('b', 'm1', { nonLus: 2 }), fil('c', 'm2', { nonLus: 4 })];
  expect(filsDeLaMesure(fils, 'm1').map(({ id }) => id)).toEqual(['b']);
  expect(nonLusDe(filsDeLaMesure(fils, 'm1'))).toBe(2);
});

test('ce qui attend l’agent passe devant ; on répond au fil de l’autre ministère, jamais à celui de l’avocat', () => {
  const fils = filsDeLaMesure(
    [
      fil('avocat', 'm', { type: 'avocat', attend: 'reponse' }),
      fil('recent', 'm'),
      fil('attend', 'm', { attend: 'acceptation' }),
    ],
    'm',
  );
  expect(fils.map(({ id }) => id)).toEqual(['avocat', 'attend', 'recent']);
  expect(filDeLAutreMinistere(fils)?.id).toBe('attend');
  expect(filDeLAutreMinistere(fils.filter(({ type }) => type === 'avocat'))).toBeUndefined();
});

test('le tableau compte les messages non lus de chaque mesure, tous fils réunis', () => {
  const comptes = nonLusParMesure([
    fil('a', null, { nonLus: 7 }),
    fil('b', 'm1', { nonLus: 2 }),
    fil('c', 'm1', { nonLus: 1, type: 'interne' }),
    fil('d', 'm2'),
  ]);
  expect([...comptes]).toEqual([['m1', 3]]);
});
