import { fileURLToPath } from 'node:url';
import type { EnsembleDeMigrations } from '@ppn/postgres';

export type { Depot, RefusDeDepot } from './deposer.ts';
export type { Balayage } from './entretien.ts';
export { CleAbsente, ObjetAbsent, ObjetAltere, ObjetTropVolumineux } from './erreurs.ts';
export type { Etat, Etendue } from './lire-objet.ts';
export { ouvrirMagasin } from './magasin.ts';
export type { Atelier } from './atelier.ts';
export type { Magasin } from './magasin.ts';
export { StockagePlein } from './pilote.ts';
export type { Ecriture, Pilote } from './pilote.ts';
export { piloteFichiers } from './pilote-fichiers.ts';
export { piloteS3 } from './pilote-s3.ts';
export type { ReglagesS3 } from './pilote-s3.ts';
export { lireOuCreerTrousseau, lireTrousseau } from './trousseau.ts';
export type { Trousseau } from './trousseau.ts';

/** Migrations du magasin, a donner a `migrer` et a `baseTemporaire`. */
export const migrationsDuMagasin: EnsembleDeMigrations = {
  nom: 'magasin',
  dossier: fileURLToPath(new URL('./migrations', import.meta.url)),
};
