export { noterLaPresentation, trouverUneCle } from './cles.ts';
export { utiliserUnCode } from './codes.ts';
export { ADMISE, type EntreeTentee, noterUneEntree } from './entrees.ts';
export { contratJetons } from './contract.ts';
export { contratCles } from './contract-cles.ts';
export { gestionnairesCles, type PortailDeCles } from './gestionnaires-cles.ts';
export { gestionnairesJetons, type PorteurConnecte } from './gestionnaires.ts';
export { type DemandeDeJeton, presenterUnJeton } from './jetons.ts';
export type { TablesMoyens } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_MOYENS_ACCES = {
  nom: 'moyens-acces',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
