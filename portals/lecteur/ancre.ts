import type { Position } from './position.ts';

/** Endroit d'une piece ou l'on marque ou l'on note : sa page, l'instant d'un son ou d'une video, le passage surligne. */
export type Ancre = {
  readonly piece: string;
  readonly page: number;
  /** Secondes ; nul hors d'un son ou d'une video. */
  readonly instant: number | null;
  readonly citation: string;
};

/** Une marque ou une note, telle que le lecteur la montre ; sans texte, une marque. */
export type Marque = Ancre & {
  readonly id: string;
  readonly texte: string;
  readonly partagee: boolean;
  readonly mienne: boolean;
  readonly auteur: string;
};

/** Ce que l'ecran appelant fait des marques du lecteur. */
export type Annotateur = {
  readonly marques: readonly Marque[];
  readonly marquer: (ancre: Ancre) => void;
  readonly commenter: (ancre: Ancre) => void;
};

const CITATION_MAX = 1_000;

/** Le passage selectionne dans une page du lecteur ; rien si rien n'y est selectionne. */
export const ancreDeLaSelection = (): Ancre | undefined => {
  const selection = globalThis.getSelection();
  const hote = selection?.anchorNode?.parentElement?.closest('[data-page-lue]');
  const citation = selection?.toString().replaceAll(/\s+/gu, ' ').trim().slice(0, CITATION_MAX) ?? '';
  if (!(hote instanceof HTMLElement) || citation === '') return undefined;
  return {
    piece: hote.dataset['pieceLue'] ?? '',
    page: Number(hote.dataset['pageLue']),
    instant: null,
    citation,
  };
};

/** La page lue, sans passage. */
export const ancreDeLaPage = (piece: string, { page }: Position): Ancre => ({
  piece,
  page,
  instant: null,
  citation: '',
});

/** « 0:12:04 » ou « 3:07 ». */
export const ecrireInstant = (secondes: number): string => {
  const entier = Math.floor(secondes);
  const deux = (nombre: number): string => String(nombre).padStart(2, '0');
  const [heures, minutes] = [Math.floor(entier / 3_600), Math.floor((entier % 3_600) / 60)];
  return heures > 0 ? `${heures}:${deux(minutes)}:${deux(entier % 60)}` : `${minutes}:${deux(entier % 60)}`;
};
