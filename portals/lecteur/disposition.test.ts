import { describe, expect, test } from 'vitest';
import { disposer, margeDeFin, rangA, trancheDe, tranchesVisibles } from './disposition.ts';
import { aucuneMesure, reduireMesures } from './mesures.ts';
import { coter, type PieceCotee } from './cotes.ts';

const piece = (
  numero: number,
  pages: number | null,
  typeMime = 'application/pdf',
  integre = true,
): PieceCotee => ({
  annexe: 0,
  cote: String(numero),
  id: `p${numero}`,
  numero,
  titre: `Pièce ${numero}`,
  typeMime,
  taille: 10,
  empreinte: '00'.repeat(32),
  pages,
  vignette: typeMime.startsWith('image/'),
  integre,
});
const cles = (pieces: readonly PieceCotee[], mesures = aucuneMesure): readonly string[] =>
  disposer(pieces, mesures, 600, 'largeur').tranches.map(({ cle }) => cle);

describe('la suite continue des pièces', () => {
  test('pose un titre puis chaque page d’un PDF, et un seul contenu pour les autres types', () => {
    expect(cles([piece(1, 2), piece(2, null, 'image/jpeg')])).toEqual([
      'p1/entete',
      'p1/1',
      'p1/2',
      'p2/entete',
      'p2/contenu',
    ]);
  });

  test('corrige le nombre de pages quand le PDF est ouvert', () => {
    const mesures = reduireMesures(aucuneMesure, { type: 'ouverte', id: 'p1', pages: 3 });
    expect(cles([piece(1, null)], mesures)).toEqual(['p1/entete', 'p1/1', 'p1/2', 'p1/3']);
  });

  test('une pièce altérée ou illisible ne prend qu’une place, les suivantes restent', () => {
    const mesures = reduireMesures(aucuneMesure, { type: 'erreur', id: 'p2', phrase: 'endommagée' });
    expect(cles([piece(1, 5, 'application/pdf', false), piece(2, 5), piece(3, 1)], mesures)).toEqual([
      'p1/entete',
      'p1/contenu',
      'p2/entete',
      'p2/contenu',
      'p3/entete',
      'p3/1',
    ]);
  });

  test('une page paysage garde ses proportions à la largeur de la colonne', () => {
    const mesures = reduireMesures(aucuneMesure, {
      type: 'page',
      id: 'p1',
      page: 1,
      taille: { largeur: 842, hauteur: 595 },
    });
    const page = disposer([piece(1, 1)], mesures, 600, 'largeur').tranches[1];
    expect(page?.largeur).toBe(600);
    expect(page?.hauteur).toBe(Math.floor((595 * 600) / 842));
  });

  test('trouve la tranche sous une ordonnée, et seulement celles à l’écran', () => {
    const { tranches } = disposer([piece(1, 1_000)], aucuneMesure, 600, 'largeur');
    const centieme = tranches[100];
    expect(rangA(tranches, (centieme?.haut ?? 0) + 1)).toBe(100);
    expect(rangA([], 10)).toBe(-1);
    expect(tranchesVisibles(tranches, 0, 900).length).toBeLessThanOrEqual(3);
  });

  test('une position au-delà de la dernière page mène à la dernière', () => {
    const { tranches } = disposer([piece(1, 2), piece(2, 3)], aucuneMesure, 600, 'largeur');
    expect(trancheDe(tranches, { piece: 2, page: 99 })?.cle).toBe('p2/3');
    expect(trancheDe(tranches, { piece: 2, page: 1 })?.cle).toBe('p2/entete');
    expect(trancheDe(tranches, { piece: 9, page: 1 })).toBeUndefined();
  });

  test('un fichier joint porte la cote de son acte, suivie de son rang', () => {
    const cotees = coter([{ numero: 1 }, { numero: 2 }, { numero: 2 }, { numero: 2 }, { numero: 3 }]);
    expect(cotees.map(({ cote }) => cote)).toEqual(['1', '2', '2-1', '2-2', '3']);
  });

  test('laisse sous la dernière pièce de quoi la mener en haut de la vue', () => {
    const disposition = disposer([piece(1, 2), piece(2, null, 'audio/mpeg')], aucuneMesure, 600, 'largeur');
    const entete = trancheDe(disposition.tranches, { piece: 2, page: 1 });
    expect(disposition.hauteur + margeDeFin(disposition, 800) - (entete?.haut ?? 0)).toBe(800);
  });
});
