import { type CoteDePiece, ecrireCote } from './coter.ts';

/** Une piece, vue par l'inventaire. `acteId` : l'acte qui joint ce fichier. */
export type PieceAInventorier = {
  readonly id: string;
  readonly genre: 'acte' | 'fichier';
  readonly acteId: string | null;
  readonly numero: number;
};

/** Une ligne de l'inventaire : « D42 », « D42-1 » pour le premier fichier joint ; vide si l'acte n'est pas cote. */
export type LigneDInventaire<P extends PieceAInventorier> = {
  readonly piece: P;
  readonly cote: string;
  readonly certifiee: boolean;
};

/** L'inventaire : series dans l'ordre de la juridiction, cotes dans leur ordre, chaque fichier joint apres son acte ; ce qui n'est pas cote a la fin. */
export function dresserLInventaire<P extends PieceAInventorier>(
  pieces: readonly P[],
  cotes: readonly CoteDePiece[],
  series: readonly string[],
): readonly LigneDInventaire<P>[] {
  const coteDe = new Map(cotes.map((une) => [une.piece, une]));
  const jointes = Map.groupBy(
    pieces.filter(({ genre }) => genre === 'fichier'),
    ({ acteId }) => acteId ?? '',
  );
  const rang = ({ id }: P): number => {
    const cote = coteDe.get(id)?.cote;
    if (!cote) return Number.POSITIVE_INFINITY;
    const serie = series.indexOf(cote.serie);
    return (serie < 0 ? series.length : serie) * SERIE_MAX + cote.numero;
  };
  return pieces
    .filter(({ genre }) => genre === 'acte')
    .toSorted((a, b) => comparer(rang(a), rang(b)) || a.numero - b.numero)
    .flatMap((acte) => {
      const connue = coteDe.get(acte.id);
      const cote = connue ? ecrireCote(connue.cote) : '';
      const certifiee = connue?.certifiee ?? false;
      return [
        { piece: acte, cote, certifiee },
        ...(jointes.get(acte.id) ?? []).map((jointe, index) => ({
          piece: jointe,
          cote: cote === '' ? '' : `${cote}-${index + 1}`,
          certifiee,
        })),
      ];
    });
}

const SERIE_MAX = 1_000_000;
const comparer = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
