export * from './contract.ts';
export {
  type Action,
  actionsPermises,
  autoriser,
  qualitePermet,
  type RefusAcces,
} from './domain/autoriser.ts';
export {
  type AccesATracer,
  agentSelonLeJournal,
  consultationsDe,
  lecteursDe,
  type TablesHabilitation,
  tracer,
} from './consultations.ts';

/** Migrations du contexte. */
export const MIGRATIONS_HABILITATION = {
  nom: 'habilitation',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
