import { Chargement, dateEtHeure, Echec, EtatVide, Puce, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { problemeDe } from '../client.ts';
import { lectureIncidents } from '../donnees.ts';
import { UrgencesARevoir } from './urgences-a-revoir.tsx';

/** Plis refuses et incidents d'integrite : chacun avec sa raison ; aucun ne bloque les autres dossiers. */
export const PageIncidents = () => {
  const incidents = useQuery(lectureIncidents);
  return (
    <div className="pile">
      <div className="page-tete">
        <div>
          <TitrePage onglet="Incidents">Incidents</TitrePage>
          <p className="discret petit">
            Plis refusés à l’arrivée et pièces qui ne correspondent plus à leur empreinte. L’unité voit les
            mêmes incidents.
          </p>
        </div>
      </div>
      <UrgencesARevoir />
      {incidents.isPending ? <Chargement libelle="Chargement des incidents" /> : null}
      {incidents.isError ? (
        <Echec probleme={problemeDe(incidents.error)} reessayer={() => void incidents.refetch()} />
      ) : null}
      {incidents.data?.length === 0 ? (
        <section className="panneau">
          <EtatVide>
            <p>Aucun incident. Tous les plis reçus ont été vérifiés et accusés.</p>
          </EtatVide>
        </section>
      ) : null}
      {incidents.data === undefined || incidents.data.length === 0 ? null : (
        <section className="panneau" aria-label="Incidents">
          <ul className="liste">
            {incidents.data.map((incident) => (
              <li key={incident.id} className="incident">
                <div className="rangee">
                  <Puce ton="danger">
                    {incident.constatePar === 'justice' ? 'constaté ici' : 'constaté par l’unité'}
                  </Puce>
                  <span className="chiffres petit discret">{dateEtHeure(incident.constateA)}</span>
                  {incident.idj === null ? (
                    <span className="petit discret">procédure non identifiée</span>
                  ) : (
                    <Link
                      to="/dossiers/$idj"
                      params={{ idj: incident.idj }}
                      search={{ onglet: 'plis' }}
                      className="chiffres petit"
                    >
                      {incident.idj}
                    </Link>
                  )}
                </div>
                <p>{incident.phrase}</p>
                <p className="petit discret">
                  {incident.piece === null ? '' : `Pièce : ${incident.piece} · `}code {incident.code}
                </p>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
};
