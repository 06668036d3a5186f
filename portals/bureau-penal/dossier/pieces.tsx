import type { Piece } from '@ppn/dossier/contract';
import { Bouton, dateEtHeure, EtatVide, Puce, taille } from '@ppn/kit';
import { PucesDePiece } from '@ppn/lecteur/temps';
import { coter, type Position, positionDe, useVues } from '@ppn/lecteur';

type Proprietes = {
  readonly pieces: readonly Piece[];
  readonly cleVues: string;
  readonly lire: (position: Position) => void;
  readonly adresse: (id: string, options?: { readonly telecharger: boolean }) => string;
};

const Signataires = ({ piece }: { readonly piece: Piece }) => (
  <>
    {piece.signataires.map((signataire) => (
      <span key={signataire.matricule + signataire.signeA} className="petit discret">
        Signée par {signataire.nom}, {signataire.qualite}, le {dateEtHeure(signataire.signeA)} ; horodatée à{' '}
        {dateEtHeure(signataire.horodateA)}
      </span>
    ))}
  </>
);

/** Toutes les pieces : qui a signe et quand, empreinte, integrite ; un clic mene le lecteur a la piece. */
export const Pieces = ({ pieces, cleVues, lire, adresse }: Proprietes) => {
  const { vues } = useVues(cleVues);
  const cotees = coter(pieces);
  if (pieces.length === 0) {
    return (
      <EtatVide>
        <p>Aucune pièce dans ce dossier.</p>
      </EtatVide>
    );
  }
  return (
    <ol className="liste pieces">
      {cotees.map((piece) => (
        <li key={piece.id}>
          <div className="rangee-ecartee">
            <Bouton genre="discret" className="piece-titre" onClick={() => lire(positionDe(piece))}>
              {piece.cote}. {piece.titre}
            </Bouton>
            <span className="rangee">
              <PucesDePiece piece={piece} />
              {vues.includes(piece.id) ? <Puce ton="succes">vue</Puce> : null}
              {piece.integre ? <Puce>intègre</Puce> : <Puce ton="danger">altérée</Puce>}
            </span>
          </div>
          <Signataires piece={piece} />
          {piece.genre === 'fichier' ? (
            <span className="petit discret">
              Fichier original joint
              {pieces.find(({ id }) => id === piece.acteId) === undefined
                ? ''
                : ` à la pièce ${pieces.find(({ id }) => id === piece.acteId)?.numero ?? ''}`}
              , versé le {dateEtHeure(piece.versee)}
            </span>
          ) : null}
          <details className="petit">
            <summary>
              Empreinte SHA-256 · {taille(piece.taille)}
              {piece.pages === null ? '' : ` · ${piece.pages}\u00A0p.`}
            </summary>
            <p className="empreinte">{piece.empreinte}</p>
            {piece.lisible ? (
              <a href={adresse(piece.id, { telecharger: true })} download>
                Télécharger la pièce {piece.cote}
              </a>
            ) : null}
          </details>
        </li>
      ))}
    </ol>
  );
};
