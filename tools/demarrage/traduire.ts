import { PanneDeDemarrage } from './pannes.ts';
import type { CodeDePanne } from './pannes.ts';

/** Les erreurs que d'autres paquets expliquent deja en francais. */
const DEJA_DITES = new Set(['ErreurGrappe', 'ErreurMigration', 'ConfianceInutilisable', 'AgentImpossible']);

/** Une erreur attendue devient une phrase ; un defaut du programme reste ce qu'il est. */
export function enPanneDeDemarrage(cause: unknown, dossier: string): unknown {
  if (cause instanceof PanneDeDemarrage || !(cause instanceof Error)) return cause;
  if (DEJA_DITES.has(cause.name)) return new PanneDeDemarrage(codeDe(cause), cause.message);
  const code = 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new PanneDeDemarrage(
      'disque-plein',
      `Le disque est plein : libérez de la place pour ${dossier}, puis relancez.`,
    );
  if (code === 'EADDRINUSE')
    return new PanneDeDemarrage(
      'port-occupe',
      `Le port ${'port' in cause ? String(cause.port) : 'demandé'} vient d’être pris par un autre programme : relancez, ou changez de port (README, « Réglages »).`,
    );
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return new PanneDeDemarrage(
      'donnees-interdites',
      `Accès refusé à ${'path' in cause ? String(cause.path) : dossier} : corrigez les droits, ou donnez un autre dossier avec PPN_DONNEES_DIR.`,
    );
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') return installationAbimee(cause);
  return cause;
}

/** Un module manque : l'installation est incomplete. */
export function installationAbimee(cause: Error): PanneDeDemarrage {
  const manquant = /Cannot find (?:package|module) '([^']+)'/.exec(cause.message)?.[1] ?? 'un module';
  return new PanneDeDemarrage(
    'installation-abimee',
    `L’installation est abîmée (${manquant} est introuvable) : supprimez le dossier node_modules, puis relancez la même commande.`,
  );
}

const CODES: Readonly<Record<string, CodeDePanne>> = {
  'port-pris': 'port-occupe',
  'disque-plein': 'disque-plein',
  'version-du-dossier': 'donnees-d-une-autre-version',
  'deja-demarree': 'deja-lance',
  'droits-insuffisants': 'donnees-interdites',
  'binaires-absents': 'installation-abimee',
};

const codeDe = (cause: Error): CodeDePanne =>
  ('code' in cause ? CODES[String(cause.code)] : undefined) ?? 'configuration-invalide';
