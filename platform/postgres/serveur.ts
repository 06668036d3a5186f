import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { ErreurGrappe, PHRASES, erreurDuJournal } from './erreurs.ts';
import { ENVIRONNEMENT } from './initialiser.ts';
import type { Lieux } from './initialiser.ts';
import { commande } from './mode.ts';

/** Un serveur PostgreSQL pret a recevoir des connexions. */
export type Serveur = { readonly port: number; readonly fin: Promise<number | null>; readonly arreter: () => Promise<void> };

/** Reglages de lancement : `port` absent prend un port libre. */
export type OptionsDeServeur = { readonly port?: number; readonly durable?: boolean; readonly connexions?: number };

const DELAI_DE_DEMARRAGE_MS = 120_000;
const TAILLE_DU_JOURNAL = 8 * 1024 * 1024;

/** Lance PostgreSQL et attend qu'il soit pret (une reprise apres coupure peut prendre du temps). Lance `ErreurGrappe`. */
export async function lancerServeur(lieux: Lieux & { readonly journal: string }, options: OptionsDeServeur): Promise<Serveur> {
  if (options.port !== undefined) {
    await verifierPort(options.port, lieux.donnees);
    return lancerSur(options.port, lieux, options);
  }
  for (let essai = 1; ; essai += 1) {
    try {
      return await lancerSur(await portLibre(0), lieux, options);
    } catch (cause) {
      if (essai === 5 || !(cause instanceof ErreurGrappe) || cause.code !== 'port-pris') throw cause;
    }
  }
}

async function lancerSur(port: number, lieux: Lieux & { readonly journal: string }, options: OptionsDeServeur): Promise<Serveur> {
  const depart = ouvrirJournal(lieux.journal);
  const { fichier, args, options: compte } = commande(lieux.lanceur, join(lieux.natif, 'bin', 'postgres'), argumentsDuServeur(lieux.donnees, port, options), true);
  const enfant = spawn(fichier, args, { ...compte, stdio: ['ignore', depart.fd, depart.fd], env: ENVIRONNEMENT, cwd: '/', detached: true });
  closeSync(depart.fd);
  enfant.unref();
  const tuer = (): void => void enfant.kill('SIGINT');
  process.once('exit', tuer);
  let termine = false;
  const fin = new Promise<number | null>((resoudre) => {
    const finir = (code: number | null): void => {
      termine = true;
      process.removeListener('exit', tuer);
      resoudre(code);
    };
    enfant.once('error', () => finir(null));
    enfant.once('exit', finir);
  });
  const limite = Date.now() + DELAI_DE_DEMARRAGE_MS;
  while (!termine && !pret(lieux.donnees, enfant.pid) && Date.now() < limite) await attendre(20);
  const serveur = { port, fin, arreter: () => arreter(enfant, fin) };
  if (!termine && pret(lieux.donnees, enfant.pid)) return serveur;
  if (!termine) await serveur.arreter();
  throw erreurDuJournal(readFileSync(lieux.journal).subarray(depart.taille).toString('utf8'), { dossier: lieux.donnees, port });
}

/** Arret rapide (SIGINT : transactions annulees, point de reprise ecrit), puis immediat, puis force. */
async function arreter(enfant: ReturnType<typeof spawn>, fin: Promise<number | null>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    enfant.kill(signal);
    const delai = new AbortController();
    const arrete = await Promise.race([fin.then(() => true), attendre(30_000, false, { signal: delai.signal })]);
    delai.abort();
    if (arrete) return;
  }
}

/** PostgreSQL ecrit son etat a la huitieme ligne de `postmaster.pid`. */
function pret(donnees: string, pid: number | undefined): boolean {
  const fichier = join(donnees, 'postmaster.pid');
  const lignes = existsSync(fichier) ? readFileSync(fichier, 'utf8').split('\n') : [];
  return Number(lignes[0]) === pid && lignes[7]?.trim() === 'ready';
}

/** Journal sans contenu de requete ni valeur de ligne (`terse`) : il peut sortir du service. */
function argumentsDuServeur(donnees: string, port: number, { durable = true, connexions = 100 }: OptionsDeServeur): readonly string[] {
  const reglages = {
    listen_addresses: '127.0.0.1', port, unix_socket_directories: '', max_connections: connexions, ssl: 'off',
    password_encryption: 'scram-sha-256', timezone: 'UTC', log_timezone: 'UTC', lc_messages: 'C', jit: 'off',
    log_error_verbosity: 'terse', log_min_error_statement: 'panic', log_statement: 'none', log_parameter_max_length: 0, log_parameter_max_length_on_error: 0,
    ...(durable ? {} : { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off', io_method: 'sync', shared_buffers: '64MB', autovacuum: 'off' }),
  };
  return ['-D', donnees, ...Object.entries(reglages).flatMap(([nom, valeur]) => ['-c', `${nom}=${valeur}`])];
}

function ouvrirJournal(fichier: string): { readonly fd: number; readonly taille: number } {
  const taille = existsSync(fichier) ? statSync(fichier).size : 0;
  if (taille > TAILLE_DU_JOURNAL) {
    rmSync(`${fichier}.1`, { force: true });
    renameSync(fichier, `${fichier}.1`);
  }
  return { fd: openSync(fichier, 'a', 0o600), taille: taille > TAILLE_DU_JOURNAL ? 0 : taille };
}

async function verifierPort(port: number, dossier: string): Promise<void> {
  try {
    await portLibre(port);
  } catch (cause) {
    throw new ErreurGrappe('port-pris', PHRASES['port-pris']({ dossier, port }), String(cause));
  }
}

/** Ouvre puis ferme le port sur 127.0.0.1 ; rend son numero (0 : au choix du systeme). */
function portLibre(port: number): Promise<number> {
  return new Promise((resoudre, rejeter) => {
    const prise = createServer();
    prise.once('error', rejeter);
    prise.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const adresse = prise.address();
      const numero = typeof adresse === 'object' && adresse !== null ? adresse.port : port;
      prise.close(() => resoudre(numero));
    });
  });
}
