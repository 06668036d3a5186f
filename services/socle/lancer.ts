import { migrer } from '@ppn/postgres';
import { gererLesCles } from './cles-du-journal.ts';
import { composer, type Compose, type Ministere } from './composer.ts';
import { ConfigurationFausse, lireConfiguration } from './configuration.ts';
import { MIGRATIONS } from './migrations.ts';
import { type Reconstruction, reconstruire } from './reconstruire.ts';

/**
 * Point d'entree d'un service : `migrer`, `reconstruire`, ou servir. Une configuration fausse, un port pris :
 * une phrase sur la sortie d'erreur, code 78 (EX_CONFIG) ou 1.
 */
export async function lancer(
  ministere: Ministere,
  servirLe: (compose: Compose) => Promise<() => Promise<void>>,
): Promise<void> {
  try {
    const configuration = lireConfiguration(process.env);
    const [, , commande] = process.argv;
    if (commande === 'cles-du-journal' || commande === 'tourner-la-cle-du-journal')
      return void process.stdout.write(gererLesCles(commande, configuration));
    if (configuration.PPN_BASE_URL_PROPRIETAIRE)
      await migrer(
        configuration.PPN_BASE_URL_PROPRIETAIRE,
        MIGRATIONS,
        configuration.PPN_BASE_ROLE ?? new URL(configuration.PPN_BASE_URL).username,
      );
    if (process.argv[2] === 'migrer') return;
    const compose = await composer(configuration, ministere);
    if (process.argv[2] === 'reconstruire') {
      process.exitCode = direLaReconstruction(await reconstruire(compose));
      await compose.base.fermer();
      return;
    }
    arreterSurSignal(await servirLe(compose));
  } catch (cause) {
    process.stderr.write(`${phraseDe(cause)}\n`);
    process.exit(cause instanceof ConfigurationFausse ? 78 : 1);
  }
}

/** Un premier SIGINT ou SIGTERM arrete proprement. */
export function arreterSurSignal(arreter: () => Promise<void>): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.once(
      signal,
      () =>
        void arreter().then(
          () => process.exit(0),
          () => process.exit(1),
        ),
    );
}

/** Dit ce qui a ete refait, puis ce qui n'a pas pu l'etre ; rend le code de sortie. */
function direLaReconstruction({ faits, flux, impossibles }: Reconstruction): number {
  process.stdout.write(`${faits} faits rejoués : les projections de ${flux} flux sont refaites.\n`);
  for (const { flux: laisse, raison } of impossibles)
    process.stderr.write(
      `${laisse} est laissé tel quel : ${raison}. Restaurez cet objet, puis recommencez.\n`,
    );
  return impossibles.length === 0 ? 0 : 1;
}

/** La phrase qu'un exploitant lit quand un service ne demarre pas. */
export function phraseDe(cause: unknown): string {
  if (!(cause instanceof Error)) return 'Le service n’a pas pu démarrer.';
  if ('code' in cause && cause.code === 'EADDRINUSE')
    return `Le port ${'port' in cause ? String(cause.port) : ''} est déjà pris : arrêtez ce qui l’occupe ou changez PPN_HTTP_PORT ou PPN_ECHANGE_PORT.`;
  if ('code' in cause && cause.code === 'ECONNREFUSED')
    return 'La base de données ne répond pas : vérifiez PPN_BASE_URL.';
  return cause.message;
}
