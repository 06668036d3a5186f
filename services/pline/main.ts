import { gestionnairesDeLAnnuaire } from '@ppn/annuaire-externe';
import {
  accesDesAgents,
  type AccesDesAgents,
  guichetDePline,
  lancerZone,
  servirZone,
  type ZoneComposee,
} from '@ppn/service-socle/zone';
import {
  gestionnairesSupervisionDesDepots,
  gestionnairesTransfert,
  type Identite,
  type SupervisionDePlex,
} from '@ppn/transfert';
import { contratPline } from './contract.ts';

await lancerZone({
  ouvrirAcces: accesDesAgents,
  servir: (zone) =>
    servirZone(
      zone,
      contratPline,
      {
        ...zone.acces.connexion.gestionnaires,
        ...gestionnairesTransfert(zone.ports),
        ...gestionnairesSupervisionDesDepots(zone.ports, supervisionDePlex(zone)),
        ...gestionnairesDeLAnnuaire<Identite>(
          zone.acces.demanderAPlex,
          ({ correspondant: { id, nom, organisation }, supervise }) => ({
            id,
            nom,
            organisation,
            supervise: supervise === true,
          }),
        ),
      },
      guichetDePline(zone),
    ),
});

/** PLEX ne se supervise que d'ici : aucun agent n'y entre. */
function supervisionDePlex({
  configuration,
  acces,
}: ZoneComposee<AccesDesAgents>): SupervisionDePlex | undefined {
  if (configuration.PPN_PLEX_URL === '') return undefined;
  return async (jours) => {
    const rendu = await acces.demanderAPlex('GET', `/passage/supervision?jours=${jours}`);
    return rendu?.statut === 200 ? rendu.corps : undefined;
  };
}
