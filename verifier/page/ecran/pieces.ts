import type { Lot, VuePiece, VueSignature } from '../moteur/vue.ts';
import { creer, definitions, liste } from './dom.ts';
import { etat } from './etat.ts';

/** Ce qu'on garde a l'ecran : les pieces qui portent ce texte, ou seulement celles qui ne sont pas valides. */
export type Filtre = { readonly texte: string; readonly anomalies: boolean };

/** Un groupe de pieces, et de quoi le filtrer. Une piece qui n'est pas valide est ouverte d'avance. */
export function ecrireLot({ titre, pieces }: Lot): {
  readonly section: HTMLElement;
  readonly filtrer: (filtre: Filtre) => void;
} {
  const rangs = pieces.map((piece) => ({ piece, rang: ecrirePiece(piece), cherche: plier(texteDe(piece)) }));
  const vide = creer('p', { classe: 'vide discret', hidden: '' }, 'Aucune pièce ne répond à ce filtre.');
  return {
    section: creer(
      'section',
      { classe: 'carte lot' },
      creer('h2', {}, titre),
      ...rangs.map(({ rang }) => rang),
      vide,
    ),
    filtrer: ({ texte, anomalies }) => {
      const voulu = plier(texte.trim());
      for (const { piece, rang, cherche } of rangs)
        rang.hidden = !cherche.includes(voulu) || (anomalies && piece.verdict === 'valide');
      vide.hidden = rangs.some(({ rang }) => !rang.hidden);
    },
  };
}

const texteDe = ({ titre, sousTitre, cle }: VuePiece): string => `${titre} ${sousTitre} ${cle}`;

/** Sans casse ni accents, pour chercher. */
const plier = (texte: string): string =>
  texte
    .normalize('NFD')
    .replace(/\p{Mn}/gu, '')
    .toLowerCase();

const OUVERTES_D_AVANCE = 20;
let ouvertes = 0;

/** Le detail n'est ecrit qu'a l'ouverture : mille pieces ne font pas cent mille elements. */
function ecrirePiece(piece: VuePiece): HTMLDetailsElement {
  const rang = creer(
    'details',
    { classe: 'piece' },
    creer(
      'summary',
      {},
      etat(piece.verdict),
      creer(
        'span',
        {},
        creer('span', { classe: 'nom-de-piece' }, piece.titre),
        piece.sousTitre === '' ? undefined : creer('span', { classe: 'sous-titre' }, piece.sousTitre),
      ),
    ),
  );
  rang.addEventListener('toggle', () => remplir(rang, piece));
  details.set(rang, piece);
  if (piece.verdict !== 'valide' && (ouvertes += 1) <= OUVERTES_D_AVANCE) rang.open = true;
  return rang;
}

const details = new WeakMap<HTMLDetailsElement, VuePiece>();

function remplir(rang: HTMLDetailsElement, piece: VuePiece): void {
  if (!rang.open || rang.childElementCount > 1) return;
  rang.append(
    creer(
      'div',
      { classe: 'detail' },
      liste(piece.phrases, piece.verdict === 'invalide' ? 'fautes' : ''),
      definitions(piece.lignes),
      ...piece.signatures.map((signature) => ecrireSignature(signature)),
    ),
  );
}

/** Ouvre et remplit chaque piece visible. */
export function ouvrirTout(cadre: HTMLElement): void {
  for (const rang of cadre.querySelectorAll('details')) {
    const piece = details.get(rang);
    if (piece === undefined || rang.hidden) continue;
    rang.open = true;
    remplir(rang, piece);
  }
}

/** A un nouveau rapport, le compte des pieces ouvertes d'avance repart. */
export const oublierLesOuvertes = (): void => {
  ouvertes = 0;
};

/** Une signature et ses controles. */
export const ecrireSignature = ({ titre, verdict, lignes, motifs }: VueSignature): HTMLElement =>
  creer(
    'section',
    { classe: 'signature' },
    creer('h3', {}, etat(verdict), titre),
    liste(motifs, verdict === 'invalide' ? 'fautes' : ''),
    definitions(lignes),
  );
