import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/**
 * Prend le verrou `fichier` (pid et naissance du processus). Rend de quoi le lacher, ou `undefined` si un processus
 * vivant le tient. Le verrou d'un mort est repris ; un pid reutilise ne trompe pas (date de naissance, /proc).
 */
export function poserVerrou(fichier: string): (() => void) | undefined {
  for (let essai = 0; essai < 3; essai += 1) {
    if (poser(fichier)) return () => rmSync(fichier, { force: true });
    const tenant = lire(fichier);
    if (tenant !== '' && vit(tenant)) return undefined;
    reprendre(fichier, tenant);
  }
  return undefined;
}

/** Le pid inscrit dans le verrou. */
export const detenteur = (fichier: string): string | undefined => lire(fichier).split(' ')[0];

function poser(fichier: string): boolean {
  const brouillon = `${fichier}.${process.pid}`;
  writeFileSync(brouillon, `${process.pid} ${naissance(process.pid)}`, { mode: 0o600 });
  try {
    linkSync(brouillon, fichier);
    return true;
  } catch (cause) {
    if (cause instanceof Error && 'code' in cause && cause.code === 'EEXIST') return false;
    throw cause;
  } finally {
    rmSync(brouillon, { force: true });
  }
}

/** Deplacement atomique : un seul gagne ; si un vivant l'avait repris entre-temps, on lui rend. */
function reprendre(fichier: string, tenant: string): void {
  const saisi = `${fichier}.mort-${process.pid}`;
  try {
    renameSync(fichier, saisi);
    if (lire(saisi) !== tenant) linkSync(saisi, fichier);
  } catch {
    return;
  } finally {
    rmSync(saisi, { force: true });
  }
}

function vit(tenant: string): boolean {
  const [pid = '', neLe = ''] = tenant.split(' ');
  const actuelle = naissance(Number(pid));
  if (actuelle !== '') return actuelle === neLe;
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

/** Champ 22 de /proc/PID/stat ; vide hors de Linux ou si le processus n'existe plus. */
function naissance(pid: number): string {
  const etat = lire(`/proc/${pid}/stat`);
  return etat === '' || etat.includes(') Z ')
    ? ''
    : (etat.slice(etat.lastIndexOf(')') + 2).split(' ')[19] ?? '');
}

function lire(fichier: string): string {
  try {
    return readFileSync(fichier, 'utf8');
  } catch {
    return '';
  }
}
