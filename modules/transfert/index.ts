export * from './contract.ts';
export * from './contract-supervision.ts';
export { cheminDesOctets, type CheminDesOctets, type Identifier } from './chemin-des-octets.ts';
export type { Correspondant } from './domain/faits.ts';
export type { DestinataireTrouve } from './domain/preparer.ts';
export { fluxDepot } from './faits.ts';
export { gestionnairesTransfert } from './gestionnaires.ts';
export {
  type AgentDuMinistere,
  ENTETE_AGENT,
  type GuichetDesMinisteres,
  guichetDesMinisteres,
} from './guichet.ts';
export type { Annuaire, FichierAExaminer, Identite, PortsTransfert, VerdictDExamen } from './ports.ts';
export { ouvrirLien, ZoneInjoignable, type LienDePassage, type ReglagesDuLien } from './passage/lien.ts';
export { destinatairesTrouves } from './passage/formes.ts';
export { reprendreLesRetours } from './passage/reprendre.ts';
export { passerLesDepots } from './passage/passer.ts';
export { traiterLesPassages } from './passage/serveur.ts';
export { suivreLesPassages } from './passage/suivre.ts';
export { reconstruireTransferts } from './reconstruire.ts';
export { gestionnairesSupervisionDesDepots, type SupervisionDePlex } from './supervision/gestionnaires.ts';
export type { TablesTransfert } from './tables.ts';
export { examinerLesEnvois } from './use-cases/examiner-les-envois.ts';
export { envoyerLesAvis } from './use-cases/envoyer-les-avis.ts';
export { scellerLesRecepisses } from './use-cases/sceller-les-recepisses.ts';
export { detruireLesClesEchues, fermerLesEchus, rappeler } from './use-cases/veiller.ts';

/** Migrations du contexte ; celles des envois (`@ppn/large-files`) et du journal passent avant. */
export const MIGRATIONS_TRANSFERT = {
  nom: 'transfert',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;

/** Migrations du passage entre zones ; apres celles du contexte. */
export const MIGRATIONS_PASSAGE = {
  nom: 'passage',
  dossier: new URL('./passage/migrations', import.meta.url).pathname,
} as const;
