import { fileURLToPath } from 'node:url';
import type { EnsembleDeMigrations } from '@ppn/postgres';

export { CleDuJourDetruite, clesSurDisque, isJour } from './cles-du-jour.ts';
export type { Jour, ServiceDeCles } from './cles-du-jour.ts';
export { clesEnCoffre, type SecretsEnCoffre } from './cles-en-coffre.ts';
export { ouvrirEntrepot } from './entrepot.ts';
export type { Entrepot, EtatDEnvoi, FichierComplet, ReglagesDEntrepot } from './entrepot.ts';
export { ObjetIllisible } from './envoi/resumer.ts';
export { PROTECTIONS, RefusDOctets, repondreRefus } from './http.ts';
export { enPieceJointe, nomCourt, nomDeDepot } from './noms.ts';
export type { LigneDEnvoi } from './registre.ts';
export { servirOctets, sourceDuZip } from './servir.ts';
export type { Livraison, Source } from './servir.ts';
export { serveurTus } from './tus/serveur.ts';
export type { PermisDEnvoi, ReglagesTus } from './tus/serveur.ts';
export { nomsUniques, planifierZip } from './zip64.ts';
export type { EntreeZip, PlanDeZip } from './zip64.ts';

/** Migrations des envois, a donner a `migrer` et a `baseTemporaire`. */
export const migrationsDesEnvois: EnsembleDeMigrations = {
  nom: 'envois',
  dossier: fileURLToPath(new URL('./migrations', import.meta.url)),
};
