import { Echec, PageConnexion, type PortsDeConnexion, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { agentDuPoste, client } from './client.ts';
import { cache, lectureSession, problemeDe } from './donnees.ts';

/** Demande des l'ouverture, pendant que la session se lit : la page de connexion n'en a pas besoin. */
const cadre = import('./cadre.tsx');
const Cadre = lazy(() => cadre.then((module) => ({ default: module.Cadre })));

/** Adresse de la tablette : la seule page sans session, ou ni connexion ni cadre n'apparait. */
export const ADRESSE_DE_LA_TABLETTE = '/tablette';

/** Racine : la tablette, qui ne connait pas de session, ou le portail de l'agent. */
export function Racine() {
  const tablette = useRouterState({
    select: ({ location }) => location.pathname === ADRESSE_DE_LA_TABLETTE,
  });
  return tablette ? <Outlet /> : <PortailDeLAgent />;
}

/** La page de connexion tant qu'aucune session n'est ouverte, sinon le cadre et la page demandee. */
function PortailDeLAgent() {
  const session = useQuery(lectureSession);
  const [dejaConnecte, poserDejaConnecte] = useState(false);
  if (session.data !== undefined && session.data !== null && !dejaConnecte) poserDejaConnecte(true);
  if (session.isPending) return null;
  if (session.isError)
    return (
      <main className="connexion">
        <Echec probleme={problemeDe(session.error)} reessayer={() => void session.refetch()} />
      </main>
    );
  if (session.data === null)
    return (
      <PageConnexion
        portail="Portail enquêteur"
        service="Procédure pénale numérique"
        motif={
          dejaConnecte
            ? 'Votre session est fermée. Reconnectez-vous : votre saisie est gardée sur ce poste.'
            : undefined
        }
        ports={PORTS}
        surOuverture={ouvrir}
      />
    );
  return (
    <Suspense fallback={null}>
      <Cadre session={session.data}>
        <Outlet />
      </Cadre>
    </Suspense>
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
      L’adresse est fausse ou la page a été retirée. <Link to="/">Revenir aux procédures</Link>
    </p>
  </div>
);
