/** Un rectangle a cacher, en parts de sa page (0 a 1), depuis le coin haut gauche. */
export type Zone = {
  readonly page: number;
  readonly x: number;
  readonly y: number;
  readonly largeur: number;
  readonly hauteur: number;
};

type Point = { readonly x: number; readonly y: number };
type Cadre = {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
};

/** Une zone plus petite qu'un centieme de page est un clic, pas un trace. */
const COTE_MIN = 0.004;

const part = (valeur: number): number => Math.min(1, Math.max(0, valeur));

/** La zone entre deux points de l'ecran, dans cette page ; rien si elle est trop petite. */
export const zoneEntre = (page: number, cadre: Cadre, a: Point, b: Point): Zone | undefined => {
  const gauche = part((Math.min(a.x, b.x) - cadre.left) / cadre.width);
  const droite = part((Math.max(a.x, b.x) - cadre.left) / cadre.width);
  const haut = part((Math.min(a.y, b.y) - cadre.top) / cadre.height);
  const bas = part((Math.max(a.y, b.y) - cadre.top) / cadre.height);
  const zone = { page, x: gauche, y: haut, largeur: droite - gauche, hauteur: bas - haut };
  return zone.largeur < COTE_MIN || zone.hauteur < COTE_MIN ? undefined : zone;
};

/** Les rectangles du texte selectionne dans une page de cette piece ; aucun si la selection est ailleurs. */
export const zonesDeLaSelection = (piece: string): readonly Zone[] => {
  const selection = globalThis.getSelection();
  if (selection === null || selection.isCollapsed || selection.rangeCount === 0) return [];
  const rectangles = [...selection.getRangeAt(0).getClientRects()];
  return [...document.querySelectorAll<HTMLElement>('[data-page-lue]')]
    .filter((page) => page.dataset['pieceLue'] === piece)
    .flatMap((page) => {
      const cadre = page.getBoundingClientRect();
      return rectangles
        .filter(({ top, bottom }) => bottom > cadre.top && top < cadre.bottom)
        .flatMap(
          ({ left, top, right, bottom }) =>
            zoneEntre(
              Number(page.dataset['pageLue']),
              cadre,
              { x: left - 1, y: top - 1 },
              { x: right + 1, y: bottom + 1 },
            ) ?? [],
        );
    });
};
