import { dateCourte, EtatVide, Liste, Panneau, Puce, Rang, taille } from '@ppn/kit';
import { PucesDePiece } from '@ppn/lecteur/temps';
import { Link } from '@tanstack/react-router';
import type { EnCours, Piece, Vue } from '../application/types.ts';

/** Colonne de gauche : actes en redaction, puis pieces scellees dans l'ordre du dossier. */
export function SommaireDuDossier({ vue }: { readonly vue: Vue }) {
  return (
    <>
      {vue.enCours.length === 0 ? null : (
        <Panneau titre={`En rédaction (${vue.enCours.length})`} nu>
          <ul className="liste">
            {vue.enCours.map((acte) => (
              <Rang key={acte.acteId}>
                <Link
                  to="/dossiers/$idj/actes/$acteId"
                  params={{ idj: vue.idj, acteId: acte.acteId }}
                  className="rang rang-piece"
                  activeProps={{ 'aria-current': 'page' }}
                >
                  <span className="pile-serree">
                    <span className="rang-titre">{acte.titre}</span>
                    <EtatDActe acte={acte} />
                  </span>
                </Link>
              </Rang>
            ))}
          </ul>
        </Panneau>
      )}
      <Panneau titre={`Pièces (${vue.pieces.length})`} nu>
        {vue.pieces.length === 0 ? (
          <EtatVide>
            <p>
              Aucune pièce signée. <kbd>N</kbd> commence un acte.
            </p>
          </EtatVide>
        ) : (
          <Liste libelle="Pièces du dossier">
            {vue.pieces.map((piece) => (
              <Rang key={piece.id}>
                <LigneDePiece idj={vue.idj} piece={piece} />
              </Rang>
            ))}
          </Liste>
        )}
      </Panneau>
    </>
  );
}

/** Etat d'un acte en redaction, en une puce. */
export function EtatDActe({ acte }: { readonly acte: Pick<EnCours, 'etat' | 'manques' | 'attend'> }) {
  if (acte.etat === 'signature-recue')
    return (
      <span>
        <Puce ton="info">horodatage attendu</Puce>
      </span>
    );
  if (acte.etat === 'a-cosigner')
    return (
      <span>
        <Puce ton="info">{`signé, attend ${acte.attend ?? 'sa cosignature'}`}</Puce>
      </span>
    );
  if (acte.manques.length === 0)
    return (
      <span>
        <Puce ton="alerte">à signer</Puce>
      </span>
    );
  return (
    <span>
      <Puce>
        {acte.manques.length === 1
          ? 'brouillon, 1 point à compléter'
          : `brouillon, ${acte.manques.length} points à compléter`}
      </Puce>
    </span>
  );
}

function LigneDePiece({ idj, piece }: { readonly idj: string; readonly piece: Piece }) {
  const signataire = piece.signataires[0];
  return (
    <Link
      to="/dossiers/$idj/pieces/$pieceId"
      params={{ idj, pieceId: piece.id }}
      className={piece.genre === 'acte' ? 'rang rang-piece' : 'rang rang-piece rang-fichier'}
      data-rang=""
      activeProps={{ 'aria-current': 'page' }}
    >
      {piece.genre === 'acte' ? <span className="cote">{piece.numero}</span> : null}
      <span className="pile-serree">
        <span className="rang-titre">{piece.titre}</span>
        <span className="discret">
          {signataire === undefined
            ? `${taille(piece.taille)}, original`
            : `${piece.signataires.map(({ nom }) => nom).join(' et ')}, ${dateCourte(signataire.signeA)}`}
        </span>
        <span className="rangee">
          <PucesDePiece piece={piece} />
        </span>
        {piece.integre ? null : (
          <span>
            <Puce ton="danger">altérée : ne s’ouvre plus</Puce>
          </span>
        )}
      </span>
    </Link>
  );
}
