import { vueTypee } from '@ppn/postgres';
import { delegantsDe, type TablesAnnuaire } from '@ppn/annuaire-externe';
import type { TablesMoyens } from '@ppn/moyens-acces';
import type { Acces, Fondations } from '@ppn/service-socle/zone';
import type { Kysely } from 'kysely';
import { type AnnuairesDePlex, annuairesDePlex, enCorrespondant, lireGuichets } from './annuaire.ts';
import { type ConnexionExterne, ouvrirConnexionExterne } from './connexion.ts';
import { importerLeLdap } from './ldap.ts';
import { importerLesListes } from './listes.ts';
import { identiteDuPorteur } from './porteur.ts';

/** L'acces des auxiliaires de justice. */
export type AccesDesExternes = Acces & {
  readonly connexion: ConnexionExterne;
  readonly annuaires: AnnuairesDePlex;
  readonly dbAnnuaire: Kysely<TablesAnnuaire>;
  readonly dbMoyens: Kysely<TablesMoyens>;
  /** Importe ce que l'exploitant a depose ; rien si aucun dossier n'est donne. */
  readonly importerLesListes: () => Promise<number>;
  /** Lit l'annuaire LDAP ; rend ce qui s'est passe, en une phrase. */
  readonly importerLeLdap: () => Promise<string>;
};

/** Une liste deposee la nuit est importee dans l'heure. */
const HEURE_MS = 3_600_000;
const UN_JOUR_MS = 24 * HEURE_MS;

/** Ouvre l'acces : l'annuaire exterieur, la carte, et les listes que l'exploitant depose. */
export async function accesDesExternes(fondations: Fondations): Promise<AccesDesExternes> {
  const { configuration, base, consigner } = fondations;
  const dbAnnuaire: Kysely<TablesAnnuaire> = vueTypee<TablesAnnuaire>(base.db);
  const dbMoyens: Kysely<TablesMoyens> = vueTypee<TablesMoyens>(base.db);
  const annuaires = annuairesDePlex(dbAnnuaire, lireGuichets(configuration.PPN_GUICHETS));
  const connexion = await ouvrirConnexionExterne(fondations, dbAnnuaire, dbMoyens);
  const { PPN_LISTES: listes } = configuration;
  const importer = async (): Promise<number> =>
    listes === ''
      ? 0
      : importerLesListes(dbAnnuaire, decodeURIComponent(new URL(listes).pathname), consigner);
  const ldap = () => importerLeLdap(dbAnnuaire, configuration, consigner);
  return {
    connexion,
    annuaires,
    dbAnnuaire,
    dbMoyens,
    annuaire: annuaires.portail,
    delegants: async (delegataire) =>
      (await delegantsDe(dbAnnuaire, delegataire, new Date())).map(({ delegation, delegant }) => ({
        delegation,
        delegant: enCorrespondant(delegant),
      })),
    temoin: connexion.temoin,
    purger: connexion.purger,
    identiteDe: connexion.identiteDe,
    identiteDuPorteur: (demande) => identiteDuPorteur({ annuaire: dbAnnuaire, moyens: dbMoyens }, demande),
    importerLesListes: importer,
    importerLeLdap: ldap,
    taches: [
      { cadenceMs: HEURE_MS, tour: importer },
      ...(configuration.PPN_LDAP_URL === '' ? [] : [{ cadenceMs: UN_JOUR_MS, tour: ldap }]),
    ],
  };
}
