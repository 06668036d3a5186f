import { RefusDOctets, repondreRefus } from '@ppn/large-files';
import { guichetDesMinisteres } from '@ppn/transfert';
import type { AccesDesAgents } from './agents.ts';
import type { ZoneComposee } from './composer.ts';
import type { TraiterAuGuichet } from './guichet.ts';

/** Le guichet de PLINE : les services des deux ministeres, chacun pour les agents que l'annuaire dit etre les siens. */
export function guichetDePline({
  ports,
  acces: { agents },
  journal,
}: ZoneComposee<AccesDesAgents>): TraiterAuGuichet {
  const traiter = guichetDesMinisteres(
    ports,
    (ministere, matricule) => {
      const correspondant =
        agents.agent(matricule)?.service === ministere ? agents.correspondant(matricule) : undefined;
      return correspondant && { correspondant, identifieA: ports.maintenant().toISOString(), ministere };
    },
    (message, erreur) => journal.erreur('guichet', message, { erreur: String(erreur) }),
  );
  return (service, demande, reponse) => {
    if (service === 'interieur' || service === 'justice') return traiter(service, demande, reponse);
    repondreRefus(
      demande,
      reponse,
      new RefusDOctets(403, 'service-refuse', 'PLINE ne sert ici que les deux ministères.'),
    );
  };
}
