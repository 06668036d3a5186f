import { refus, reussite, type Result } from '@ppn/core';
import type { MotifDExclusion } from './regles-de-copie.ts';

/** Une piece du dossier, vue par le tri. */
export type PieceATrier = {
  readonly id: string;
  readonly genre: 'acte' | 'fichier';
  readonly numero: number;
  readonly acteId: string | null;
  readonly enAttente: boolean;
  readonly retiree: boolean;
  readonly integre: boolean;
  readonly reserve: 'occultation-attendue' | 'identite-protegee' | 'pv-distinct' | 'dup-mineur' | null;
};

/** Une piece, sa cote (« 3 », « 3-1 » pour sa premiere annexe), et ce qui l'empeche de partir. */
export type PieceTriee<P extends PieceATrier = PieceATrier> = {
  readonly piece: P;
  readonly cote: string;
  readonly motif: MotifDExclusion | null;
};

/** Cote chaque piece, dans l'ordre du dossier, et dit ce qui l'empeche de partir. Une annexe suit son acte. */
export function trier<P extends PieceATrier>(pieces: readonly P[]): readonly PieceTriee<P>[] {
  const annexes = new Map<number, number>();
  const parId = new Map(pieces.map((piece) => [piece.id, piece]));
  return pieces.map((piece) => {
    const annexe = annexes.get(piece.numero) ?? 0;
    annexes.set(piece.numero, annexe + 1);
    const acte = piece.acteId === null ? undefined : parId.get(piece.acteId);
    return {
      piece,
      cote: annexe === 0 ? `${piece.numero}` : `${piece.numero}-${annexe}`,
      motif: motifDe(piece) ?? (acte && motifDe(acte) !== null ? 'acte-laisse' : null),
    };
  });
}

function motifDe({ retiree, reserve, integre, enAttente }: PieceATrier): MotifDExclusion | null {
  if (retiree) return 'piece-retiree';
  if (reserve !== null) return reserve;
  if (!integre) return 'piece-alteree';
  return enAttente ? 'signature-en-attente' : null;
}

/** Ce que l'agent demande : des pieces, ou toutes ; et ce qui, selon l'ecran qu'il a lu, restera dehors. */
export type Choix = { readonly pieces: readonly string[] | null; readonly laissees: readonly string[] };

export type RefusDeCopie =
  | { readonly code: 'copie-vide' | 'piece-inconnue' | 'liste-changee' }
  | { readonly code: 'piece-non-communicable'; readonly pieces: readonly PieceTriee[] };

/**
 * Les pieces de la copie. Une piece nommee qui ne se communique pas bloque la demande ; prise avec « toutes », elle reste dehors,
 * si l'agent l'a vue dans la liste de ce qui reste : une liste changee depuis sa lecture fait relire.
 */
export function choisir<P extends PieceATrier>(
  triees: readonly PieceTriee<P>[],
  { pieces, laissees }: Choix,
): Result<readonly PieceTriee<P>[], RefusDeCopie> {
  const exclues = triees.filter(({ motif }) => motif !== null);
  const nommees = pieces === null ? undefined : new Set(pieces);
  if (nommees && [...nommees].some((id) => !triees.some(({ piece }) => piece.id === id)))
    return refus({ code: 'piece-inconnue' });
  const bloquees = exclues.filter(({ piece }) => nommees?.has(piece.id) === true);
  if (bloquees.length > 0) return refus({ code: 'piece-non-communicable', pieces: bloquees });
  const vues = new Set(laissees);
  if (vues.size !== exclues.length || exclues.some(({ piece }) => !vues.has(piece.id)))
    return refus({ code: 'liste-changee' });
  const retenues = triees.filter(
    ({ piece, motif }) => motif === null && (nommees === undefined || nommees.has(piece.id)),
  );
  return retenues.length === 0 ? refus({ code: 'copie-vide' }) : reussite(retenues);
}

/** Nom d'une piece dans l'archive : sa cote, son titre, son extension ; sobre, jamais un chemin. */
export function nomDansLArchive({
  cote,
  titre,
  genre,
}: {
  readonly cote: string;
  readonly titre: string;
  readonly genre: 'acte' | 'fichier';
}): string {
  const sobre = titre
    .normalize('NFC')
    .replace(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}<>:"/\\|?*]/gu, '_')
    .replace(/^[.\s]+|[.\s]+$/g, '')
    .trim();
  const point = genre === 'fichier' ? sobre.lastIndexOf('.') : -1;
  const extension =
    point > 0 && sobre.length - point <= 9 ? sobre.slice(point) : genre === 'acte' ? '.pdf' : '';
  const base = sobre
    .slice(0, point > 0 && extension !== '' ? point : sobre.length)
    .slice(0, 60)
    .trim();
  return `${genre === 'acte' ? 'actes' : 'pieces'}/${cote} ${base === '' ? 'sans titre' : base}${extension}`;
}
