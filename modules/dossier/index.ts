export * from './contract.ts';
export { gestionnairesAnnotations } from './annotations/gestionnaires.ts';
export { gestionnairesUrgences } from './urgences/gestionnaires.ts';
export { acceder, type AccesDemande, type Etat } from './acces.ts';
export { consigner, verrouiller } from './consigner.ts';
export { arriveeATraiter } from './domain/arrivees.ts';
export {
  type AudienceFixee,
  type DecisionPliee,
  type EtatDossier,
  type JugementPlie,
  type MentionPliee,
  tribunalSaisi,
} from './domain/dossier.ts';
export { FLUX_INCIDENTS, faitDossier, type FaitDossier, fluxDossier, idjDuFlux } from './faits.ts';
export { type FaitAProjeter, projeter } from './projeter.ts';
export type {
  ActeLu,
  EnvoiDemande,
  ExamenDeDepot,
  Jointe,
  PortsDossier,
  Tables as TablesDuDossier,
  Tx as TxDossier,
} from './ports.ts';
export type { SignataireDePiece, TablesDossier } from './tables.ts';
export { consignerIncident, signalerIncident, signalerObjetPerdu } from './use-cases/signaler-incident.ts';
export { deposerFichier, nomPropre } from './use-cases/deposer-fichier.ts';
export { completude, piecesAEnvoyer, transmettre } from './use-cases/transmettre.ts';
export {
  gestionnairesBoite,
  gestionnairesDepots,
  gestionnairesLecture,
  gestionnairesProcedures,
  servirPiece,
} from './gestionnaires.ts';
export { vueDuDossier } from './vue.ts';

/** Migrations du contexte. */
export const MIGRATIONS_DOSSIER = {
  nom: 'dossier',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
