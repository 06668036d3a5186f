import { type Result, refus, reussite } from '@ppn/core';

/** Une piece du dossier, vue par la regle. `enAttente` : signature que le journal ne sait pas encore dater. */
export type PieceAAttester = {
  readonly id: string;
  readonly genre: 'acte' | 'fichier';
  readonly numero: number;
  readonly titre: string;
  readonly pages: number | null;
  readonly empreinte: string;
  readonly acteId: string | null;
  readonly signataires: readonly SignataireAtteste[];
  readonly enAttente: boolean;
  readonly retiree: boolean;
  readonly integre: boolean;
};

/** Qui a signe, et quand (horodate ou instant ISO 8601). */
export type SignataireAtteste = { readonly nom: string; readonly qualite: string; readonly signeA: string };

/** Ce qui n'est pas une piece : brouillon, acte gele, fichier pas encore joint a un acte scelle. */
export type PieceEnCours = { readonly id: string; readonly titre: string };

/** Une ligne de l'attestation. Un fichier joint est couvert par la signature de l'acte qui le joint. */
export type LigneAttestee = {
  readonly id: string;
  readonly cote: string;
  readonly titre: string;
  readonly pages: number | null;
  readonly empreinte: string;
  readonly signataires: readonly SignataireAtteste[];
  /** Numero de l'acte qui joint ce fichier ; nul pour un acte. */
  readonly jointe: number | null;
};

/** Pourquoi une piece ne peut pas figurer dans une attestation. */
export type RaisonDeRefus =
  | 'acte-non-signe'
  | 'horodatage-attendu'
  | 'piece-retiree'
  | 'piece-alteree'
  | 'piece-inconnue';

/** Une piece refusee, et pourquoi. */
export type PieceRefusee = { readonly id: string; readonly titre: string; readonly raison: RaisonDeRefus };

/** Refus d'attester : les pieces en cause, ou rien a attester. */
export type RefusDAttester =
  | { readonly code: 'rien-a-attester' }
  | { readonly code: 'piece-non-attestable'; readonly pieces: readonly PieceRefusee[] };

/**
 * Les lignes d'une attestation (A.53-8 CPP), dans l'ordre du dossier. Une attestation dit conforme a un original signe : une seule
 * piece qui ne l'est pas, et rien n'est atteste. `choisies` : identifiants ; absent : tout le dossier courant.
 */
export function attester(
  pieces: readonly PieceAAttester[],
  enCours: readonly PieceEnCours[],
  choisies: readonly string[] | undefined,
): Result<readonly LigneAttestee[], RefusDAttester> {
  const demandees = new Set(choisies ?? pieces.filter(({ retiree }) => !retiree).map(({ id }) => id));
  const retenues = pieces.filter(({ id }) => demandees.has(id));
  const refusees = [
    ...inconnues(demandees, pieces, enCours),
    ...retenues.flatMap((piece) => {
      const raison = refusDe(piece, acteDe(piece, pieces));
      return raison === undefined ? [] : [{ id: piece.id, titre: titreDe(piece), raison }];
    }),
  ];
  if (refusees.length > 0) return refus({ code: 'piece-non-attestable', pieces: refusees });
  if (retenues.length === 0) return refus({ code: 'rien-a-attester' });
  return reussite(retenues.map((piece) => ligneDe(piece, pieces)));
}

/** L'acte qui porte la signature : la piece elle-meme, ou celui qui la joint. */
const acteDe = (piece: PieceAAttester, pieces: readonly PieceAAttester[]): PieceAAttester | undefined =>
  piece.genre === 'acte' ? piece : pieces.find(({ id }) => id === piece.acteId);

function refusDe(piece: PieceAAttester, acte: PieceAAttester | undefined): RaisonDeRefus | undefined {
  if (piece.retiree || acte?.retiree === true) return 'piece-retiree';
  if (!piece.integre || acte?.integre === false) return 'piece-alteree';
  if (acte?.enAttente === true) return 'horodatage-attendu';
  if (acte === undefined || acte.signataires.length === 0) return 'acte-non-signe';
  return undefined;
}

const inconnues = (
  demandees: ReadonlySet<string>,
  pieces: readonly PieceAAttester[],
  enCours: readonly PieceEnCours[],
): readonly PieceRefusee[] =>
  [...demandees]
    .filter((id) => !pieces.some((piece) => piece.id === id))
    .map((id) => {
      const connue = enCours.find((un) => un.id === id);
      return connue === undefined
        ? { id, titre: '', raison: 'piece-inconnue' }
        : { id, titre: connue.titre, raison: 'acte-non-signe' };
    });

const titreDe = ({ numero, titre }: PieceAAttester): string => `n° ${numero}, ${titre}`;

function ligneDe(piece: PieceAAttester, pieces: readonly PieceAAttester[]): LigneAttestee {
  const acte = acteDe(piece, pieces);
  const { id, titre, pages, empreinte } = piece;
  const jointes = pieces.filter((autre) => autre.genre === 'fichier' && autre.acteId === piece.acteId);
  const rang = jointes.findIndex((autre) => autre.id === id) + 1;
  return {
    id,
    cote: piece.genre === 'acte' ? `${piece.numero}` : `${piece.numero}-${rang}`,
    titre,
    pages,
    empreinte,
    signataires: acte?.signataires ?? [],
    jointe: piece.genre === 'acte' ? null : (acte?.numero ?? null),
  };
}
