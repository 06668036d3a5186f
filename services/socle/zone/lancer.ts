import { migrer } from '@ppn/postgres';
import { reconstruireTransferts } from '@ppn/transfert';
import { ConfigurationFausse } from '../configuration.ts';
import { arreterSurSignal, phraseDe } from '../lancer.ts';
import { composerZone, MIGRATIONS_DE_ZONE, type ZoneComposee } from './composer.ts';
import { lireConfigurationDeZone } from './configuration.ts';

/** Point d'entree d'une zone : `migrer`, `reconstruire`, ou servir. Une configuration fausse : une phrase, code 78. */
export async function lancerZone(
  servirLa: (zone: ZoneComposee) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    const configuration = lireConfigurationDeZone(process.env);
    const { PPN_BASE_URL_PROPRIETAIRE: proprietaire, PPN_BASE_URL, PPN_BASE_ROLE } = configuration;
    if (proprietaire)
      await migrer(proprietaire, MIGRATIONS_DE_ZONE, PPN_BASE_ROLE ?? new URL(PPN_BASE_URL).username);
    const [, , commande] = process.argv;
    if (commande === 'migrer') return;
    const zone = await composerZone(configuration);
    if (commande === 'reconstruire') {
      const depots = await reconstruireTransferts(zone.base.db);
      process.stdout.write(`Les projections de ${depots} dépôts sont refaites.\n`);
      await zone.ports.entrepot.fermer();
      return await zone.base.fermer();
    }
    arreterSurSignal(await servirLa(zone));
  } catch (cause) {
    process.stderr.write(`${phraseDe(cause)}\n`);
    process.exit(cause instanceof ConfigurationFausse ? 78 : 1);
  }
}
