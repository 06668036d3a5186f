export { ouvrirContexte, HEURES } from './contexte.ts';
export type { Contexte } from './contexte.ts';
export { fabriquer } from './fabriquer.ts';
export type { Fabrique, Variation } from './fabriquer.ts';
export { fabriquerGrand } from './grand-dossier.ts';
export { ecrireAncres, ecrireVecteurs } from './ecrire.ts';
