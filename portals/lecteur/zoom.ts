/** Zoom : la largeur de la colonne, ou un pourcentage de la taille imprimee (100 = 96 points par pouce). */
export type Zoom = 'largeur' | 50 | 75 | 100 | 125 | 150 | 200;

/** Zooms proposes, dans l'ordre du menu. */
export const zooms: readonly Zoom[] = ['largeur', 50, 75, 100, 125, 150, 200];

const pixelsParPoint = 96 / 72;

/** Echelle (pixels CSS par point PDF) d'une page ; la largeur de colonne est plafonnee a 200 %. */
export const echelle = (zoom: Zoom, largeurPage: number, largeurColonne: number): number =>
  zoom === 'largeur'
    ? Math.min(Math.max(largeurColonne, 120) / largeurPage, 2 * pixelsParPoint)
    : (zoom / 100) * pixelsParPoint;

/** Zoom suivant ou precedent dans la suite des pourcentages. */
export const zoomVoisin = (zoom: Zoom, pas: 1 | -1): Zoom => {
  const pourcentages = zooms.slice(1);
  const rang = zoom === 'largeur' ? pourcentages.indexOf(100) : pourcentages.indexOf(zoom) + pas;
  return pourcentages[Math.min(Math.max(rang, 0), pourcentages.length - 1)] ?? 100;
};

/** Nom d'un zoom dans le menu. */
export const nomDuZoom = (zoom: Zoom): string => (zoom === 'largeur' ? 'Largeur' : `${zoom}\u00A0%`);
