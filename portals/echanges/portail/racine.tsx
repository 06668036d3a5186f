import { Echec, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { ADRESSES } from '../contexte.tsx';
import { problemeDe } from '../donnees.ts';
import { lectureSession } from './donnees.ts';
import type { PortailDeZone } from './zone.ts';

/** Connecte ou non, un seul des deux est charge. */
const Cadre = lazy(() => import('./cadre.tsx').then(({ Cadre: composant }) => ({ default: composant })));
const Connexion = lazy(() =>
  import('./connexion.tsx').then(({ Connexion: composant }) => ({ default: composant })),
);

/** La page de connexion tant qu'aucune session n'est ouverte, sinon le cadre et la page demandee. */
export function Racine({ portail }: { readonly portail: PortailDeZone }) {
  const session = useQuery(lectureSession(portail));
  const carte = useQuery({
    queryKey: ['carte-admise'],
    queryFn: portail.carteAdmise ?? (async () => true),
    enabled: session.data === null,
  });
  const [dejaConnecte, poserDejaConnecte] = useState(false);
  if (session.data !== undefined && session.data !== null && !dejaConnecte) poserDejaConnecte(true);
  if (session.isPending) return null;
  if (session.data === undefined)
    return (
      <main className="connexion">
        <h1 className="hors-ecran">{portail.zone}</h1>
        <Echec probleme={problemeDe(session.error)} reessayer={() => void session.refetch()} />
      </main>
    );
  if (session.data === null && carte.isPending) return null;
  return (
    <Suspense fallback={null}>
      {session.data === null ? (
        <Connexion portail={portail} sansCarte={carte.data === false} fermee={dejaConnecte} />
      ) : (
        <Cadre portail={portail} session={session.data} injoignable={session.isError}>
          <Outlet />
        </Cadre>
      )}
    </Suspense>
  );
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
