import { Puce } from '@ppn/kit';
import type { PieceALire } from './piece-a-lire.ts';

const LIBELLES: Readonly<Record<string, string>> = {
  'mention-appel': 'appel',
  'mention-opposition': 'opposition',
  'mention-rectification': 'rectifiée',
  'mention-signification': 'signifiée',
};

/** Ce qui est porte sur la face d'une piece, en puces, pour une liste. */
export const PucesDePiece = ({
  piece,
}: {
  readonly piece: Pick<PieceALire, 'mentions' | 'retrait' | 'enAttente'>;
}) => {
  const genres = [...new Set((piece.mentions ?? []).map(({ type }) => type))];
  return (
    <>
      {piece.enAttente === true ? (
        <Puce ton="alerte">Signature en attente d’horodatage du journal</Puce>
      ) : null}
      {genres.map((genre) =>
        LIBELLES[genre] === undefined ? null : (
          <Puce key={genre} ton="info">
            {LIBELLES[genre]}
          </Puce>
        ),
      )}
      {(piece.retrait ?? undefined) === undefined ? null : <Puce ton="danger">annulée, retirée</Puce>}
    </>
  );
};
