import { Temporal } from 'temporal-polyfill';
import { DUREE_MAX, DUREE_MIN } from './echeances.ts';

/** Part de la capacite au-dela de laquelle la conservation offerte se resserre : le reste amortit une journee folle. */
export const PART_UTILE = 0.8;
/** Jours sur lesquels l'entree quotidienne se lisse. */
const LISSAGE_JOURS = 7;
/** Jours au bout desquels un depot pas retire se signale (delais observes : huit a dix jours). */
export const JOURS_SANS_RETRAIT = 8;
/** Jours que la prevision regarde. */
const HORIZON = 60;

/** L'etat du stockage, en octets. `entrees` : par jour, du plus ancien a hier. `sorties` : ce que chaque jour d'echeance libere. */
export type EtatDuStockage = {
  readonly capacite: number;
  readonly occupes: number;
  readonly entrees: readonly number[];
  readonly sorties: ReadonlyMap<string, number>;
};

/** Ce que la plate-forme offre aujourd'hui, et jusqu'a quand elle tient a ce rythme. */
export type Conservation = {
  readonly offerte: number;
  /** Octets qui entrent par jour, moyenne mobile exponentielle sur sept jours. */
  readonly entreeParJour: number;
  /** Premier jour ou la capacite serait depassee ; nul : pas dans les soixante jours. */
  readonly saturation: string | null;
  /** Octets en place prevus, par jour, aujourd'hui compris. */
  readonly prevision: readonly { readonly jour: string; readonly octets: number }[];
};

/** Moyenne mobile exponentielle : le dernier jour pese le plus. */
export function lisser(entrees: readonly number[]): number {
  const poids = 2 / (LISSAGE_JOURS + 1);
  return entrees.reduce(
    (moyenne, octets, rang) => (rang === 0 ? octets : moyenne + poids * (octets - moyenne)),
    0,
  );
}

/** Jours de conservation offerts : ce que la place utile, au rythme des entrees, permet de garder ; jamais moins d'un, jamais plus de trente. */
export function dureeOfferte({ capacite, occupes, entrees }: EtatDuStockage): number {
  const libre = PART_UTILE * capacite - occupes;
  if (libre <= 0) return DUREE_MIN;
  const entree = lisser(entrees);
  if (entree <= 0) return DUREE_MAX;
  return Math.max(DUREE_MIN, Math.min(DUREE_MAX, Math.floor(libre / entree)));
}

/** Prevoit : chaque jour entre ce qui entre d'ordinaire, garde la duree offerte, et sort ce qui echoit. */
export function prevoir(etat: EtatDuStockage, aujourdhui: string): Conservation {
  const [offerte, entreeParJour] = [dureeOfferte(etat), lisser(etat.entrees)];
  const depart = Temporal.PlainDate.from(aujourdhui);
  let octets = etat.occupes;
  const prevision = Array.from({ length: HORIZON + 1 }, (_vide, rang) => {
    const jour = depart.add({ days: rang }).toString();
    if (rang > 0) {
      const echus = etat.sorties.get(depart.add({ days: rang - 1 }).toString()) ?? 0;
      const neufs = rang > offerte ? entreeParJour : 0;
      octets = Math.max(0, octets + entreeParJour - echus - neufs);
    }
    return { jour, octets: Math.round(octets) };
  });
  const saturation = prevision.find((ligne) => ligne.octets > etat.capacite)?.jour ?? null;
  return { offerte, entreeParJour: Math.round(entreeParJour), saturation, prevision };
}

/** Ce qu'une echeance peut devenir : la conservation offerte ce jour, jamais moins que ce qui est promis. */
export function echeancePermise(
  {
    aujourdhui,
    promise,
    limite,
  }: { readonly aujourdhui: string; readonly promise: string; readonly limite: string },
  offerte: number,
): string {
  const offre = Temporal.PlainDate.from(aujourdhui).add({ days: offerte }).toString();
  const bornee = offre < limite ? offre : limite;
  return bornee > promise ? bornee : promise;
}

/** Valeur sous laquelle se trouve cette part des delais, en jours ; nul s'il n'y en a pas. */
export function centile(delais: readonly number[], part: number): number | null {
  const tries = [...delais].toSorted((a, b) => a - b);
  return tries[Math.min(tries.length - 1, Math.ceil(part * tries.length) - 1)] ?? null;
}
