import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { lireTrousseau, nouveauTrousseau, tournerLaCle } from '@ppn/journal';
import type { Configuration } from './configuration.ts';

/**
 * Commandes `cles-du-journal` (cree le trousseau s'il manque) et `tourner-la-cle-du-journal` : ecrivent le fichier 0600 et
 * rendent les cles publiques, en JSON, a donner a l'autre ministere et aux verificateurs.
 */
export function gererLesCles(
  commande: 'cles-du-journal' | 'tourner-la-cle-du-journal',
  { PPN_JOURNAL_CLE: fichier, PPN_SERVICE: service }: Pick<Configuration, 'PPN_JOURNAL_CLE' | 'PPN_SERVICE'>,
): string {
  const maintenant = new Date();
  if (!existsSync(fichier)) ecrire(fichier, nouveauTrousseau(service, maintenant));
  else if (commande === 'tourner-la-cle-du-journal')
    ecrire(fichier, tournerLaCle(readFileSync(fichier, 'utf8'), maintenant));
  return `${JSON.stringify(lireTrousseau(readFileSync(fichier, 'utf8')).publiques, null, 1)}\n`;
}

/** D'un seul geste : un arret au milieu laisse l'ancien fichier. */
function ecrire(fichier: string, contenu: string): void {
  writeFileSync(`${fichier}.neuf`, contenu, { mode: 0o600, flush: true });
  renameSync(`${fichier}.neuf`, fichier);
}
