import { PageConnexion } from '@ppn/kit';
import { agentDuPoste } from './agent.ts';
import { sessionOuverte } from './donnees.ts';
import type { PortailDeZone } from './zone.ts';

type Proprietes = {
  readonly portail: PortailDeZone;
  readonly sansCarte: boolean;
  /** Une session vient de se fermer. */
  readonly fermee: boolean;
};

/** La page de connexion d'une zone ; chargee quand personne n'est connecte. */
export const Connexion = ({ portail, sansCarte, fermee }: Proprietes) => (
  <PageConnexion
    sansCarte={sansCarte}
    portail={portail.zone}
    service={portail.service}
    motif={
      fermee
        ? 'Votre session est fermée. Reconnectez-vous : vos envois reprendront où ils en étaient.'
        : undefined
    }
    ports={{ ...portail.connexion, creerAgent: agentDuPoste }}
    surOuverture={sessionOuverte}
    autres={portail.autresEntrees?.(sessionOuverte)}
  />
);
