export * from './contract.ts';
export * from './catalogue.ts';
export { deFlux, fluxFil, fluxPermanence } from './faits.ts';
export { gestionnairesMessagerie } from './gestionnaires.ts';
export type { DepecheDeMessagerie, MesureEnCours, PortsMessagerie } from './ports.ts';
export { releverLesPresences } from './presence.ts';
export { noterRemise } from './noter-remise.ts';
export { recepteursDeMessagerie } from './recevoir.ts';
export { reconstruireMessagerie } from './reconstruire.ts';
export type { Tables as TablesDeLaMessagerie, TablesMessagerie } from './tables.ts';
export { purger } from './use-cases/purger.ts';
export { noterVersement } from './use-cases/verser.ts';

/** Migrations du contexte. */
export const MIGRATIONS_MESSAGERIE = {
  nom: 'messagerie',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
