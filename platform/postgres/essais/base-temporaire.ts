import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { empreinteDesMigrations } from '../lire-migrations.ts';
import type { EnsembleDeMigrations } from '../lire-migrations.ts';
import { migrer } from '../migrer.ts';
import { adresse, avecClient, creerBase, fermerAuxAutres, preparerRole } from '../roles.ts';
import type { AdressesDeBase } from '../roles.ts';
import { urlDeLaGrappeDEssai } from './trouver-la-grappe.ts';

/** Une base d'essai migree, vide, a soi seul ; `detruire` coupe ses connexions et l'efface. */
export type BaseTemporaire = AdressesDeBase & { readonly detruire: () => Promise<void> };

/**
 * Base d'essai : copie d'un modele migre une fois par jeu de migrations. Sure entre ouvriers paralleles.
 * Grappe : `PPN_TEST_PG_URL` (administrateur d'un PostgreSQL >= 15), sinon celle du lancement d'essais, sinon une a ce processus.
 */
export async function baseTemporaire(ensembles: readonly EnsembleDeMigrations[]): Promise<BaseTemporaire> {
  const url = await urlDeLaGrappeDEssai();
  const modele = `modele_${empreinteDesMigrations(ensembles).slice(0, 24)}`;
  const base = `essai_${randomBytes(8).toString('hex')}`;
  const secret = secretDEssai(url);
  await avecClient(url, async (client) => {
    await preparerModele(client, { url, modele, secret, ensembles });
    await client.query(
      `create database ${pg.escapeIdentifier(base)} template ${pg.escapeIdentifier(modele)} owner ${PROPRIETAIRE}`,
    );
    await fermerAuxAutres(client, base, APPLICATION);
  });
  return {
    urlProprietaire: adresse(url, base, PROPRIETAIRE, secret),
    urlApplication: adresse(url, base, APPLICATION, secret),
    roleApplicatif: APPLICATION,
    detruire: () =>
      avecClient(
        url,
        async (client) =>
          void (await client.query(`drop database if exists ${pg.escapeIdentifier(base)} with (force)`)),
      ),
  };
}

const PROPRIETAIRE = 'essai_proprietaire';
const APPLICATION = 'essai_application';
const VERROU = 7_206_003;

type Modele = {
  readonly url: string;
  readonly modele: string;
  readonly secret: string;
  readonly ensembles: readonly EnsembleDeMigrations[];
};

/** Un seul fait le modele, les autres attendent ; il n'existe sous son nom qu'une fois complet, et n'accepte plus de connexion. */
async function preparerModele(client: pg.Client, { url, modele, secret, ensembles }: Modele): Promise<void> {
  await client.query('select pg_advisory_lock($1)', [VERROU]);
  const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [modele]);
  if (rowCount === 0) {
    const brouillon = `${modele}_brouillon`;
    for (const role of [PROPRIETAIRE, APPLICATION]) await preparerRole(client, role, secret);
    await client.query(`drop database if exists ${brouillon} with (force)`);
    await creerBase(client, brouillon, PROPRIETAIRE);
    await migrer(adresse(url, brouillon, PROPRIETAIRE, secret), ensembles, APPLICATION);
    await client.query(`alter database ${brouillon} with allow_connections false`);
    await client.query(`alter database ${brouillon} rename to ${modele}`);
  }
  await client.query('select pg_advisory_unlock($1)', [VERROU]);
}

/** Meme secret pour tous les ouvriers d'une grappe, inconnu hors d'elle. */
const secretDEssai = (url: string): string => createHash('sha256').update(`ppn-essai ${url}`).digest('hex');
