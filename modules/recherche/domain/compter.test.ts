import { expect, test } from 'vitest';
import { compter, relever } from './compter.ts';

const PAGES = ['Le témoin a vu. Les TEMOINS aussi.', 'Rien ici.', 'Un témoignage, un témoin.'];

test('les mots se comptent page par page, quels que soient l’accent et l’inflexion, et seuls ceux que la base retient', () => {
  const relevees = relever(PAGES, ['temoin']);
  expect(relevees.flatMap(({ ecritures }) => [...ecritures.keys()])).toEqual([
    'témoin',
    'temoins',
    'témoignage',
    'témoin',
  ]);
  expect(compter(relevees, new Set(['témoin', 'temoins']))).toEqual({
    total: 3,
    pages: [
      { page: 1, nombre: 2 },
      { page: 3, nombre: 1 },
    ],
  });
});

test('rien à chercher : rien de relevé', () => {
  expect(relever(['Un texte.'], [])).toEqual([]);
});
