import type { Horodate } from '@ppn/core';

/** Valeur JSON : ce qu'un fait peut porter. */
export type Json =
  | string
  | number
  | boolean
  | null
  | readonly Json[]
  | { readonly [cle: string]: Json | undefined };

/** Un fait a ecrire ; `survenuA` est l'heure legale de ce qui s'est passe, `donnees` au plus 256 Kio de JSON. */
export type FaitNouveau = { readonly type: string; readonly donnees: Json; readonly survenuA: Horodate };

/** Un fait ecrit. `position` : rang dans le journal entier ; `version` : rang dans son flux (1, 2, 3…) ; `enregistreA` : ISO 8601 UTC, horloge de la base. */
export type FaitEnregistre = {
  readonly position: number;
  readonly flux: string;
  readonly version: number;
  readonly type: string;
  readonly donnees: Json;
  readonly survenuA: Horodate;
  readonly enregistreA: string;
  readonly auteur: string;
};

/** Taille maximale des donnees d'un fait, en octets de JSON UTF-8. */
export const TAILLE_MAXIMALE_DES_DONNEES = 256 * 1024;
