import { accesDesAgents, guichetDePline, lancerZone, servirZone } from '@ppn/service-socle/zone';
import { gestionnairesSupervisionDesDepots, gestionnairesTransfert } from '@ppn/transfert';
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
      },
      guichetDePline(zone),
    ),
});
