import { describe, expect, test } from 'vitest';
import { attester, type PieceAAttester } from './attester.ts';
import { regleDuPapier } from './regles-du-papier.ts';

const signataire = { nom: 'MOREAU', qualite: 'opj', signeA: '2026-11-21T11:00:00+01:00[Europe/Paris]' };
const acte = (changements: Partial<PieceAAttester> = {}): PieceAAttester => ({
  id: 'a1',
  genre: 'acte',
  numero: 1,
  titre: 'Constatations',
  pages: 3,
  empreinte: 'ab'.repeat(32),
  acteId: null,
  signataires: [signataire],
  enAttente: false,
  retiree: false,
  integre: true,
  ...changements,
});
const photo = (changements: Partial<PieceAAttester> = {}): PieceAAttester =>
  acte({
    id: 'f1',
    genre: 'fichier',
    titre: 'photo.jpg',
    acteId: 'a1',
    signataires: [],
    pages: null,
    ...changements,
  });
const raisons = (pieces: readonly PieceAAttester[], choisies?: readonly string[]) => {
  const rendu = attester(pieces, [{ id: 'b1', titre: 'Audition' }], choisies);
  if (rendu.ok) return rendu.valeur.map(({ cote }) => cote);
  return rendu.refus.code === 'rien-a-attester'
    ? rendu.refus.code
    : rendu.refus.pieces.map(({ id, raison }) => `${id} ${raison}`);
};

describe('une attestation de conformité (A.53-8 CPP)', () => {
  test('liste les pièces signées et leurs jointes, couvertes par la signature de leur acte', () => {
    const rendu = attester(
      [acte(), photo(), photo({ id: 'f2', titre: 'plan.pdf', pages: 2 })],
      [],
      undefined,
    );
    expect(rendu.ok && rendu.valeur.map(({ cote, jointe }) => [cote, jointe])).toEqual([
      ['1', null],
      ['1-1', 1],
      ['1-2', 1],
    ]);
    expect(rendu.ok && rendu.valeur.every(({ signataires }) => signataires[0] === signataire)).toBe(true);
  });

  test('n’atteste jamais un brouillon, même parmi des pièces signées', () => {
    expect(raisons([acte()], ['a1', 'b1'])).toEqual(['b1 acte-non-signe']);
    expect(raisons([acte({ signataires: [] })])).toEqual(['a1 acte-non-signe']);
  });

  test('n’atteste jamais un acte dont la signature attend son horodatage, ni ce qu’il joint', () => {
    const attente = acte({ enAttente: true });
    expect(raisons([attente])).toEqual(['a1 horodatage-attendu']);
    expect(raisons([attente, photo()], ['f1'])).toEqual(['f1 horodatage-attendu']);
  });

  test('n’atteste ni une pièce annulée, ni une pièce altérée, ni une pièce inconnue', () => {
    expect(raisons([acte({ retiree: true })], ['a1'])).toEqual(['a1 piece-retiree']);
    expect(raisons([acte({ integre: false })])).toEqual(['a1 piece-alteree']);
    expect(raisons([acte(), photo({ acteId: 'absent' })], ['f1'])).toEqual(['f1 acte-non-signe']);
    expect(raisons([acte()], ['x'])).toEqual(['x piece-inconnue']);
  });

  test('sans choix, atteste le dossier courant : une pièce annulée n’y est pas', () => {
    expect(raisons([acte(), acte({ id: 'a2', numero: 2, retiree: true })])).toEqual(['1']);
    expect(raisons([])).toBe('rien-a-attester');
    expect(raisons([acte()], [])).toBe('rien-a-attester');
  });
});

test('la règle de chaque geste est datée : avant le 6 septembre 2019, il n’y en a pas', () => {
  expect(regleDuPapier('impression', '2026-11-21').articles[0]?.article).toBe('A.53-8 CPP');
  expect(regleDuPapier('conversion', '2019-09-06').articles[0]?.article).toBe('A.53-7 CPP');
  expect(() => regleDuPapier('impression', '2019-09-05')).toThrow('Aucune règle');
});
