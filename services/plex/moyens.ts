import { refuser } from '@ppn/http';
import { type EntreeTentee, noterUneEntree, type TablesMoyens } from '@ppn/moyens-acces';
import type { ConfigurationDeZone } from '@ppn/service-socle/zone';
import type { Kysely } from 'kysely';

/** Une facon d'entrer que l'exploitant admet, ou non. */
export type Moyen = ConfigurationDeZone['PPN_MOYENS'][number];

/** Ce que l'exploitant admet, et le registre des entrees. */
export type Portier = {
  readonly admis: readonly Moyen[];
  readonly noter: (entree: EntreeTentee) => Promise<void>;
};

/** Le portier de PLEX. */
export const ouvrirPortier = (
  { PPN_MOYENS: admis }: Pick<ConfigurationDeZone, 'PPN_MOYENS'>,
  moyens: Kysely<TablesMoyens>,
): Portier => ({ admis, noter: (entree) => noterUneEntree(moyens, entree, new Date()) });

/** Ce moyen, ou un refus qui dit par quoi entrer. */
export function exigerLeMoyen({ admis }: Pick<Portier, 'admis'>, moyen: Moyen): void {
  if (admis.includes(moyen)) return;
  throw refuser(
    403,
    'moyen-ferme',
    `Cette plate-forme n’admet pas ${NOMS[moyen]}. Connectez-vous avec ${admis.map((ouvert) => NOMS[ouvert]).join(' ou ')}.`,
  );
}

const NOMS: Readonly<Record<Moyen, string>> = {
  carte: 'une carte',
  'cle-d-acces': 'une clé d’accès',
  oidc: 'un fournisseur d’identité',
};
