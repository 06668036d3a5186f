import { expect, test } from 'vitest';
import { REGLES_DE_COPIE, regleDeCopie } from './regles-de-copie.ts';
import { choisir, nomDansLArchive, type PieceATrier, trier } from './trier.ts';

const piece = (id: string, numero: number, changements: Partial<PieceATrier> = {}): PieceATrier => ({
  id,
  genre: 'acte',
  numero,
  acteId: null,
  enAttente: false,
  retiree: false,
  integre: true,
  reserve: null,
  ...changements,
});
const annexe = (id: string, acteId: string, numero: number, changements: Partial<PieceATrier> = {}) =>
  piece(id, numero, { genre: 'fichier', acteId, ...changements });
const DOSSIER = [
  piece('a', 1),
  annexe('a1', 'a', 1),
  annexe('a2', 'a', 1, { reserve: 'occultation-attendue' }),
  piece('b', 2, { retiree: true }),
  annexe('b1', 'b', 2),
  piece('c', 3, { enAttente: true }),
  piece('d', 4, { integre: false }),
  piece('e', 5, { reserve: 'identite-protegee' }),
  piece('f', 6),
];
const motifs = trier(DOSSIER);
const laissees = motifs.filter(({ motif }) => motif !== null).map(({ piece: { id } }) => id);

test('une pièce annulée, non horodatée, altérée, réservée, ou jointe à un acte laissé reste hors de la copie', () => {
  expect(motifs.map(({ cote, motif }) => [cote, motif])).toEqual([
    ['1', null],
    ['1-1', null],
    ['1-2', 'occultation-attendue'],
    ['2', 'piece-retiree'],
    ['2-1', 'acte-laisse'],
    ['3', 'signature-en-attente'],
    ['4', 'piece-alteree'],
    ['5', 'identite-protegee'],
    ['6', null],
  ]);
});

test('tout demander laisse dehors ce qui ne se communique pas, si l’agent en a lu la liste', () => {
  const rendu = choisir(motifs, { pieces: null, laissees });
  expect(rendu.ok && rendu.valeur.map(({ piece: { id } }) => id)).toEqual(['a', 'a1', 'f']);
  expect(choisir(motifs, { pieces: null, laissees: laissees.slice(1) })).toEqual({
    ok: false,
    refus: { code: 'liste-changee' },
  });
  expect(choisir(motifs, { pieces: null, laissees: [...laissees, 'f'] })).toEqual({
    ok: false,
    refus: { code: 'liste-changee' },
  });
});

test('nommer une pièce qui ne se communique pas bloque la copie, et la nomme', () => {
  const rendu = choisir(motifs, { pieces: ['a', 'e'], laissees });
  expect(!rendu.ok && rendu.refus).toMatchObject({
    code: 'piece-non-communicable',
    pieces: [{ cote: '5', motif: 'identite-protegee' }],
  });
  const choisies = choisir(motifs, { pieces: ['f'], laissees });
  expect(choisies.ok && choisies.valeur.map(({ cote }) => cote)).toEqual(['6']);
  for (const [pieces, code] of [
    [[], 'copie-vide'],
    [['z'], 'piece-inconnue'],
  ] as const)
    expect(choisir(motifs, { pieces, laissees })).toEqual({ ok: false, refus: { code } });
});

test('le nom d’une pièce dans l’archive dit sa cote et reste dans son dossier', () => {
  expect(nomDansLArchive({ cote: '3', titre: 'Procès-verbal d’audition', genre: 'acte' })).toBe(
    'actes/3 Procès-verbal d’audition.pdf',
  );
  expect(nomDansLArchive({ cote: '3-1', titre: '../../étc/passwd\u202Efdp.exe', genre: 'fichier' })).toBe(
    'pieces/3-1 _.._étc_passwd_fdp.exe',
  );
  expect(nomDansLArchive({ cote: '3-2', titre: '...', genre: 'fichier' })).toBe('pieces/3-2 sans titre');
  expect(nomDansLArchive({ cote: '3-3', titre: `${'a'.repeat(300)}.jpeg`, genre: 'fichier' })).toBe(
    `pieces/3-3 ${'a'.repeat(60)}.jpeg`,
  );
});

test('chaque motif a sa règle, son article, et dit s’il reste à vérifier', () => {
  for (const { id } of REGLES_DE_COPIE) expect(regleDeCopie(id, '2026-11-22').article).not.toBe('');
  expect(regleDeCopie('dup-mineur', '2026-11-22')).toMatchObject({ aVerifier: true });
  expect(() => regleDeCopie('pv-distinct', '1990-01-01')).toThrow(RangeError);
});
