import { fileURLToPath } from 'node:url';
import type { EnsembleDeMigrations } from '@ppn/postgres';

export { abonner, rattraper, repositionner } from './abonnement.ts';
export type { Abonnement, OptionsDAbonnement, Traitement } from './abonnement.ts';
export { ajouterFaits } from './ajouter-faits.ts';
export type { Ajout } from './ajouter-faits.ts';
export { ecouter } from './ecouter.ts';
export type { OptionsDEcoute } from './ecouter.ts';
export { TAILLE_MAXIMALE_DES_DONNEES } from './faits.ts';
export type { FaitEnregistre, FaitNouveau, Json } from './faits.ts';
export { lireDepuis, lireFlux, lirePage } from './lire.ts';
export type { Page } from './lire.ts';

/** Migrations du journal, a donner a `migrer` et a `baseTemporaire` avant celles qui s'appuient dessus. */
export const migrationsDuJournal: EnsembleDeMigrations = {
  nom: 'journal',
  dossier: fileURLToPath(new URL('./migrations', import.meta.url)),
};
