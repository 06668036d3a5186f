import { ADRESSES, problemeDe } from '@ppn/echanges';
import { Echec, PageConnexion, type PortsDeConnexion, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { Cadre } from './cadre.tsx';
import { agentDuPoste, client } from './client.ts';
import { cache, lectureSession } from './donnees.ts';

/** La page de connexion tant qu'aucune session n'est ouverte, sinon le cadre et la page demandee. */
export function Racine() {
  const session = useQuery(lectureSession);
  const [dejaConnecte, poserDejaConnecte] = useState(false);
  if (session.data !== undefined && session.data !== null && !dejaConnecte) poserDejaConnecte(true);
  if (session.isPending) return null;
  if (session.data === undefined)
    return (
      <main className="connexion">
        <h1 className="hors-ecran">PLINE</h1>
        <Echec probleme={problemeDe(session.error)} reessayer={() => void session.refetch()} />
      </main>
    );
  if (session.data === null)
    return (
      <PageConnexion
        portail="PLINE"
        service="Échange de fichiers entre agents de l’État"
        motif={
          dejaConnecte
            ? 'Votre session est fermée. Reconnectez-vous : vos envois reprendront où ils en étaient.'
            : undefined
        }
        ports={PORTS}
        surOuverture={ouvrir}
      />
    );
  return (
    <Cadre session={session.data} injoignable={session.isError}>
      <Outlet />
    </Cadre>
  );
}

const PORTS: PortsDeConnexion = {
  demanderDefi: () => client.appeler('POST /api/session/defi'),
  ouvrir: (ordre, resultat) => client.appeler('POST /api/session', { corps: { ordre, resultat } }),
  creerAgent: agentDuPoste,
};

function ouvrir(): void {
  cache.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  void cache.invalidateQueries({ queryKey: lectureSession.queryKey });
}

/** Adresse inconnue : un titre, et ou aller. */
export const PageInconnue = () => (
  <div className="pile">
    <TitrePage onglet="Page inconnue">Cette page n’existe pas</TitrePage>
    <p>
      L’adresse est fausse, ou le dépôt n’est plus. <Link to={ADRESSES.accueil}>Revenir à l’accueil</Link>
    </p>
  </div>
);
