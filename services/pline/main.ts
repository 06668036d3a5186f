import { accesDesAgents, guichetDePline, lancerZone, servirZone } from '@ppn/service-socle/zone';
import { gestionnairesTransfert } from '@ppn/transfert';
import { contratPline } from './contract.ts';

await lancerZone({
  ouvrirAcces: accesDesAgents,
  servir: (zone) =>
    servirZone(
      zone,
      contratPline,
      { ...zone.acces.connexion.gestionnaires, ...gestionnairesTransfert(zone.ports) },
      guichetDePline(zone),
    ),
});
