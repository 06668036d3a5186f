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
  quiALu,
  lecteursDe,
  type TablesHabilitation,
  tracer,
} from './consultations.ts';
export { DUREE_D_URGENCE_H, revoitLesUrgences, urgencePossible } from './domain/urgence.ts';
export { ouvrirUrgence, revoirUrgence, urgenceOuverte, urgencesARevoir } from './urgences.ts';

/** Migrations du contexte. */
export const MIGRATIONS_HABILITATION = {
  nom: 'habilitation',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
