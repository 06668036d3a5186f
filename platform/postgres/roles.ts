import pg from 'pg';

/** Les deux adresses d'une base : migrations (proprietaire) et service (application, droits minimaux). */
export type AdressesDeBase = {
  readonly urlProprietaire: string;
  readonly urlApplication: string;
  readonly roleApplicatif: string;
};

/** Mots de passe des deux roles d'une base. */
export type MotsDePasse = { readonly proprietaire: string; readonly application: string };

/**
 * Cree, ou remet en ordre, une base et ses deux roles `<base>_proprietaire` et `<base>_application`. Idempotent.
 * `base` : `[a-z][a-z0-9_]*`, 40 signes au plus. Personne d'autre ne s'y connecte, meme dans la meme grappe.
 */
export async function preparerBase(
  urlAdministrateur: string,
  base: string,
  secrets: MotsDePasse,
): Promise<AdressesDeBase> {
  if (!/^[a-z][a-z0-9_]{0,39}$/.test(base)) throw new RangeError(`Nom de base refuse : ${base}`);
  const proprietaire = `${base}_proprietaire`;
  const application = `${base}_application`;
  await avecClient(urlAdministrateur, async (client) => {
    await client.query('select pg_advisory_lock($1)', [VERROU]);
    await preparerRole(client, proprietaire, secrets.proprietaire);
    await preparerRole(client, application, secrets.application);
    await creerBase(client, base, proprietaire);
    await fermerAuxAutres(client, base, application);
  });
  return {
    urlProprietaire: adresse(urlAdministrateur, base, proprietaire, secrets.proprietaire),
    urlApplication: adresse(urlAdministrateur, base, application, secrets.application),
    roleApplicatif: application,
  };
}

/** Reserve la connexion a `application` (le proprietaire l'a d'office) ; les droits d'une base ne se copient pas avec son modele. */
export async function fermerAuxAutres(client: pg.Client, base: string, application: string): Promise<void> {
  await client.query(`revoke all on database ${pg.escapeIdentifier(base)} from public`);
  await client.query(
    `grant connect on database ${pg.escapeIdentifier(base)} to ${pg.escapeIdentifier(application)}`,
  );
}

/** Ouvre une connexion, execute, ferme toujours. */
export async function avecClient<R>(url: string, action: (client: pg.Client) => Promise<R>): Promise<R> {
  const client = new pg.Client({ connectionString: url, application_name: 'ppn-administration' });
  await client.connect();
  try {
    return await action(client);
  } finally {
    await client.end();
  }
}

/** La meme adresse, pour une autre base et un autre role. */
export function adresse(url: string, base: string, role: string, motDePasse: string): string {
  const neuve = new URL(url);
  neuve.pathname = `/${base}`;
  neuve.username = role;
  neuve.password = encodeURIComponent(motDePasse);
  return neuve.toString();
}

const VERROU = 7_206_002;

/** Cree le role au besoin (nom et mot de passe donnes), puis impose attributs et mot de passe : un droit ajoute a la main disparait. */
export async function preparerRole(client: pg.Client, role: string, motDePasse: string): Promise<void> {
  const nom = pg.escapeIdentifier(role);
  const { rowCount } = await client.query('select 1 from pg_roles where rolname = $1', [role]);
  if (rowCount === 0) await client.query(`create role ${nom}`);
  await client.query(
    `alter role ${nom} with login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password ${pg.escapeLiteral(motDePasse)}`,
  );
}

/** Cree la base si elle manque, vide, a son proprietaire. */
export async function creerBase(client: pg.Client, base: string, proprietaire: string): Promise<void> {
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [base]);
  if (rowCount === 0)
    await client.query(
      `create database ${pg.escapeIdentifier(base)} owner ${pg.escapeIdentifier(proprietaire)} template template0`,
    );
}
