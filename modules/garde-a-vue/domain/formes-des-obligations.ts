import type { Entree } from './entrees.ts';
import type { Mesure } from './mesure.ts';
import type { ReglesDeGardeAVue } from './regles.ts';

/** Etats d'une obligation ; les quatre derniers sont finals (conception §2 V). */
export type EtatDObligation = 'a-faire' | 'en-cours' | 'accompli' | 'refuse' | 'expire' | 'abandonne';

/** Qui doit agir. */
export type ProprietaireDObligation = 'opj' | 'parquet' | 'juge-instruction' | 'jld';

/** Alarme due a un instant ; son identifiant est stable : on l'acquitte par lui. */
export type AlarmeDObligation = { readonly id: string; readonly a: string; readonly phrase: string };

/** Un droit ou une obligation de la mesure : une ligne, un proprietaire, une echeance, un etat visible. */
export type Obligation = {
  /** Stable d'un calcul a l'autre : `genre/entree` ou `genre`. */
  readonly id: string;
  readonly genre: string;
  readonly libelle: string;
  readonly proprietaire: ProprietaireDObligation;
  readonly etat: EtatDObligation;
  /** D'ou court le delai, et quand il expire ; nul : sans delai chiffre. */
  readonly depuis: string;
  readonly echeance: string | null;
  readonly accompliA: string | null;
  /** Retard signale pour toujours : secondes, et motif consigne (vide : a donner). */
  readonly retard: { readonly secondes: number; readonly motif: string } | null;
  readonly article: string;
  readonly aVerifier: boolean;
  readonly alarmes: readonly AlarmeDObligation[];
  /** Entrees qui ont ouvert et clos la ligne. */
  readonly entrees: readonly string[];
};

/** `obligations(mesure, entrees, regles, a)` : pure, memes promesses que `CalculerHorloge`. */
export type CalculerObligations = (
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
) => readonly Obligation[];
