import { dateEtHeure, EtatVide, Panneau, pluriel, Puce } from '@ppn/kit';
import type { Ton } from '@ppn/kit';
import { Link } from '@tanstack/react-router';
import type { PieceImportee } from './lecture.ts';

const ETATS: Readonly<Record<PieceImportee['etat'], { readonly libelle: string; readonly ton: Ton }>> = {
  importee: { libelle: 'importée', ton: 'succes' },
  'sans-donnees': { libelle: 'sans données', ton: 'neutre' },
  refusee: { libelle: 'refusée', ton: 'danger' },
};
const SIGNATURES: Readonly<
  Record<PieceImportee['signature']['etat'], { readonly libelle: string; readonly ton: Ton }>
> = {
  valide: { libelle: 'signature valide', ton: 'succes' },
  alteree: { libelle: 'altérée ou fausse', ton: 'danger' },
  'non-verifiable': { libelle: 'non vérifiable', ton: 'alerte' },
  absente: { libelle: 'non signée', ton: 'neutre' },
};

/** Le compte rendu, une ligne par piece : ce qui s'est lu, ce que valent ses signatures, ce qu'il faut verifier. */
export function PiecesImportees({
  idj,
  pieces,
}: {
  readonly idj: string;
  readonly pieces: readonly PieceImportee[];
}) {
  return (
    <Panneau
      titre="Compte rendu d’import"
      nu
      actions={
        pieces.length === 0 ? undefined : (
          <a className="bouton" href={`/api/dossiers/${encodeURIComponent(idj)}/imports/rapport`} download>
            Exporter (CSV)
          </a>
        )
      }
    >
      {pieces.length === 0 ? (
        <EtatVide>
          <p>Aucune pièce importée dans ce dossier.</p>
        </EtatVide>
      ) : (
        <>
          <p className="import-resume">{resume(pieces)}</p>
          <ul className="liste">
            {pieces.map((piece) => (
              <li key={piece.id} className="import-piece">
                <Piece idj={idj} piece={piece} />
              </li>
            ))}
          </ul>
        </>
      )}
    </Panneau>
  );
}

function Piece({ idj, piece }: { readonly idj: string; readonly piece: PieceImportee }) {
  const [etat, signature] = [ETATS[piece.etat], SIGNATURES[piece.signature.etat]];
  const { resume: lu } = piece;
  const attentions = piece.remarques.filter(({ gravite }) => gravite === 'attention');
  const informations = piece.remarques.filter(({ gravite }) => gravite === 'information');
  return (
    <>
      <div className="import-tete">
        {piece.fichierId === null ? (
          <strong>{piece.nom}</strong>
        ) : (
          <Link to="/dossiers/$idj/fichiers/$fichierId" params={{ idj, fichierId: piece.fichierId }}>
            <strong>{piece.nom}</strong>
          </Link>
        )}
        <Puce ton={etat.ton}>{etat.libelle}</Puce>
        {piece.etat === 'refusee' ? null : <Puce ton={signature.ton}>{signature.libelle}</Puce>}
      </div>
      {lu === null ? null : (
        <p className="petit">
          {[
            lu.typeDePiece,
            lu.jour === '' ? '' : `acte du ${lu.jour.split('-').reverse().join('/')}`,
            lu.procedure === '' ? '' : `procédure ${lu.procedure}`,
            lu.unite,
            lu.redacteurs.join(', '),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {piece.motif === null ? null : <p>{piece.motif}</p>}
      {['alteree', 'non-verifiable'].includes(piece.signature.etat) ? <p>{piece.signature.phrase}</p> : null}
      {attentions.length === 0 ? null : (
        <ul className="import-attentions">
          {attentions.map(({ code, phrase }) => (
            <li key={code + phrase}>{phrase}</li>
          ))}
        </ul>
      )}
      <details className="petit">
        <summary>
          {piece.etat === 'refusee' ? 'Détail' : `Signatures et traitement (${detailCourt(piece)})`}
        </summary>
        <p>{piece.signature.phrase}</p>
        <ul>
          {piece.signature.signatures.map((jugee, rang) => (
            <li key={`${rang} ${jugee.signataire}`}>
              {jugee.signataire}, {jugee.niveau}
              {jugee.heure === null
                ? ''
                : `, ${jugee.sourceHeure === 'horodatage' ? 'heure prouvée' : 'heure déclarée'} : ${dateEtHeure(jugee.heure)}`}
              {jugee.raison === '' ? '' : ` — ${jugee.raison}`}
            </li>
          ))}
          {informations.map(({ code, phrase }) => (
            <li key={code + phrase}>{phrase}</li>
          ))}
        </ul>
        <p>
          Importée le {dateEtHeure(piece.importeeA)} par {piece.importeePar}. SHA-256{' '}
          <span className="chiffres import-empreinte">{piece.empreinte}</span>
        </p>
      </details>
    </>
  );
}

const detailCourt = ({ signature, remarques }: PieceImportee): string =>
  `${pluriel(signature.signatures.length, 'signature')}, ${pluriel(remarques.length, 'remarque')}`;

/** `12 pièces : 9 avec données, 2 sans données, 1 refusée. Signatures : 5 valides, 1 altérée.` */
function resume(pieces: readonly PieceImportee[]): string {
  const compter = (choix: (piece: PieceImportee) => boolean): number => pieces.filter(choix).length;
  const dire = (nombre: number, un: string, plusieurs: string): string =>
    nombre === 0 ? '' : `${nombre} ${nombre === 1 ? un : plusieurs}`;
  const etats = [
    dire(
      compter(({ etat }) => etat === 'importee'),
      'avec ses données',
      'avec leurs données',
    ),
    dire(
      compter(({ etat }) => etat === 'sans-donnees'),
      'sans données',
      'sans données',
    ),
    dire(
      compter(({ etat }) => etat === 'refusee'),
      'refusée',
      'refusées',
    ),
  ];
  const gardees = pieces.filter(({ etat }) => etat !== 'refusee');
  const signees = [
    ['valide', 'valide', 'valides'],
    ['alteree', 'altérée ou fausse', 'altérées ou fausses'],
    ['non-verifiable', 'non vérifiable', 'non vérifiables'],
    ['absente', 'pièce non signée', 'pièces non signées'],
  ] as const;
  const signatures = signees.map(([etat, un, plusieurs]) =>
    dire(gardees.filter(({ signature }) => signature.etat === etat).length, un, plusieurs),
  );
  const liste = (mots: readonly string[]): string => mots.filter(Boolean).join(', ');
  const suite = liste(signatures);
  return `${pluriel(pieces.length, 'pièce')} : ${liste(etats)}.${suite === '' ? '' : ` Signatures : ${suite}.`}`;
}
