import { msDe } from './durees.ts';

/** Une alarme, telle que la ligne de la mesure la porte ; son identifiant est « obligation@seuil ». */
export type AlarmeMontree = {
  readonly id: string;
  readonly a: string;
  readonly phrase: string;
  readonly article: string;
  /** Jusqu'ou elle est montee. */
  readonly niveau?: string | null;
};

/** Les alarmes sonnees d'une obligation : la derniere parle, toutes se voient ensemble. */
export type AlarmesDUneObligation = {
  readonly obligation: string;
  readonly derniere: AlarmeMontree;
  readonly toutes: readonly AlarmeMontree[];
};

/** Les alarmes deja sonnees, la plus ancienne d'abord. */
export const alarmesSonnees = <A extends AlarmeMontree>(
  alarmes: readonly A[],
  maintenant: number,
): readonly A[] => alarmes.filter(({ a }) => msDe(a) <= maintenant).toSorted((x, y) => msDe(x.a) - msDe(y.a));

/** Une ligne par obligation, celle qui vient de sonner d'abord. Pure. */
export function grouperLesAlarmes(
  alarmes: readonly AlarmeMontree[],
  maintenant: number,
): readonly AlarmesDUneObligation[] {
  const groupes = Map.groupBy(alarmesSonnees(alarmes, maintenant), ({ id }) => id.split('@')[0] ?? id);
  return [...groupes]
    .flatMap(([obligation, toutes]) => {
      const derniere = toutes.at(-1);
      return derniere === undefined ? [] : [{ obligation, derniere, toutes }];
    })
    .toSorted((x, y) => msDe(y.derniere.a) - msDe(x.derniere.a));
}
