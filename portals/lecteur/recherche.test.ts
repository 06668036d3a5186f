import { expect, test } from 'vitest';
import { occurrences, type Segment } from './recherche.ts';

const ligne = (texte: string): Segment => ({ texte, finDeLigne: true });

test('cherche sans accent, sans casse et sans se soucier de la forme de l’apostrophe', () => {
  expect(occurrences([ligne('L’ÉTALAGE du magasin')], "l'etalage")).toEqual([
    { debut: { segment: 0, decalage: 0 }, fin: { segment: 0, decalage: 9 } },
  ]);
});

test('trouve une expression coupée par une fin de ligne ou entre deux morceaux', () => {
  expect(
    occurrences([ligne('vol simple au préjudice'), ligne('de la supérette')], 'préjudice de la'),
  ).toEqual([{ debut: { segment: 0, decalage: 14 }, fin: { segment: 1, decalage: 5 } }]);
  expect(
    occurrences(
      [
        { texte: 'audi', finDeLigne: false },
        { texte: 'tion', finDeLigne: false },
      ],
      'audition',
    ),
  ).toHaveLength(1);
});

test('ouvre les ligatures et garde les positions du texte d’origine', () => {
  expect(occurrences([ligne('ofﬁcier')], 'officier')).toEqual([
    { debut: { segment: 0, decalage: 0 }, fin: { segment: 0, decalage: 7 } },
  ]);
});

test('un terme vide ou fait de blancs ne trouve rien', () => {
  expect(occurrences([ligne('texte')], '  ')).toEqual([]);
});
