import { gestionnairesDelegations, MIGRATIONS_ANNUAIRE_EXTERNE } from '@ppn/annuaire-externe';
import { ouvrirDefis } from '@ppn/identity';
import { migrationsDuCourrier } from '@ppn/mail';
import { gestionnairesCles, gestionnairesJetons, MIGRATIONS_MOYENS_ACCES } from '@ppn/moyens-acces';
import { lancerZone, servirZone, type ZoneComposee } from '@ppn/service-socle/zone';
import { gestionnairesTransfert, type Identite } from '@ppn/transfert';
import { type AccesDesExternes, accesDesExternes } from './acces.ts';
import { contratPlex } from './contract.ts';
import { gestionnairesDesAutresEntrees } from './entrer.ts';
import { guichetDePlex } from './guichet.ts';
import { commandesDesListes } from './listes.ts';
import { gestionnairesOidc } from './oidc.ts';

const commandes = Object.fromEntries(
  Object.entries(commandesDesListes()).map(([nom, executer]) => [
    nom,
    ({ acces }: ZoneComposee<AccesDesExternes>, arguments_: readonly string[]) =>
      executer(acces.dbAnnuaire, arguments_),
  ]),
);

await lancerZone({
  ouvrirAcces: accesDesExternes,
  migrations: [MIGRATIONS_ANNUAIRE_EXTERNE, MIGRATIONS_MOYENS_ACCES, migrationsDuCourrier],
  commandes: { ...commandes, 'importer-ldap': ({ acces }) => acces.importerLeLdap() },
  servir: async (zone) => {
    await zone.acces.importerLesListes();
    const { PPN_ORIGINE: origine, PPN_OIDC_NOM } = zone.configuration;
    const portail = { origine, domaine: new URL(origine).hostname, defis: ouvrirDefis() };
    const { dbAnnuaire: annuaire, dbMoyens: moyens, connexion } = zone.acces;
    const { portier, fournisseur, ouvrirPour } = connexion;
    return servirZone(
      zone,
      contratPlex,
      {
        ...zone.acces.connexion.gestionnaires,
        ...gestionnairesTransfert(zone.ports),
        ...gestionnairesDelegations<Identite>(zone.acces.dbAnnuaire, ({ correspondant }) => correspondant.id),
        ...gestionnairesCles<Identite>(moyens, portail, ({ correspondant: { id, nom }, identifieA }) => ({
          id,
          nom,
          identifieA: new Date(identifieA),
        })),
        ...gestionnairesDesAutresEntrees({
          annuaire,
          moyens,
          portail,
          portier,
          fournisseur: fournisseur === undefined ? null : PPN_OIDC_NOM,
          ouvrirPour,
          consigner: (message, details) => zone.journal.avertir('acces', message, details),
        }),
        ...gestionnairesOidc({
          configuration: zone.configuration,
          annuaire,
          fournisseur,
          portier,
          ouvrirPour,
        }),
        ...gestionnairesJetons<Identite>(zone.acces.dbMoyens, ({ correspondant, identifieA }) => ({
          id: correspondant.id,
          identifieA: new Date(identifieA),
        })),
      },
      guichetDePlex(zone),
    );
  },
});
