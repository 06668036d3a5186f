import { estDans, type PieceCotee } from './cotes.ts';
import { estOuverte, familleDePiece } from './piece-a-lire.ts';
import type { Position } from './position.ts';
import { echelle, type Zoom } from './zoom.ts';

/** Dimensions d'une page, en points PDF. */
export type TaillePage = { readonly largeur: number; readonly hauteur: number };

/** Ce qui a ete mesure jusqu'ici ; tout le reste est suppose (A4, hauteurs d'attente). */
export type Mesures = {
  /** Nombre reel de pages, par identifiant de piece ouverte. */
  readonly pages: ReadonlyMap<string, number>;
  /** Tailles de pages, par cle de tranche `id/page`. */
  readonly tailles: ReadonlyMap<string, TaillePage>;
  /** Hauteurs d'en-tetes et de contenus, en pixels, par cle de tranche. */
  readonly hauteurs: ReadonlyMap<string, number>;
  /** Pieces qui n'ont pas pu etre ouvertes : une seule tranche, avec la phrase. */
  readonly erreurs: ReadonlyMap<string, string>;
};

/** Un morceau de la suite continue : titre de piece, page de PDF, ou contenu d'une autre famille. */
export type Tranche = {
  readonly cle: string;
  readonly genre: 'entete' | 'page' | 'contenu';
  readonly piece: PieceCotee;
  readonly page: number;
  readonly pages: number;
  /** Pixels depuis le haut de la suite. */
  readonly haut: number;
  readonly hauteur: number;
  readonly largeur: number;
  readonly echelle: number;
};

/** La suite entiere, posee. */
export type Disposition = {
  readonly tranches: readonly Tranche[];
  readonly hauteur: number;
  readonly largeur: number;
};

const a4: TaillePage = { largeur: 595.28, hauteur: 841.89 };
const attentes = { entete: 40, image: 420, audio: 110, video: 380, autre: 200, pdf: 140 } as const;
const ecart = 12;

/** Cle d'une page de PDF. */
export const clePage = (id: string, page: number): string => `${id}/${page}`;
/** Cle de l'en-tete d'une piece. */
export const cleEntete = (id: string): string => `${id}/entete`;
/** Cle du contenu d'une piece qui n'est pas un PDF lisible. */
export const cleContenu = (id: string): string => `${id}/contenu`;

/** Hauteur mesuree d'une tranche ; un titre jamais vu a la hauteur du premier titre mesure : ils tiennent presque tous sur une ligne. */
export const hauteurSupposee = ({ hauteurs }: Pick<Mesures, 'hauteurs'>, cle: string): number | undefined =>
  hauteurs.get(cle) ?? (cle.endsWith('/entete') ? premierEntete(hauteurs) : undefined);

const premierEntete = (hauteurs: Mesures['hauteurs']): number | undefined => {
  for (const [cle, hauteur] of hauteurs) if (cle.endsWith('/entete')) return hauteur;
  return undefined;
};

/** Taille d'une page : la sienne, sinon celle de la premiere de la piece, sinon A4. */
export const taillePage = (mesures: Mesures, id: string, page: number): TaillePage =>
  mesures.tailles.get(clePage(id, page)) ?? mesures.tailles.get(clePage(id, 1)) ?? a4;

/** Pose toutes les pieces l'une sous l'autre ; pure, refaite a chaque mesure ou changement de zoom. */
export const disposer = (
  pieces: readonly PieceCotee[],
  mesures: Mesures,
  colonne: number,
  zoom: Zoom,
): Disposition => {
  const tranches: Tranche[] = [];
  const titre = premierEntete(mesures.hauteurs) ?? attentes.entete;
  let haut = 0;
  let largeurMax = colonne;
  const poser = (tranche: Omit<Tranche, 'haut'>): void => {
    tranches.push({ ...tranche, haut });
    haut += tranche.hauteur + ecart;
    largeurMax = Math.max(largeurMax, tranche.largeur);
  };
  for (const piece of pieces) {
    const famille = familleDePiece(piece);
    const lisible = famille === 'pdf' && estOuverte(piece) && !mesures.erreurs.has(piece.id);
    const pages = lisible ? (mesures.pages.get(piece.id) ?? piece.pages ?? 1) : 1;
    const commun = { piece, pages, largeur: colonne, echelle: 1 };
    const entete = cleEntete(piece.id);
    poser({
      ...commun,
      cle: entete,
      genre: 'entete',
      page: 1,
      hauteur: mesures.hauteurs.get(entete) ?? titre,
    });
    if (!lisible) {
      const cle = cleContenu(piece.id);
      poser({
        ...commun,
        cle,
        genre: 'contenu',
        page: 1,
        hauteur: mesures.hauteurs.get(cle) ?? attentes[famille],
      });
      continue;
    }
    for (let page = 1; page <= pages; page += 1) {
      const taille = taillePage(mesures, piece.id, page);
      const facteur = echelle(zoom, taille.largeur, colonne);
      const dimensions = {
        hauteur: Math.floor(taille.hauteur * facteur),
        largeur: Math.floor(taille.largeur * facteur),
        echelle: facteur,
      };
      poser({ ...commun, ...dimensions, cle: clePage(piece.id, page), genre: 'page', page });
    }
  }
  return { tranches, hauteur: haut, largeur: largeurMax };
};

/** Rang de la tranche qui contient l'ordonnee `y` (recherche dichotomique), ou -1 si la suite est vide. */
export const rangA = (tranches: readonly Tranche[], y: number): number => {
  let bas = 0;
  let haut = tranches.length - 1;
  while (bas < haut) {
    const milieu = Math.ceil((bas + haut) / 2);
    if ((tranches[milieu]?.haut ?? 0) <= y) bas = milieu;
    else haut = milieu - 1;
  }
  return tranches.length === 0 ? -1 : bas;
};

/** Tranches a monter : celles que coupe [debut, fin], marge comprise. */
export const tranchesVisibles = (
  tranches: readonly Tranche[],
  debut: number,
  fin: number,
): readonly Tranche[] => tranches.slice(Math.max(0, rangA(tranches, debut)), rangA(tranches, fin) + 1);

/** Tranche a montrer pour une position : l'en-tete pour la page 1, sinon la page, bornee a la derniere. */
export const trancheDe = (tranches: readonly Tranche[], position: Position): Tranche | undefined => {
  const piece = tranches.filter((tranche) => estDans(position, tranche.piece));
  return position.page <= 1
    ? piece[0]
    : (piece.findLast((tranche) => tranche.genre !== 'entete' && tranche.page <= position.page) ?? piece[0]);
};

/** Espace a laisser sous la derniere piece pour qu'elle puisse venir en haut de la vue. */
export const margeDeFin = (disposition: Disposition, hauteurVue: number): number => {
  const derniere = disposition.tranches.findLast((tranche) => tranche.genre === 'entete');
  return derniere === undefined ? 0 : Math.max(0, hauteurVue - (disposition.hauteur - derniere.haut));
};
