import { gestionnairesDeLAnnuaire } from '@ppn/annuaire-externe';
import { accesDesAgents, guichetDePline, lancerZone, servirZone } from '@ppn/service-socle/zone';
import { gestionnairesSupervisionDesDepots, gestionnairesTransfert, type Identite } from '@ppn/transfert';
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
        ...gestionnairesSupervisionDesDepots(zone.ports),
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
