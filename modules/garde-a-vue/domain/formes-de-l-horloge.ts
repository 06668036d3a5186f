import type { Entree } from './entrees.ts';
import type { Magistrat, Mesure, RegimeDeMesure } from './mesure.ts';
import type { RegleCitee, RegleDeGardeAVue, ReglesDeGardeAVue } from './regles.ts';

/** Ce qui fait partir l'horloge (63 III CPP). `a` : horodate. `entree` : l'entree retenue. */
export type DepartDeMesure = {
  readonly a: string;
  readonly motif: 'contrainte' | 'audition' | 'placement';
  readonly phrase: string;
  readonly article: string;
  readonly entree: string;
};

/** Duree deja subie pour les memes faits, imputee sur la mesure (63 III al. 2 CPP). */
export type DeductionDeMesure = {
  readonly debut: string;
  readonly fin: string;
  readonly secondes: number;
  readonly phrase: string;
  readonly article: string;
  readonly entree: string;
};

/** Une periode de la mesure : la base (rang 0), puis chaque prolongation, de la fin de la precedente. */
export type PeriodeDeMesure = {
  readonly rang: number;
  readonly debut: string;
  readonly fin: string;
  readonly heures: number;
  readonly autorite: Magistrat | 'opj';
  readonly decideeA: string;
  readonly article: string;
  readonly entree: string;
  /** Faux : la periode est montree, mais elle n'a pas repousse l'echeance. */
  readonly reguliere: boolean;
};

/** La prolongation que la loi permet encore : qui, comment, avant quand. */
export type ProlongationPossible = {
  readonly rang: number;
  readonly heures: number;
  readonly autorites: readonly Magistrat[];
  readonly presentation: RegleDeGardeAVue['presentation'];
  readonly visio: boolean;
  readonly exigences: RegleDeGardeAVue['exigences'];
  readonly forme: string;
  /** Doit etre decidee avant cette horodate. */
  readonly avant: string;
  readonly article: string;
  /** Autre duree permise au meme rang (706-88 al. 5 : quarante-huit heures d'un coup). */
  readonly variantes: readonly { readonly heures: number; readonly article: string }[];
};

/** Irregularite : jamais effacee, toujours avec son article. `motif` : circonstance consignee, vide sinon. */
export type Irregularite = {
  readonly code: string;
  readonly phrase: string;
  readonly article: string;
  readonly survenuA: string;
  readonly entree: string | null;
  readonly motif: string;
  /** Vrai : un acte qui la creerait ne peut exister ; faux : cela s'enregistre, et se signale. */
  readonly interdit: boolean;
  /** Vrai : une rectification l'a fait disparaitre du calcul, pas du dossier. */
  readonly rectifiee: boolean;
};

/** L'horloge de 20 heures apres le deferement (803-2, 803-3 CPP). */
export type HorlogeDeComparution = {
  readonly depuis: string;
  readonly echeance: string;
  readonly etat: 'attendue' | 'comparue' | 'comparue-en-retard' | 'expiree';
  readonly comparueA: string | null;
  readonly phrase: string;
  readonly article: string;
};

/** Resultat complet, avec de quoi le refaire. Toutes les heures sont des horodates dans la zone de la mesure. */
export type Horloge = {
  readonly mesure: string;
  /** Instant pour lequel on calcule. */
  readonly a: string;
  readonly etat: 'non-commencee' | 'en-cours' | 'expiree' | 'terminee';
  readonly regime: RegimeDeMesure;
  readonly depart: DepartDeMesure | null;
  readonly deductions: readonly DeductionDeMesure[];
  readonly secondesDeduites: number;
  /** Secondes de privation de liberte dans cette mesure, du depart a la fin (ou a `a`). */
  readonly secondesEcoulees: number;
  /** Secondes jusqu'a l'echeance ; negatif une fois depassee ; nul si la mesure n'a pas d'echeance. */
  readonly secondesRestantes: number | null;
  readonly periodes: readonly PeriodeDeMesure[];
  /** Fin de la derniere periode reguliere. */
  readonly echeance: string | null;
  readonly prochaineProlongation: ProlongationPossible | null;
  /** Pourquoi aucune prolongation n'est possible ; nul si une l'est, ou si la mesure est finie. */
  readonly sansProlongation: string | null;
  readonly maximum: { readonly heures: number; readonly a: string; readonly article: string } | null;
  readonly depassement: {
    readonly depuis: string;
    readonly secondes: number;
    readonly article: string;
  } | null;
  readonly fin: { readonly a: string; readonly suite: string; readonly entree: string } | null;
  readonly comparution: HorlogeDeComparution | null;
  readonly irregularites: readonly Irregularite[];
  readonly regles: {
    readonly version: string;
    readonly jour: string;
    readonly citees: readonly RegleCitee[];
  };
  /** Identifiants des entrees de la mesure que le calcul a lues, dans leur ordre. */
  readonly entrees: readonly string[];
};

/**
 * `calculerHorloge(mesure, entrees, regles, a)` : pure. L'ordre des entrees est sans effet, une entree d'une autre
 * mesure aussi, une entree repetee (meme id) aussi. `a` : horodate ou instant ISO.
 */
export type CalculerHorloge = (
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
) => Horloge;
