import pg from 'pg';
import { ErreurMigration } from './erreurs.ts';
import { lireMigrations } from './lire-migrations.ts';
import type { EnsembleDeMigrations, Migration } from './lire-migrations.ts';

/**
 * Applique les migrations qui manquent, chacune dans sa transaction, sous verrou consultatif (deux lancements attendent leur tour).
 * Vers l'avant seulement : une migration modifiee, disparue ou inseree apres coup est une `ErreurMigration`.
 * Dans le SQL, `${application}` devient l'identifiant du role applicatif : chaque migration lui accorde elle-meme ce qu'il peut faire.
 */
export async function migrer(
  urlProprietaire: string,
  ensembles: readonly EnsembleDeMigrations[],
  roleApplicatif: string,
): Promise<void> {
  const migrations = lireMigrations(ensembles);
  const client = new pg.Client({
    connectionString: urlProprietaire,
    lock_timeout: 60_000,
    application_name: 'ppn-migrations',
  });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [VERROU]);
    await preparer(client, pg.escapeIdentifier(roleApplicatif));
    for (const migration of aAppliquer(migrations, await dejaAppliquees(client)))
      await appliquer(client, migration, roleApplicatif);
  } finally {
    await client.end();
  }
}

/** Cle du verrou consultatif des migrations, propre a cette base. */
const VERROU = 7_206_001;

type Appliquee = {
  readonly ensemble: string;
  readonly numero: number;
  readonly fichier: string;
  readonly empreinte: string;
};

/** Le role applicatif se connecte et voit le schema ; personne d'autre n'a rien par defaut. */
async function preparer(client: pg.Client, application: string): Promise<void> {
  const base = pg.escapeIdentifier(client.database ?? '');
  await client.query(`
    create table if not exists migration (
      ensemble text not null, numero integer not null, fichier text not null, empreinte text not null,
      appliquee_a timestamptz not null default now(), primary key (ensemble, numero));
    revoke all on schema public from public;
    grant usage on schema public to ${application};
    revoke all on database ${base} from public;
    grant connect on database ${base} to ${application};`);
}

async function dejaAppliquees(client: pg.Client): Promise<readonly Appliquee[]> {
  return (
    await client.query<Appliquee>(
      'select ensemble, numero, fichier, empreinte from migration order by ensemble, numero',
    )
  ).rows;
}

/** Ce qui reste a appliquer ; lance `ErreurMigration` si l'histoire de la base contredit les fichiers. */
function aAppliquer(migrations: readonly Migration[], faites: readonly Appliquee[]): readonly Migration[] {
  const cle = ({ ensemble, numero }: { readonly ensemble: string; readonly numero: number }) =>
    `${ensemble}/${numero}`;
  const parCle = new Map(migrations.map((migration) => [cle(migration), migration]));
  const ensembles = new Set(migrations.map(({ ensemble }) => ensemble));
  for (const faite of faites.filter(({ ensemble }) => ensembles.has(ensemble)))
    comparer(faite, parCle.get(cle(faite)));
  const connues = new Set(faites.map(cle));
  return migrations
    .filter((migration) => !connues.has(cle(migration)))
    .map((migration) => refuserLesTrous(migration, faites));
}

function comparer(faite: Appliquee, fichier: Migration | undefined): void {
  const nom = `${faite.ensemble}/${faite.fichier}`;
  if (fichier === undefined)
    throw new ErreurMigration(
      `La base porte la migration « ${nom} », inconnue de ce programme : il est plus ancien que la base.`,
    );
  if (fichier.empreinte !== faite.empreinte)
    throw new ErreurMigration(
      `La migration « ${nom} » a été modifiée après avoir été appliquée. Rétablissez-la et écrivez une nouvelle migration.`,
    );
}

function refuserLesTrous(migration: Migration, faites: readonly Appliquee[]): Migration {
  const derniere = Math.max(
    0,
    ...faites.filter(({ ensemble }) => ensemble === migration.ensemble).map(({ numero }) => numero),
  );
  if (migration.numero < derniere)
    throw new ErreurMigration(
      `La migration « ${migration.ensemble}/${migration.fichier} » a été insérée avant une migration déjà appliquée (${derniere}). Donnez-lui un numéro plus grand.`,
    );
  return migration;
}

async function appliquer(client: pg.Client, migration: Migration, roleApplicatif: string): Promise<void> {
  const { ensemble, numero, fichier, empreinte } = migration;
  try {
    await client.query('begin');
    await client.query(migration.sql.replaceAll('${application}', pg.escapeIdentifier(roleApplicatif)));
    await client.query(
      'insert into migration (ensemble, numero, fichier, empreinte) values ($1, $2, $3, $4)',
      [ensemble, numero, fichier, empreinte],
    );
    await client.query('commit');
  } catch (cause) {
    await client.query('rollback').catch(() => undefined);
    const motif = cause instanceof Error ? cause.message : String(cause);
    throw new ErreurMigration(
      `La migration « ${ensemble}/${fichier} » a échoué et n’a rien changé : ${motif}`,
      { cause },
    );
  }
}
