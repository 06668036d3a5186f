import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Lanceur } from './mode.ts';

/** Ou PostgreSQL garde ses donnees, et ou copier ses binaires s'il le faut. */
export type LieuxDeGrappe = { readonly donnees: string; readonly refuge: string };

/**
 * D'ordinaire tout est dans `dossier`. En mode `setuid`, si un dossier parent est ferme aux autres comptes (checkout de root),
 * les donnees vont dans un dossier de `/var/lib/ppn` (a defaut `/var/tmp/ppn`) propre a ce chemin.
 */
export function lieuxDe(dossier: string, lanceur: Lanceur): LieuxDeGrappe {
  if (lanceur.mode !== 'setuid') return { donnees: join(dossier, 'donnees'), refuge: dossier };
  const cle = createHash('sha256').update(realpathSync(dossier)).digest('hex').slice(0, 16);
  const commun = dossierCommun();
  const propre = join(commun, cle);
  mkdirSync(propre, { recursive: true, mode: 0o711 });
  return {
    donnees: traversable(dossier) ? join(dossier, 'donnees') : join(propre, 'donnees'),
    refuge: propre,
  };
}

/** Vrai si tout autre compte peut descendre jusqu'au dossier (bit x des autres sur chaque parent). */
function traversable(dossier: string): boolean {
  const chemin = realpathSync(dossier);
  const ouvert = (statSync(chemin).mode & 0o001) !== 0;
  return ouvert && (dirname(chemin) === chemin || traversable(dirname(chemin)));
}

function dossierCommun(): string {
  for (const candidat of ['/var/lib/ppn', '/var/tmp/ppn']) if (preparer(candidat)) return candidat;
  throw new Error('Ni /var/lib/ppn ni /var/tmp/ppn ne sont utilisables.');
}

/** Le dossier doit etre a nous et ferme en ecriture aux autres : on y execute des programmes. */
function preparer(candidat: string): boolean {
  try {
    if (!existsSync(candidat)) mkdirSync(candidat, { mode: 0o711 });
    const { uid, mode } = statSync(candidat);
    return uid === process.getuid?.() && (mode & 0o022) === 0;
  } catch {
    return false;
  }
}
