import { type Occurrence, occurrences, type Segment } from './recherche.ts';

/** Terme cherche, et l'occurrence a montrer (piece, page, rang dans la page). */
export type Surlignage = {
  readonly terme: string;
  readonly id: string;
  /** Recherche dans tout le dossier : les ecritures trouvees, a surligner partout. */
  readonly formes?: readonly string[];
  /** La page ou amener la premiere de ces ecritures a l'ecran. */
  readonly cible?: {
    readonly id: string;
    readonly page: number;
    readonly surMontree: (rectangle: DOMRect) => void;
  };
  readonly courante: { readonly page: number; readonly rang: number } | undefined;
  /** Appele quand l'occurrence courante est posee, avec son rectangle a l'ecran. */
  readonly surMontree: (rectangle: DOMRect) => void;
};

const registre = (): HighlightRegistry | undefined =>
  typeof CSS !== 'undefined' && 'highlights' in CSS ? CSS.highlights : undefined;

const lot = (nom: string): Highlight | undefined => {
  const connus = registre();
  if (connus === undefined) return undefined;
  const existant = connus.get(nom) ?? new Highlight();
  connus.set(nom, existant);
  return existant;
};

const intervalle = (occurrence: Occurrence, elements: readonly HTMLElement[]): Range | undefined => {
  const debut = elements[occurrence.debut.segment]?.firstChild;
  const fin = elements[occurrence.fin.segment]?.firstChild;
  if (!(debut instanceof Text) || !(fin instanceof Text)) return undefined;
  const range = document.createRange();
  range.setStart(debut, Math.min(occurrence.debut.decalage, debut.length));
  range.setEnd(fin, Math.min(occurrence.fin.decalage, fin.length));
  return range;
};

type Couche = { readonly segments: readonly Segment[]; readonly elements: readonly HTMLElement[] };

/** Surligne les occurrences d'une page sans toucher au texte (CSS Custom Highlight API) ; rend de quoi effacer. */
export const surligner = (
  surlignage: Surlignage,
  endroit: { readonly id: string; readonly page: number },
  couche: Couche,
): (() => void) | undefined => {
  const { formes, cible } = surlignage;
  if (formes !== undefined) {
    const vise = cible?.id === endroit.id && cible.page === endroit.page;
    return surlignerTout('lecteur-recherche', formes, couche, vise ? cible.surMontree : undefined);
  }
  const toutes = lot('lecteur-recherche');
  const une = lot('lecteur-recherche-courante');
  if (surlignage.terme === '' || surlignage.id !== endroit.id || toutes === undefined || une === undefined)
    return undefined;
  const poses: Range[] = [];
  occurrences(couche.segments, surlignage.terme).forEach((occurrence, rang) => {
    const range = intervalle(occurrence, couche.elements);
    if (range === undefined) return;
    poses.push(range);
    const courante = surlignage.courante?.page === endroit.page && surlignage.courante.rang === rang;
    (courante ? une : toutes).add(range);
    if (courante) surlignage.surMontree(range.getBoundingClientRect());
  });
  return () => {
    for (const range of poses) {
      toutes.delete(range);
      une.delete(range);
    }
  };
};

/** Surligne chaque occurrence de ces textes dans une page, sous ce nom de surlignage ; rend de quoi effacer. */
export const surlignerTout = (
  nom: string,
  textes: readonly string[],
  couche: Couche,
  surPremiere?: (rectangle: DOMRect) => void,
): (() => void) | undefined => {
  const lieu = lot(nom);
  if (lieu === undefined || textes.length === 0) return undefined;
  const poses = textes
    .flatMap((texte) => occurrences(couche.segments, texte))
    .flatMap((occurrence) => intervalle(occurrence, couche.elements) ?? []);
  for (const range of poses) lieu.add(range);
  const [premiere] = poses.toSorted((a, b) => a.compareBoundaryPoints(Range.START_TO_START, b));
  if (premiere !== undefined) surPremiere?.(premiere.getBoundingClientRect());
  return () => {
    for (const range of poses) lieu.delete(range);
  };
};
