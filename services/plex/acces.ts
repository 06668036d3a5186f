import { vueTypee } from '@ppn/postgres';
import { delegantsDe, type TablesAnnuaire } from '@ppn/annuaire-externe';
import { envoyerLesCourriels } from '@ppn/mail';
import type { TablesMoyens } from '@ppn/moyens-acces';
import type { Acces, Fondations } from '@ppn/service-socle/zone';
import type { Kysely } from 'kysely';
import { type AnnuairesDePlex, annuairesDePlex, enCorrespondant, lireGuichets } from './annuaire.ts';
import { type ConnexionExterne, ouvrirConnexionExterne } from './connexion.ts';
import { importerLeLdap } from './ldap.ts';
import { importerLesListes } from './listes.ts';
import { identiteDuPorteur } from './porteur.ts';
import { prevenirDesImportsArretes, prevenirParCourriel } from './prevenir.ts';

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
const SECONDE_MS = 1_000;
const UN_JOUR_MS = 24 * HEURE_MS;

/** Ouvre l'acces : l'annuaire exterieur, la carte, et les listes que l'exploitant depose. */
export async function accesDesExternes(fondations: Fondations): Promise<AccesDesExternes> {
  const { configuration, base, consigner } = fondations;
  const dbAnnuaire: Kysely<TablesAnnuaire> = vueTypee<TablesAnnuaire>(base.db);
  const dbMoyens: Kysely<TablesMoyens> = vueTypee<TablesMoyens>(base.db);
  const annuaires = annuairesDePlex(dbAnnuaire, lireGuichets(configuration.PPN_GUICHETS));
  const connexion = await ouvrirConnexionExterne(fondations, dbAnnuaire, dbMoyens);
  const { PPN_LISTES: listes } = configuration;
  const prevenir = prevenirParCourriel(dbAnnuaire, configuration.PPN_COURRIEL_EXPLOITANT);
  const importer = async (): Promise<number> => {
    const dossier = listes === '' ? undefined : decodeURIComponent(new URL(listes).pathname);
    const importes =
      dossier === undefined ? 0 : await importerLesListes(dbAnnuaire, dossier, consigner, prevenir);
    await prevenirDesImportsArretes(dbAnnuaire, prevenir);
    return importes;
  };
  const ldap = () => importerLeLdap(dbAnnuaire, configuration, consigner);
  const ldapEtPrevenir = async (): Promise<void> => {
    try {
      await ldap();
      await prevenirDesImportsArretes(dbAnnuaire, prevenir);
    } catch (cause) {
      const jour = new Date().toISOString().slice(0, 10);
      await prevenir(`ldap ${jour}`, `L’annuaire LDAP n’a pas pu être lu : ${String(cause)}`);
      throw cause;
    }
  };
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
      ...(configuration.PPN_LDAP_URL === '' ? [] : [{ cadenceMs: UN_JOUR_MS, tour: ldapEtPrevenir }]),
      {
        cadenceMs: SECONDE_MS,
        tour: ({ courrier, maintenant }) =>
          envoyerLesCourriels({
            db: base.db,
            courrier,
            maintenant,
            surRefus: (cle, refus) => consigner('Courriel refusé', { cle, refus }),
          }),
      },
    ],
  };
}
