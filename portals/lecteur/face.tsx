import { Link2, Stamp, TriangleAlert } from 'lucide-react';
import type { PieceCotee } from './cotes.ts';
import { positionDe } from './cotes.ts';
import type { Position } from './position.ts';

type Proprietes = {
  readonly piece: PieceCotee;
  readonly pieces: readonly PieceCotee[];
  readonly surAller: (position: Position) => void;
};

/** Va a une autre piece de la suite ; un simple texte si elle n'y est pas. */
const VersLaPiece = ({
  id,
  libelle,
  pieces,
  surAller,
}: Omit<Proprietes, 'piece'> & { readonly id: string; readonly libelle: string }) => {
  const cible = pieces.find((une) => une.id === id);
  return cible === undefined ? (
    <>{libelle}</>
  ) : (
    <button type="button" className="lecteur-lien" onClick={() => surAller(positionDe(cible))}>
      {libelle}
    </button>
  );
};

/** La face d'une piece : les mentions qui la visent, l'acte qu'elle vise, la pierre tombale. Rien si elle n'en a pas. */
export const Face = ({ piece, pieces, surAller }: Proprietes) => {
  const mentions = piece.mentions ?? [];
  const visee = pieces.find(({ id }) => id === piece.vise);
  const retrait = piece.retrait ?? undefined;
  if (mentions.length === 0 && visee === undefined && retrait === undefined) return null;
  return (
    <ul className="lecteur-face" aria-label={`Mentions de la pièce ${piece.cote}`}>
      {mentions.map((mention) => (
        <li
          key={mention.acteId}
          className={mention.type === 'mention-annulement' ? 'lecteur-mention-danger' : undefined}
        >
          <Stamp aria-hidden="true" size={15} />
          <span>
            {mention.phrase} (
            <VersLaPiece
              id={mention.acteId}
              libelle={`acte n° ${mention.numero}`}
              {...{ pieces, surAller }}
            />
            )
          </span>
        </li>
      ))}
      {visee === undefined ? null : (
        <li>
          <Link2 aria-hidden="true" size={15} />
          <span>
            Mention portée sur{' '}
            <VersLaPiece
              id={visee.id}
              libelle={`l’acte n° ${visee.numero}, ${visee.titre}`}
              {...{ pieces, surAller }}
            />
          </span>
        </li>
      )}
      {retrait === undefined ? null : (
        <li className="lecteur-mention-danger">
          <TriangleAlert aria-hidden="true" size={15} />
          <span>
            Retirée du dossier et classée au greffe (art. {retrait.article}) par l’
            <VersLaPiece
              id={retrait.ordre.acteId}
              libelle={`acte n° ${retrait.ordre.numero}`}
              {...{ pieces, surAller }}
            />
          </span>
        </li>
      )}
    </ul>
  );
};
