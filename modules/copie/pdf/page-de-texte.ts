import { enWinAnsi } from './texte.ts';

/** Un texte pose sur une page A4 : points, depuis le coin superieur gauche. */
export type Pose = {
  readonly texte: string;
  readonly x: number;
  readonly y: number;
  readonly corps: number;
  readonly gras?: boolean;
  readonly gris?: boolean;
};

/** Page A4, en points. */
export const LARGEUR = 595;
export const HAUTEUR = 842;
export const MARGE = 56;

/** Le contenu d'une page de texte : polices `/F1` (maigre) et `/F2` (gras) ; `filets` : ordonnees de filets gris. */
export function contenuDePage(poses: readonly Pose[], filets: readonly number[] = []): string {
  const traits = filets.map(
    (y) => `0.8 G 0.5 w ${MARGE} ${HAUTEUR - y} m ${LARGEUR - MARGE} ${HAUTEUR - y} l S`,
  );
  const textes = poses.map(
    ({ texte, x, y, corps, gras = false, gris = false }) =>
      `BT ${gris ? '0.35' : '0'} g /${gras ? 'F2' : 'F1'} ${corps} Tf ${x.toFixed(2)} ${(HAUTEUR - y).toFixed(2)} Td ${enWinAnsi(texte)} Tj ET`,
  );
  return [...traits, ...textes, ''].join('\n');
}
