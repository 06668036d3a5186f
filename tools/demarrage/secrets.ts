import { randomBytes } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Ecrit un fichier 0600 d'un seul geste (jamais a moitie ecrit). */
export function ecrireSecret(fichier: string, contenu: string, mode = 0o600): void {
  mkdirSync(dirname(fichier), { recursive: true, mode: 0o700 });
  const provisoire = `${fichier}.neuf`;
  rmSync(provisoire, { force: true });
  writeFileSync(provisoire, contenu, { mode, flush: true });
  chmodSync(provisoire, mode);
  renameSync(provisoire, fichier);
}

/** Cree le secret la premiere fois, le garde ensuite ; rend le chemin. */
export async function secretGarde(fichier: string, creer: () => string | Promise<string>): Promise<string> {
  if (!existsSync(fichier)) ecrireSecret(fichier, await creer());
  return fichier;
}

/** Une cle de 32 octets, en hexadecimal. */
export const cleAleatoire = (): string => randomBytes(32).toString('hex');
