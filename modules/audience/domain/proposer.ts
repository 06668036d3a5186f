/** Une audience et sa charge, vues par la proposition. */
export type Ouverte = {
  readonly nature: string;
  /** Jour civil, AAAA-MM-JJ. */
  readonly jour: string;
  readonly debut: string;
  readonly dureeMinutes: number;
  readonly prises: number;
  readonly annulee: boolean;
};

/** Ce que la decision demande : les natures possibles, les bornes comprises (`au` vide : aucune), la duree. */
export type Demandee = {
  readonly natures: readonly string[];
  readonly du: string;
  readonly au: string;
  readonly duree: number;
};

const PROPOSEES = 3;

/** Les trois premieres audiences ou l'affaire tient ; a defaut de place, les moins chargees, pour ne jamais rester sans date. */
export function proposer<A extends Ouverte>(
  audiences: readonly A[],
  { natures, du, au, duree }: Demandee,
): readonly A[] {
  const admises = audiences.filter(
    ({ nature, jour, annulee }) =>
      !annulee && natures.includes(nature) && jour >= du && (au === '' || jour <= au),
  );
  const libres = admises.filter(({ dureeMinutes, prises }) => prises + duree <= dureeMinutes);
  const retenues =
    libres.length > 0
      ? libres
      : admises.toSorted((a, b) => a.prises / a.dureeMinutes - b.prises / b.dureeMinutes).slice(0, PROPOSEES);
  return retenues.toSorted((a, b) => a.debut.localeCompare(b.debut)).slice(0, PROPOSEES);
}
