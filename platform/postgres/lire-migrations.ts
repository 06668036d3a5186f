import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { ErreurMigration } from './erreurs.ts';

/** Un ensemble de migrations : le nom du module, et le dossier de ses fichiers `NNNN-sujet.sql`. */
export type EnsembleDeMigrations = { readonly nom: string; readonly dossier: string };

/** Une migration lue du disque ; `empreinte` est le SHA-256 de son texte (fins de ligne LF). */
export type Migration = {
  readonly ensemble: string;
  readonly numero: number;
  readonly fichier: string;
  readonly empreinte: string;
  readonly sql: string;
};

const FORME = /^(\d{4})-[a-z0-9-]+\.sql$/;

/** Lit les migrations dans l'ordre des ensembles puis des numeros ; refuse un nom mal forme ou un numero double. */
export function lireMigrations(ensembles: readonly EnsembleDeMigrations[]): readonly Migration[] {
  const noms = ensembles.map(({ nom }) => nom);
  const double = noms.find((nom, rang) => noms.indexOf(nom) !== rang);
  if (double !== undefined)
    throw new ErreurMigration(`L’ensemble de migrations « ${double} » est donné deux fois.`);
  return ensembles.flatMap(lireEnsemble);
}

/** Empreinte de tout ce que les ensembles appliqueraient : cle de la base modele des essais. */
export function empreinteDesMigrations(ensembles: readonly EnsembleDeMigrations[]): string {
  const somme = createHash('sha256');
  for (const { ensemble, fichier, empreinte } of lireMigrations(ensembles))
    somme.update(`${ensemble}/${fichier}/${empreinte}\n`);
  return somme.digest('hex');
}

function lireEnsemble({ nom, dossier }: EnsembleDeMigrations): readonly Migration[] {
  const migrations = readdirSync(dossier)
    .filter((fichier) => fichier.endsWith('.sql'))
    .sort()
    .map((fichier) => lireFichier(nom, dossier, fichier));
  for (const [rang, migration] of migrations.entries())
    if (migrations[rang - 1]?.numero === migration.numero)
      throw new ErreurMigration(`Deux migrations de « ${nom} » portent le numéro ${migration.numero}.`);
  return migrations;
}

function lireFichier(ensemble: string, dossier: string, fichier: string): Migration {
  const numero = FORME.exec(fichier)?.[1];
  if (numero === undefined)
    throw new ErreurMigration(
      `Le fichier de migration « ${ensemble}/${fichier} » n’a pas la forme NNNN-sujet.sql.`,
    );
  const sql = readFileSync(join(dossier, fichier), 'utf8').replaceAll('\r\n', '\n');
  return {
    ensemble,
    numero: Number(numero),
    fichier,
    sql,
    empreinte: createHash('sha256').update(sql).digest('hex'),
  };
}
