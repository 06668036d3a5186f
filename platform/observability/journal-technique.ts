import { pino } from 'pino';
import type { DestinationStream, Logger } from 'pino';
import { masquer } from './masquer.ts';

/** Champs joints a une ligne : donnees techniques seulement ; `erreur` est decrite sans ses donnees. */
export type Champs = { readonly erreur?: unknown; readonly [nom: string]: unknown };

/** Journal technique : une ligne JSON par evenement, un code stable pour la machine, une phrase pour l'exploitant. */
export type JournalTechnique = {
  readonly detail: (code: string, message: string, champs?: Champs) => void;
  readonly info: (code: string, message: string, champs?: Champs) => void;
  readonly avertir: (code: string, message: string, champs?: Champs) => void;
  readonly erreur: (code: string, message: string, champs?: Champs) => void;
  /** Le meme journal, avec des champs joints a chaque ligne. */
  readonly avec: (champs: Champs) => JournalTechnique;
  /** L'instance pino, pour une bibliotheque qui la demande (Fastify `loggerInstance`) ; elle masque aussi. */
  readonly pino: Logger;
};

/** Niveaux admis par `PPN_JOURNAL_NIVEAU`. */
export type NiveauDeJournal = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/**
 * Journal d'un service sur la sortie standard (ou `destination`). PIN, cookies, jetons et noms de personnes sont
 * masques a toute profondeur ; un texte est coupe a 2 000 caracteres.
 */
export function creerJournal(options: {
  readonly service: string;
  readonly niveau?: NiveauDeJournal;
  readonly destination?: DestinationStream;
}): JournalTechnique {
  const reglages = {
    level: options.niveau ?? 'info',
    base: { service: options.service, pid: process.pid },
    messageKey: 'message',
    timestamp: () => `,"heure":"${new Date().toISOString()}"`,
    formatters: {
      level: (niveau: string) => ({ niveau }),
      log: (objet: object) => masquer(objet),
    },
  };
  return habiller(options.destination === undefined ? pino(reglages) : pino(reglages, options.destination));
}

function habiller(journal: Logger): JournalTechnique {
  return {
    detail: (code, message, champs) => journal.debug({ code, ...champs }, message),
    info: (code, message, champs) => journal.info({ code, ...champs }, message),
    avertir: (code, message, champs) => journal.warn({ code, ...champs }, message),
    erreur: (code, message, champs) => journal.error({ code, ...champs }, message),
    avec: (champs) => habiller(journal.child(masquer(champs))),
    pino: journal,
  };
}
