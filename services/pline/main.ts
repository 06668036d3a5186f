import { guichetDePline, lancerZone, servirZone } from '@ppn/service-socle/zone';
import { gestionnairesTransfert } from '@ppn/transfert';
import { contratPline } from './contract.ts';

await lancerZone((zone) =>
  servirZone(
    zone,
    contratPline,
    { ...zone.connexion.gestionnaires, ...gestionnairesTransfert(zone.ports) },
    guichetDePline(zone),
  ),
);
