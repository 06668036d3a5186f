import { Chargement, dateEtHeure, Echec, EtatVide, Puce } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { problemeDe } from '../client.ts';
import { lectureConsultations } from '../donnees.ts';

/** Qui a lu quoi, quand et pourquoi (R.249-16 CPP), du plus recent au plus ancien. */
export const Lectures = ({ idj }: { readonly idj: string }) => {
  const lectures = useQuery(lectureConsultations(idj));
  if (lectures.isPending) return <Chargement libelle="Chargement des lectures" />;
  if (lectures.isError) {
    return (
      <div className="panneau-corps">
        <Echec probleme={problemeDe(lectures.error)} reessayer={() => void lectures.refetch()} />
      </div>
    );
  }
  if (lectures.data.length === 0) {
    return (
      <EtatVide>
        <p>Personne n’a encore lu ce dossier.</p>
      </EtatVide>
    );
  }
  return (
    <ul className="liste lectures">
      {lectures.data.map((consultation, rang) => (
        <li key={`${consultation.quand} ${rang}`}>
          <div className="rangee-ecartee">
            <span>
              <strong>{consultation.agent}</strong>, {consultation.qualite}
            </span>
            <span className="petit discret chiffres">{dateEtHeure(consultation.quand)}</span>
          </div>
          <span className="petit discret">
            {consultation.action}
            {consultation.piece === null ? '' : ` · ${consultation.piece}`}
            {consultation.motif === '' ? '' : ` · ${consultation.motif}`}
          </span>
          {consultation.resultat === 'refuse' ? <Puce ton="danger">refusé</Puce> : null}
        </li>
      ))}
    </ul>
  );
};
