/** Ce que le tribunal decide d'une personne pour un fait. */
export type Issue = {
  readonly personne: string;
  readonly fait: string;
  readonly issue: 'relaxe' | 'culpabilite' | 'dispense' | 'ajournement';
};

/** Ce qui ne va pas dans un dispositif, en mots. */
export type DefautDuDispositif =
  | { readonly defaut: 'issue-manquante'; readonly personne: string; readonly fait: string }
  | { readonly defaut: 'issue-en-double'; readonly personne: string; readonly fait: string }
  | { readonly defaut: 'hors-saisine'; readonly personne: string; readonly fait: string }
  | { readonly defaut: 'peine-sans-culpabilite'; readonly personne: string }
  | { readonly defaut: 'culpabilite-sans-peine'; readonly personne: string };

/** Qui est juge pour quoi : chaque prevenu, et les faits dont le tribunal est saisi contre lui. */
export type Saisine = { readonly personne: string; readonly faits: readonly string[] };

/** Un dispositif est complet si chaque personne a une issue, une seule, pour chaque fait, et des peines la ou elle est coupable (485 CPP). */
export function defautsDuDispositif(
  saisines: readonly Saisine[],
  issues: readonly Issue[],
  peines: readonly { readonly personne: string }[],
): readonly DefautDuDispositif[] {
  const attendues = saisines.flatMap(({ personne, faits }) => faits.map((fait) => ({ personne, fait })));
  const pour = (personne: string, fait: string) =>
    issues.filter((issue) => issue.personne === personne && issue.fait === fait);
  return [
    ...attendues.flatMap(({ personne, fait }): readonly DefautDuDispositif[] => {
      const nombre = pour(personne, fait).length;
      if (nombre === 1) return [];
      return [{ defaut: nombre === 0 ? 'issue-manquante' : 'issue-en-double', personne, fait }];
    }),
    ...issues
      .filter(
        ({ personne, fait }) => !attendues.some((une) => une.personne === personne && une.fait === fait),
      )
      .map(({ personne, fait }) => ({ defaut: 'hors-saisine', personne, fait }) as const),
    ...saisines.flatMap(({ personne }) => defautDePeine(personne, issues, peines)),
  ];
}

function defautDePeine(
  personne: string,
  issues: readonly Issue[],
  peines: readonly { readonly personne: string }[],
): readonly DefautDuDispositif[] {
  const coupable = issues.some((issue) => issue.personne === personne && issue.issue === 'culpabilite');
  const punie = peines.some((peine) => peine.personne === personne);
  if (coupable === punie) return [];
  return [{ defaut: coupable ? 'culpabilite-sans-peine' : 'peine-sans-culpabilite', personne }];
}

/** Vrai si la personne est condamnee : declaree coupable d'un fait au moins, peine, dispense ou ajournement compris. */
export const estCondamnee = (personne: string, issues: readonly Issue[]): boolean =>
  issues.some((issue) => issue.personne === personne && issue.issue !== 'relaxe');
