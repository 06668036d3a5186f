import {
  existsSync,
  linkSync,
  readFileSync,
  readlinkSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { setTimeout as attendre } from 'node:timers/promises';
import { join } from 'node:path';
import { ErreurGrappe, PHRASES } from './erreurs.ts';

/** Tient le dossier d'une grappe pour ce processus ; rend de quoi le lacher. Lance `deja-demarree` si un processus vivant le tient. */
export function prendreVerrou(dossier: string): () => void {
  const fichier = join(dossier, 'lanceur.verrou');
  for (let essai = 0; essai < 2; essai += 1) {
    if (ecrireSeul(fichier)) return () => rmSync(fichier, { force: true });
    const contenu = lire(fichier);
    if (detenteurVivant(contenu) || !ecarter(fichier, contenu)) break;
  }
  throw new ErreurGrappe('deja-demarree', PHRASES['deja-demarree']({ dossier, port: 0 }));
}

/**
 * Range ce qu'un lanceur tue a laisse : un PostgreSQL orphelin de ce dossier est arrete proprement,
 * un `postmaster.pid` dont le numero est retombe sur un autre programme est efface.
 */
export async function rangerOrphelin(donnees: string): Promise<void> {
  const fichier = join(donnees, 'postmaster.pid');
  const pid = existsSync(fichier) ? Number(readFileSync(fichier, 'utf8').split('\n')[0]) : 0;
  if (pid <= 1 || !vivant(pid)) return;
  if (dossierDuProcessus(pid) !== realpathSync(donnees)) return rmSync(fichier, { force: true });
  process.kill(pid, 'SIGINT');
  for (let tour = 0; tour < 600 && vivant(pid); tour += 1) await attendre(50);
  if (vivant(pid))
    throw new ErreurGrappe('deja-demarree', PHRASES['deja-demarree']({ dossier: donnees, port: 0 }));
}

function ecrireSeul(fichier: string): boolean {
  try {
    writeFileSync(fichier, `${process.pid} ${naissance(process.pid) ?? ''}\n`, { flag: 'wx', mode: 0o600 });
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  }
}

/** Ecarte le verrou d'un mort ; s'il a ete repris entre-temps par un vivant, le remet et rend faux. */
function ecarter(fichier: string, contenuDuMort: string): boolean {
  const ecarte = `${fichier}.${process.pid}`;
  try {
    renameSync(fichier, ecarte);
    if (lire(ecarte) === contenuDuMort) return true;
    linkSync(ecarte, fichier);
    return false;
  } catch {
    return true;
  } finally {
    rmSync(ecarte, { force: true });
  }
}

/** Le numero d'un processus se recycle : sa date de naissance fait foi quand le systeme la donne. */
function detenteurVivant(contenu: string): boolean {
  const [pid = '', ne = ''] = contenu.trim().split(' ');
  return vivant(Number(pid)) && (ne === '' || naissance(Number(pid)) === ne);
}

/** Vrai si le processus existe et tourne encore (un zombie ne compte pas). */
export function vivant(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0 || lire(`/proc/${pid}/stat`).includes(') Z ')) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
  }
}

const naissance = (pid: number): string | undefined =>
  lire(`/proc/${pid}/stat`).split(') ')[1]?.split(' ')[19];

function dossierDuProcessus(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

function lire(fichier: string): string {
  try {
    return readFileSync(fichier, 'utf8');
  } catch {
    return '';
  }
}
