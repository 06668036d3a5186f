export * from './contract.ts';
export { ACTES_D_ENQUETE } from './actes/actes-d-enquete.ts';
export { CADRES, designation, faitsQualifies, identite, jointes, nomComplet, paragraphes, personneDe, QUALITES } from './actes/proces-verbal.ts';
export { type ActeInscrit, type Catalogue, creerCatalogue, inscrire } from './inscrire.ts';
