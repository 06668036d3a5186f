import { expect, test } from 'vitest';
import { ajuster, type CoteDePiece, coterDOffice, ecrireCote } from './coter.ts';
import { dresserLInventaire } from './inventaire.ts';

const SERIES = [
  { lettre: 'A', types: ['copj'] },
  { lettre: 'D', types: [] },
];
const cotee = (piece: string, serie: string, numero: number, certifiee = false): CoteDePiece => ({
  piece,
  cote: { serie, numero },
  certifiee,
});
const ecrites = (
  cotes: readonly { readonly piece: string; readonly cote: { serie: string; numero: number } }[],
) => cotes.map(({ piece, cote }) => `${piece}=${ecrireCote(cote)}`);

test('les actes se cotent d’office dans leur ordre, chacun dans sa série', () => {
  const actes = [
    { id: 'a', type: 'plainte' },
    { id: 'b', type: 'copj' },
    { id: 'c', type: 'synthese' },
  ];
  expect(ecrites(coterDOffice(actes, [], SERIES))).toEqual(['a=D1', 'b=A1', 'c=D2']);
});

test('une pièce nouvelle suit la dernière de sa série, jamais un numéro déjà donné', () => {
  const deja = [cotee('a', 'D', 1, true), cotee('b', 'D', 2, true)];
  expect(
    ecrites(
      coterDOffice(
        [
          { id: 'b', type: 'x' },
          { id: 'z', type: 'x' },
        ],
        deja,
        SERIES,
      ),
    ),
  ).toEqual(['z=D3']);
});

test('une cote certifiée ne se renumérote pas', () => {
  const deja = [cotee('a', 'D', 1, true), cotee('b', 'D', 2)];
  expect(
    ajuster(
      deja,
      [
        { piece: 'a', cote: { serie: 'D', numero: 2 } },
        { piece: 'b', cote: { serie: 'D', numero: 1 } },
      ],
      SERIES,
    ),
  ).toEqual({ ok: false, refus: 'cote-certifiee' });
});

test('ni double, ni numéro sauté, ni bis : chaque série va de 1 en 1', () => {
  const deja = [cotee('a', 'D', 1), cotee('b', 'D', 2)];
  const vouloir = (serie: string, numero: number) =>
    ajuster(deja, [{ piece: 'b', cote: { serie, numero } }], SERIES);
  expect(vouloir('D', 1)).toEqual({ ok: false, refus: 'cote-en-double' });
  expect(vouloir('D', 3)).toEqual({ ok: false, refus: 'numero-saute' });
  expect(vouloir('Z', 1)).toEqual({ ok: false, refus: 'serie-inconnue' });
  expect(vouloir('A', 1)).toMatchObject({ ok: true, valeur: [{ piece: 'b' }] });
  expect(ajuster(deja, [{ piece: 'q', cote: { serie: 'D', numero: 1 } }], SERIES)).toEqual({
    ok: false,
    refus: 'piece-inconnue',
  });
});

test('l’inventaire suit les séries puis les rangs ; un fichier joint suit la cote de son acte', () => {
  const acte = (id: string, numero: number) => ({ id, genre: 'acte' as const, acteId: null, numero });
  const pieces = [
    acte('a', 1),
    { id: 'f', genre: 'fichier' as const, acteId: 'a', numero: 1 },
    acte('b', 2),
    acte('c', 3),
  ];
  const lignes = dresserLInventaire(pieces, [cotee('a', 'D', 2, true), cotee('b', 'A', 1)], ['A', 'D']);
  expect(lignes.map(({ piece, cote, certifiee }) => `${piece.id} ${cote} ${certifiee}`)).toEqual([
    'b A1 false',
    'a D2 true',
    'f D2-1 true',
    'c  false',
  ]);
});
