export { ConfianceInutilisable, creerConfiance, URL_PAR_DEFAUT } from './confiance.ts';
export type { Confiance, Identite, OptionsConfiance } from './confiance.ts';
export type { CarteEmise, CasParticulier, DemandeCarte } from './cartes.ts';
export { emplacements } from './emplacements.ts';
export type { CheminsIdentite, Emplacements, NomService } from './emplacements.ts';
export type { MotifRevocation } from './registre.ts';
export type { NomAc } from './profils.ts';
export { demarrerConfiance } from './serveur.ts';
export type { ServiceConfiance } from './serveur.ts';
