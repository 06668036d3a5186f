import { importer, sourceLdap, type TablesAnnuaire } from '@ppn/annuaire-externe';
import { ConfigurationFausse, lireFichierDe } from '@ppn/service-socle';
import type { ConfigurationDeZone } from '@ppn/service-socle/zone';
import type { Kysely } from 'kysely';
import { direLImport } from './listes.ts';

/** Lit l'annuaire LDAP regle, dans le meme import que les listes. */
export async function importerLeLdap(
  db: Kysely<TablesAnnuaire>,
  configuration: ConfigurationDeZone,
  dire: (message: string, details: Readonly<Record<string, unknown>>) => void,
): Promise<string> {
  const { PPN_LDAP_URL: url, PPN_LDAP_GENRE: genre, PPN_LDAP_CA: ca } = configuration;
  if (url === '') throw new ConfigurationFausse('PPN_LDAP_URL n’est pas donné : aucun annuaire LDAP à lire.');
  const source = sourceLdap({
    url,
    dn: configuration.PPN_LDAP_DN,
    motDePasse: configuration.PPN_LDAP_MOT_DE_PASSE,
    base: configuration.PPN_LDAP_BASE,
    filtre: configuration.PPN_LDAP_FILTRE,
    ...(ca === '' ? {} : { ca: lireFichierDe('PPN_LDAP_CA', ca) }),
  });
  const phrase = direLImport(await importer(db, { genre, source, maintenant: new Date() }));
  dire('Annuaire LDAP lu', { phrase });
  return phrase;
}
