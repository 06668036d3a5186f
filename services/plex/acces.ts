import { vueTypee } from '@ppn/postgres';
import type { TablesAnnuaire } from '@ppn/annuaire-externe';
import type { Acces, Fondations } from '@ppn/service-socle/zone';
import type { Kysely } from 'kysely';
import { type AnnuairesDePlex, annuairesDePlex, lireGuichets } from './annuaire.ts';
import { type ConnexionExterne, ouvrirConnexionExterne } from './connexion.ts';
import { importerLesListes } from './listes.ts';

/** L'acces des auxiliaires de justice. */
export type AccesDesExternes = Acces & {
  readonly connexion: ConnexionExterne;
  readonly annuaires: AnnuairesDePlex;
  readonly dbAnnuaire: Kysely<TablesAnnuaire>;
  /** Importe ce que l'exploitant a depose ; rien si aucun dossier n'est donne. */
  readonly importerLesListes: () => Promise<number>;
};

/** Une liste deposee la nuit est importee dans l'heure. */
const HEURE_MS = 3_600_000;

/** Ouvre l'acces : l'annuaire exterieur, la carte, et les listes que l'exploitant depose. */
export async function accesDesExternes(fondations: Fondations): Promise<AccesDesExternes> {
  const { configuration, base, consigner } = fondations;
  const dbAnnuaire: Kysely<TablesAnnuaire> = vueTypee<TablesAnnuaire>(base.db);
  const annuaires = annuairesDePlex(dbAnnuaire, lireGuichets(configuration.PPN_GUICHETS));
  const connexion = await ouvrirConnexionExterne(fondations, dbAnnuaire);
  const { PPN_LISTES: listes } = configuration;
  const importer = async (): Promise<number> =>
    listes === ''
      ? 0
      : importerLesListes(dbAnnuaire, decodeURIComponent(new URL(listes).pathname), consigner);
  return {
    connexion,
    annuaires,
    dbAnnuaire,
    annuaire: annuaires.portail,
    temoin: connexion.temoin,
    purger: connexion.purger,
    identiteDe: connexion.identiteDe,
    importerLesListes: importer,
    taches: [{ cadenceMs: HEURE_MS, tour: importer }],
  };
}
