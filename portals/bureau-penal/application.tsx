import { creerAgentDuPoste, sessionPerdue } from '@ppn/api-client';
import { Chargement, Echec, PageConnexion, type PortsDeConnexion } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { client, problemeDe, surSessionPerdue } from './client.ts';
import { lectureSession, memoire } from './donnees.ts';
import { routeur } from './routeur.tsx';
import { ContexteSession } from './session.ts';

const ports: PortsDeConnexion = {
  demanderDefi: () => client.appeler('POST /api/session/defi'),
  creerAgent: creerAgentDuPoste,
  ouvrir: (ordre, resultat) => client.appeler('POST /api/session', { corps: { ordre, resultat } }),
};

/** Le portail : la page de connexion tant qu'aucune session n'est ouverte, le bureau ensuite. */
export const Application = () => {
  const session = useQuery(lectureSession);
  const [motif, setMotif] = useState<string>();
  useEffect(
    () =>
      surSessionPerdue(() => {
        if (memoire.getQueryData(lectureSession.queryKey) === undefined) return;
        setMotif('La session est fermée. Reconnectez-vous : votre saisie est gardée sur ce poste.');
        memoire.clear();
        void memoire.resetQueries({ queryKey: lectureSession.queryKey });
      }),
    [],
  );
  if (session.isPending) {
    return (
      <main className="connexion">
        <Chargement libelle="Ouverture du bureau pénal" />
      </main>
    );
  }
  if (session.isError) {
    const probleme = problemeDe(session.error);
    if (!sessionPerdue(probleme)) {
      return (
        <main className="connexion">
          <h1 className="hors-ecran">Bureau pénal</h1>
          <Echec probleme={probleme} reessayer={() => void session.refetch()} />
        </main>
      );
    }
    return (
      <PageConnexion
        portail="Bureau pénal"
        service="Parquet, tribunal judiciaire"
        ports={ports}
        surOuverture={() => void session.refetch()}
        motif={motif}
      />
    );
  }
  return (
    <ContexteSession value={session.data}>
      <RouterProvider router={routeur} />
    </ContexteSession>
  );
};
