import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ErreurGrappe, PHRASES, erreurDuJournal } from './erreurs.ts';
import { commande } from './mode.ts';
import type { Lanceur } from './mode.ts';
import { VERSION_MAJEURE } from './binaires.ts';

/** Compte d'administration de la grappe embarquee ; les services ne l'utilisent jamais. */
export const ADMINISTRATEUR = 'ppn_administrateur';

/** Ou tout se trouve : `natif` les binaires, `donnees` le dossier de PostgreSQL. */
export type Lieux = { readonly natif: string; readonly donnees: string; readonly lanceur: Lanceur };

/**
 * initdb une seule fois : UTF-8, locale `C.UTF-8` fournie par PostgreSQL (l'ordre ne change pas avec le systeme), sommes de controle, scram.
 * Fait a cote puis renomme : une coupure ne laisse jamais un dossier a moitie cree. `durable: false` (essais) ne force pas le disque.
 */
export async function initialiser(lieux: Lieux, motDePasse: string, durable: boolean): Promise<void> {
  if (existsSync(lieux.donnees)) return verifierDossier(lieux.donnees);
  const provisoire = `${lieux.donnees}.initdb`;
  const fichierSecret = join(provisoire, 'secret');
  rmSync(provisoire, { recursive: true, force: true });
  mkdirSync(provisoire, { recursive: true, mode: 0o700 });
  writeFileSync(fichierSecret, `${motDePasse}\n`, { mode: 0o600 });
  donner(lieux.lanceur, provisoire, fichierSecret);
  try {
    await initdb(lieux, join(provisoire, 'base'), fichierSecret, durable);
    rmSync(fichierSecret);
    renameSync(join(provisoire, 'base'), lieux.donnees);
  } finally {
    rmSync(provisoire, { recursive: true, force: true });
  }
}

/** Refuse un dossier d'une autre version ou incomplet, avant que PostgreSQL n'y touche. */
function verifierDossier(donnees: string): void {
  const contexte = { dossier: donnees, port: 0 };
  const version = lireVersion(donnees);
  if (version === undefined || !existsSync(join(donnees, 'global', 'pg_control')))
    throw new ErreurGrappe('dossier-abime', PHRASES['dossier-abime'](contexte));
  if (version !== VERSION_MAJEURE)
    throw new ErreurGrappe('version-du-dossier', PHRASES['version-du-dossier'](contexte), version);
}

function lireVersion(donnees: string): string | undefined {
  const fichier = join(donnees, 'PG_VERSION');
  return existsSync(fichier) ? readFileSync(fichier, 'utf8').trim() : undefined;
}

function donner({ mode, uid, gid }: Lanceur, ...chemins: readonly string[]): void {
  if (mode === 'setuid') for (const chemin of chemins) chownSync(chemin, uid, gid);
}

async function initdb(
  { natif, lanceur, donnees }: Lieux,
  cible: string,
  fichierSecret: string,
  durable: boolean,
): Promise<void> {
  const options = [
    '-D',
    cible,
    '-U',
    ADMINISTRATEUR,
    '-E',
    'UTF8',
    '--locale-provider=builtin',
    '--locale=C.UTF-8',
    '-k',
    '-A',
    'scram-sha-256',
    `--pwfile=${fichierSecret}`,
  ];
  const lancee = commande(
    lanceur,
    join(natif, 'bin', 'initdb'),
    durable ? options : [...options, '--no-sync', '--wal-segsize=1'],
  );
  const { code, sortie } = await executer(lancee);
  if (code !== 0) throw erreurDuJournal(sortie, { dossier: donnees, port: 0 });
}

function executer({
  fichier,
  args,
  options,
}: ReturnType<typeof commande>): Promise<{ readonly code: number | null; readonly sortie: string }> {
  return new Promise((resoudre, rejeter) => {
    const enfant = spawn(fichier, args, {
      ...options,
      stdio: ['ignore', 'pipe', 'pipe'],
      env: ENVIRONNEMENT,
      cwd: '/',
      timeout: 120_000,
    });
    let sortie = '';
    const ajouter = (morceau: Buffer): void =>
      void (sortie = (sortie + morceau.toString('utf8')).slice(-20_000));
    enfant.stdout.on('data', ajouter);
    enfant.stderr.on('data', ajouter);
    enfant.once('error', rejeter);
    enfant.once('close', (code) => resoudre({ code, sortie }));
  });
}

/** Environnement minimal : aucun secret du service n'entre chez PostgreSQL ; messages en anglais, pour etre reconnus. */
export const ENVIRONNEMENT: NodeJS.ProcessEnv = {
  PATH: process.env['PATH'] ?? '/usr/bin:/bin',
  LANG: 'C',
  LC_ALL: 'C',
  TZ: 'UTC',
};
