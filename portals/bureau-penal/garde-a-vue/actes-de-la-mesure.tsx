import { dateEtHeure, taille } from '@ppn/kit';
import { FileText, Paperclip } from 'lucide-react';
import { clientDeMesure, type VueMesure } from './donnees.ts';

/** Actes signes de la mesure, et les fichiers qu'ils joignent : lus ici, rien d'autre du dossier. */
export const ActesDeLaMesure = ({
  mesure,
  actes,
}: {
  readonly mesure: string;
  readonly actes: VueMesure['actes'];
}) => {
  if (actes.length === 0)
    return <p className="panneau-corps discret petit">Aucun acte signé n’est encore arrivé.</p>;
  const adresse = (piece: string): string =>
    clientDeMesure.adresse('GET /api/mesures/:id/pieces/:piece', { id: mesure, piece, requete: {} });
  return (
    <ul className="liste">
      {actes.map((acte) => (
        <li key={acte.acteId}>
          <a className="rang" href={adresse(acte.acteId)} target="_blank" rel="noreferrer">
            <FileText size={16} aria-hidden="true" />
            <span className="rang-corps">
              <span>{acte.titre}</span>
              <span className="petit discret">
                {acte.signataires.map(({ nom }) => nom).join(', ')} ·{' '}
                {dateEtHeure(acte.signataires.at(-1)?.signeA ?? acte.enregistreA)}
              </span>
            </span>
          </a>
          {acte.jointes.map((jointe) => (
            <a
              key={jointe.id}
              className="rang rang-joint"
              href={adresse(jointe.id)}
              target="_blank"
              rel="noreferrer"
            >
              <Paperclip size={14} aria-hidden="true" />
              <span>{jointe.titre}</span>
              <span className="petit discret">{taille(jointe.taille)}</span>
            </a>
          ))}
        </li>
      ))}
    </ul>
  );
};
