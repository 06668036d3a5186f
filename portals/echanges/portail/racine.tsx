import { Echec, PageConnexion, TitrePage } from '@ppn/kit';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { ADRESSES } from '../contexte.tsx';
import { problemeDe } from '../donnees.ts';
import { Cadre } from './cadre.tsx';
import { lectureSession, sessionOuverte } from './donnees.ts';
import type { PortailDeZone } from './zone.ts';

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
  if (session.data === null)
    return (
      <PageConnexion
        sansCarte={carte.data === false}
        portail={portail.zone}
        service={portail.service}
        motif={
          dejaConnecte
            ? 'Votre session est fermée. Reconnectez-vous : vos envois reprendront où ils en étaient.'
            : undefined
        }
        ports={portail.connexion}
        surOuverture={sessionOuverte}
        autres={portail.autresEntrees?.(sessionOuverte)}
      />
    );
  return (
    <Cadre portail={portail} session={session.data} injoignable={session.isError}>
      <Outlet />
    </Cadre>
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
