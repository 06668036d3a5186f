/** Une piece qui repond, avant d'etre montree. `quand` : texte de la base, a la microseconde. */
export type Candidate = {
  readonly idj: string;
  readonly piece: string;
  readonly type: string;
  readonly quand: string;
  readonly etat: string;
  readonly unite: string;
  readonly unite_libelle: string;
  readonly natinf: readonly number[];
  readonly note: number;
};

/** Ou en est la lecture d'une liste : la derniere piece montree. */
export type Curseur = Pick<Candidate, 'note' | 'quand' | 'piece'>;

/** Le curseur, en un texte opaque pour l'adresse. */
export const curseurDe = ({ note, quand, piece }: Curseur): string => `${note}|${quand}|${piece}`;

/** Relit un curseur ; mal forme : rien, la liste reprend au debut. */
export function lireCurseur(texte: string | undefined): Curseur | undefined {
  const [note, quand = '', piece = ''] = (texte ?? '').split('|');
  return /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d$/.test(quand) && /^[0-9a-f-]{36}$/.test(piece)
    ? { note: Number(note) || 0, quand, piece }
    : undefined;
}

/** Les pieces dans l'ordre voulu : les plus pertinentes, ou les plus recentes. */
export const ordonner = (
  candidates: readonly Candidate[],
  tri: 'pertinence' | 'date',
): readonly Candidate[] =>
  candidates.toSorted((a, b) => (tri === 'pertinence' ? b.note - a.note : 0) || parDate(a, b));

const parDate = (a: Curseur, b: Curseur): number => {
  const [avant, apres] = [a.quand + a.piece, b.quand + b.piece];
  return avant === apres ? 0 : avant < apres ? 1 : -1;
};

/** Celles qui suivent le curseur dans l'ordre de pertinence. */
export const apresLeCurseur = (classees: readonly Candidate[], curseur: Curseur): readonly Candidate[] =>
  classees.filter(
    (candidate) =>
      candidate.note < curseur.note || (candidate.note === curseur.note && parDate(candidate, curseur) > 0),
  );
