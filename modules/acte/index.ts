export * from './contract.ts';
export { ACTES_D_ENQUETE } from './actes/actes-d-enquete.ts';
export {
  CADRES,
  designation,
  faitsQualifies,
  identite,
  jointes,
  nomComplet,
  paragraphes,
  personneDe,
  QUALITES,
} from './actes/proces-verbal.ts';
export { type ActeInscrit, type Catalogue, creerCatalogue, inscrire } from './inscrire.ts';
export { actesEnCours, comptesEnCours, gestionnairesActes } from './gestionnaires.ts';
export { comparerTexte, lireActeJson } from './lire-acte.ts';
export type { CarteDeSession, PortsActe, Tables as TablesDesActes } from './ports.ts';
export type { TablesActe } from './tables.ts';
export { reprendreScellements } from './use-cases/sceller.ts';
export { type ActeVerifie, verifierActeRecu } from './use-cases/verifier-acte-recu.ts';

/** Migrations du contexte. */
export const MIGRATIONS_ACTE = {
  nom: 'acte',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
