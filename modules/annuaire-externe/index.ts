export { contratDelegations, delegation, personneExterne } from './contract.ts';
export { delegantsDe } from './delegations.ts';
export { gestionnairesDelegations } from './gestionnaires.ts';
export { traiterLAnnuaire } from './guichet.ts';
export { chercherExternes, trouverExterne, trouverParNumero, type PersonneExterne } from './chercher.ts';
export { derniersImports } from './imports.ts';
export { conclureLImport } from './conclure.ts';
export { proceduresConsenties } from './consentements.ts';
export { contratAnnuairePourLesAgents } from './contract-agents.ts';
export type { GenreDeListe, GenreExterne, PersonneLue } from './domain/personnes.ts';
export { importer, importerUneListe, type Ecartee, type ImportConclu, type Source } from './importer.ts';
export { type ReglagesLdap, sourceLdap } from './ldap.ts';
export { ListeIllisible } from './lire-une-liste.ts';
export { type DemanderAPlex, gestionnairesDeLAnnuaire } from './relais.ts';
export type { TablesAnnuaire } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_ANNUAIRE_EXTERNE = {
  nom: 'annuaire-externe',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
