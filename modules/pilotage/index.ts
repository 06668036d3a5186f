export * from './contract.ts';
export { gestionnairesSupervision, type PortsSupervision } from './gestionnaires.ts';
export { reconstruireLePilotage, suivreLePilotage, type TablesDuTableau } from './suivre.ts';
export {
  gestionnairesPilotage,
  type PortsPilotage,
  type TablesDesChiffres,
} from './tableau/gestionnaires.ts';

export { lireLaListe } from './tableau/lire-la-liste.ts';
export { lireLeTableau } from './tableau/lire-le-tableau.ts';

/** Migrations du contexte. */
export const MIGRATIONS_PILOTAGE = {
  nom: 'pilotage',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
