import type { Magistrat, RegimeDeMesure } from './mesure.ts';

/** Ce qu'exige la loi pour qu'une prolongation existe. */
export type ExigenceDeProlongation =
  /** Certificat etablissant la presence de substances in corpore, avant l'expiration (706-88-2). */
  | 'certificat-in-corpore'
  /** Examen medical a la premiere prolongation supplementaire, ou a chacune (706-88, 706-88-1). */
  | 'examen-medical';

/**
 * Une ligne datee des regles de garde a vue (domaine-penal §2.5). `regimes` vide : tous.
 * Memes champs que la ligne de nomenclature : le domaine ne lit pas la nomenclature, on la lui donne.
 */
export type RegleDeGardeAVue = {
  readonly id: string;
  readonly genre: 'base' | 'prolongation' | 'maximum' | 'imputation' | 'droit' | 'fin' | 'alarme';
  readonly libelle: string;
  readonly regimes: readonly RegimeDeMesure[];
  /** Zones IANA ou la ligne l'emporte sur la ligne generale (Mayotte) ; vide : partout. */
  readonly zones: readonly string[];
  readonly valeur: number;
  readonly unite: 'heures' | 'minutes' | 'ans' | 'fois' | 'jours';
  /** Qui decide ou agit ; `procureur` se lit juge d'instruction sur commission rogatoire (154 CPP). */
  readonly autorites: readonly (Magistrat | 'opj' | 'apj' | 'medecin')[];
  /** Rang de la prolongation, 1 pour la premiere ; nul ailleurs. */
  readonly rang: number | null;
  /** Rangs que cette prolongation consomme : 2 pour la prolongation unique de 48 heures (706-88 al. 5). */
  readonly couvre: number;
  readonly presentation: 'facultative' | 'exigee' | 'exigee-sauf-motif' | 'sans-objet';
  readonly visio: boolean;
  /** Peine d'emprisonnement minimale, en annees (un crime suffit) ; nul : aucune. */
  readonly peineMinimaleAns: number | null;
  readonly exigences: readonly ExigenceDeProlongation[];
  readonly forme: string;
  readonly article: string;
  readonly articleFutur: string | null;
  readonly validiteDebut: string;
  readonly validiteFin: string | null;
  readonly aVerifier: boolean;
  readonly source: string;
};

/** La table et son numero de version, repris dans chaque resultat. */
export type ReglesDeGardeAVue = {
  readonly version: string;
  readonly lignes: readonly RegleDeGardeAVue[];
};

/** Ligne citee par un resultat : de quoi refaire le calcul et lire la loi. */
export type RegleCitee = Pick<RegleDeGardeAVue, 'id' | 'article' | 'valeur' | 'unite' | 'aVerifier'>;
