import { gestionnairesDelegations, MIGRATIONS_ANNUAIRE_EXTERNE } from '@ppn/annuaire-externe';
import { lancerZone, servirZone, type ZoneComposee } from '@ppn/service-socle/zone';
import { gestionnairesTransfert, type Identite } from '@ppn/transfert';
import { type AccesDesExternes, accesDesExternes } from './acces.ts';
import { contratPlex } from './contract.ts';
import { guichetDePlex } from './guichet.ts';
import { commandesDesListes } from './listes.ts';

const commandes = Object.fromEntries(
  Object.entries(commandesDesListes()).map(([nom, executer]) => [
    nom,
    ({ acces }: ZoneComposee<AccesDesExternes>, arguments_: readonly string[]) =>
      executer(acces.dbAnnuaire, arguments_),
  ]),
);

await lancerZone({
  ouvrirAcces: accesDesExternes,
  migrations: [MIGRATIONS_ANNUAIRE_EXTERNE],
  commandes: { ...commandes, 'importer-ldap': ({ acces }) => acces.importerLeLdap() },
  servir: async (zone) => {
    await zone.acces.importerLesListes();
    return servirZone(
      zone,
      contratPlex,
      {
        ...zone.acces.connexion.gestionnaires,
        ...gestionnairesTransfert(zone.ports),
        ...gestionnairesDelegations<Identite>(zone.acces.dbAnnuaire, ({ correspondant }) => correspondant.id),
      },
      guichetDePlex(zone),
    );
  },
});
