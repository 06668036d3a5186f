import { type EnsembleDeMigrations, migrer } from '@ppn/postgres';
import { reconstruireTransferts } from '@ppn/transfert';
import { ConfigurationFausse } from '../configuration.ts';
import { arreterSurSignal, phraseDe } from '../lancer.ts';
import {
  type Acces,
  composerZone,
  type Fondations,
  MIGRATIONS_DE_ZONE,
  type ZoneComposee,
} from './composer.ts';
import { lireConfigurationDeZone } from './configuration.ts';

/** Ce qu'une zone a de plus que les autres : son acces, ses migrations, ses commandes (qui rendent une phrase). */
export type Lancement<A extends Acces> = {
  readonly ouvrirAcces: (fondations: Fondations) => Promise<A>;
  readonly migrations?: readonly EnsembleDeMigrations[];
  readonly commandes?: Readonly<
    Record<string, (zone: ZoneComposee<A>, arguments_: readonly string[]) => Promise<string>>
  >;
  readonly servir: (zone: ZoneComposee<A>) => Promise<() => Promise<void>>;
};

/** Point d'entree d'une zone : `migrer`, `reconstruire`, ses commandes, ou servir. Une configuration fausse : une phrase, code 78. */
export async function lancerZone<A extends Acces>(lancement: Lancement<A>): Promise<void> {
  try {
    const configuration = lireConfigurationDeZone(process.env);
    const { PPN_BASE_URL_PROPRIETAIRE: proprietaire, PPN_BASE_URL, PPN_BASE_ROLE } = configuration;
    const migrations = [...MIGRATIONS_DE_ZONE, ...(lancement.migrations ?? [])];
    if (proprietaire) await migrer(proprietaire, migrations, PPN_BASE_ROLE ?? new URL(PPN_BASE_URL).username);
    const [, , commande = '', ...reste] = process.argv;
    if (commande === 'migrer') return;
    const zone = await composerZone(configuration, lancement.ouvrirAcces);
    const executer = commande === 'reconstruire' ? reconstruire : lancement.commandes?.[commande];
    if (executer === undefined) return arreterSurSignal(await lancement.servir(zone));
    process.stdout.write(`${await executer(zone, reste)}\n`);
    await zone.ports.entrepot.fermer();
    zone.acces.fermer?.();
    zone.atelier.fermer();
    await zone.base.fermer();
  } catch (cause) {
    process.stderr.write(`${phraseDe(cause)}\n`);
    process.exit(cause instanceof ConfigurationFausse ? 78 : 1);
  }
}

const reconstruire = async ({ base }: ZoneComposee): Promise<string> =>
  `Les projections de ${await reconstruireTransferts(base.db)} dépôts sont refaites.`;
