import { Chargement, dateEtHeure, Echec, EtatVide, Puce, QUALITES as NOMS } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { lectureConsultations, problemeDe } from '../application/donnees.ts';

const QUALITES: Readonly<Record<string, string>> = NOMS;

/** Qui a lu quoi, quand et a quel titre (R.249-16 CPP). */
export function JournalDesLectures({ idj }: { readonly idj: string }) {
  const { data, isError, error, refetch } = useQuery(lectureConsultations(idj));
  if (isError) return <Echec probleme={problemeDe(error)} reessayer={() => void refetch()} />;
  if (data === undefined) return <Chargement />;
  if (data.length === 0) return <EtatVide>Aucune lecture enregistrée.</EtatVide>;
  return (
    <ul className="liste">
      {data.map((lecture, rang) => (
        <li key={`${lecture.quand} ${rang}`} className="ligne-de-journal petit">
          <span className="rangee-ecartee">
            <strong>{lecture.agent}</strong>
            {lecture.resultat === 'refuse' ? <Puce ton="danger">refusé</Puce> : null}
          </span>
          <span>
            {lecture.action}
            {lecture.piece === null ? '' : ` : ${lecture.piece}`}
          </span>
          <span className="discret">
            <span className="chiffres">{dateEtHeure(lecture.quand)}</span>,{' '}
            {QUALITES[lecture.qualite] ?? lecture.qualite}
            {lecture.motif === '' ? '' : `, ${lecture.motif}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
