import { spawn } from 'node:child_process';
import { closeSync, existsSync, openSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as attendre } from 'node:timers/promises';
import { ErreurGrappe, erreurDuJournal } from './erreurs.ts';
import { ENVIRONNEMENT } from './initialiser.ts';
import type { Lieux } from './initialiser.ts';
import { commande } from './mode.ts';
import { portLibre, verifierPort } from './port.ts';
import { argumentsDuServeur } from './reglages.ts';
import type { OptionsDeServeur } from './reglages.ts';

/** Un serveur PostgreSQL pret a recevoir des connexions. */
export type Serveur = {
  readonly port: number;
  /** Dossier de la prise locale, si son chemin tient : deux fois moins de processeur par requete que 127.0.0.1. */
  readonly prise?: string;
  readonly fin: Promise<number | null>;
  readonly arreter: () => Promise<void>;
};

const DELAI_DE_DEMARRAGE_MS = 120_000;
const TAILLE_DU_JOURNAL = 8 * 1024 * 1024;

/** Lance PostgreSQL et attend qu'il soit pret (une reprise apres coupure peut prendre du temps). Lance `ErreurGrappe`. */
export async function lancerServeur(
  lieux: Lieux & { readonly journal: string },
  options: OptionsDeServeur,
): Promise<Serveur> {
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

async function lancerSur(
  port: number,
  lieux: Lieux & { readonly journal: string },
  options: OptionsDeServeur,
): Promise<Serveur> {
  const depart = ouvrirJournal(lieux.journal);
  const prise = priseDe(lieux, port);
  const {
    fichier,
    args,
    options: compte,
  } = commande(
    lieux.lanceur,
    join(lieux.natif, 'bin', 'postgres'),
    argumentsDuServeur(lieux.donnees, port, { ...options, ...prise }),
    true,
  );
  const enfant = spawn(fichier, args, {
    ...compte,
    stdio: ['ignore', depart.fd, depart.fd],
    env: ENVIRONNEMENT,
    cwd: '/',
    detached: true,
  });
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
  const serveur = { port, ...prise, fin, arreter: () => arreter(enfant, fin) };
  if (!termine && pret(lieux.donnees, enfant.pid)) return serveur;
  if (!termine) await serveur.arreter();
  throw erreurDuJournal(readFileSync(lieux.journal).subarray(depart.taille).toString('utf8'), {
    dossier: lieux.donnees,
    port,
  });
}

/** Limite d'un chemin de prise locale sous Linux (`sun_path`). */
const CHEMIN_DE_PRISE_MAX = 107;

/** La prise est dans le dossier des donnees, ferme aux autres comptes ; un chemin trop long, ou sous `setuid`, s'en passe. */
function priseDe({ donnees, lanceur }: Lieux, port: number): { readonly prise?: string } {
  const tient = Buffer.byteLength(join(donnees, `.s.PGSQL.${port}`)) <= CHEMIN_DE_PRISE_MAX;
  return tient && !donnees.includes(',') && lanceur.mode !== 'setuid' ? { prise: donnees } : {};
}

/** Arret rapide (SIGINT : transactions annulees, point de reprise ecrit), puis immediat, puis force. */
async function arreter(enfant: ReturnType<typeof spawn>, fin: Promise<number | null>): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    enfant.kill(signal);
    const delai = new AbortController();
    const arrete = await Promise.race([
      fin.then(() => true),
      attendre(30_000, false, { signal: delai.signal }),
    ]);
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

function ouvrirJournal(fichier: string): { readonly fd: number; readonly taille: number } {
  const taille = existsSync(fichier) ? statSync(fichier).size : 0;
  if (taille > TAILLE_DU_JOURNAL) {
    rmSync(`${fichier}.1`, { force: true });
    renameSync(fichier, `${fichier}.1`);
  }
  return { fd: openSync(fichier, 'a', 0o600), taille: taille > TAILLE_DU_JOURNAL ? 0 : taille };
}
