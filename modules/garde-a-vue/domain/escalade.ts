import { type Entree, entreesDuType } from './entrees.ts';
import type { AlarmeDObligation } from './formes-des-obligations.ts';
import { type DroitDuJour, dureeMs, ligneDite } from './lignes.ts';
import { enMs, jourDe } from './temps.ts';
import type { ReglesDeGardeAVue } from './regles.ts';

/** Ou en est une alarme : elle monte tant qu'aucun humain ne l'a acquittee. */
export type Escalade = {
  readonly niveau: 'a-venir' | 'opj' | 'hierarchie' | 'permanence' | 'acquittee';
  /** Depuis quand a ce niveau. Instant en millisecondes. */
  readonly depuisMs: number;
  readonly acquitteePar: Entree['auteur'] | null;
};

/**
 * L'echelle d'une alarme : celui qui la doit, puis sa hierarchie, puis la permanence du parquet. Pure ; le premier
 * acquittement l'arrete. Les delais sont des lignes datees (`alarme.escalade.*`).
 */
export function escalade(
  alarme: Pick<AlarmeDObligation, 'id' | 'a'>,
  entrees: readonly Entree[],
  { regles, zone }: { readonly regles: ReglesDeGardeAVue; readonly zone: string },
  a: string,
): Escalade {
  const due = enMs(alarme.a);
  const instant = enMs(a);
  const acquittee = entreesDuType(entrees, 'alarme-acquittee')
    .filter(({ donnees, survenuA }) => donnees.alarme === alarme.id && enMs(survenuA) <= instant)
    .toSorted((x, y) => enMs(x.survenuA) - enMs(y.survenuA))[0];
  if (acquittee !== undefined)
    return { niveau: 'acquittee', depuisMs: enMs(acquittee.survenuA), acquitteePar: acquittee.auteur };
  if (instant < due) return { niveau: 'a-venir', depuisMs: due, acquitteePar: null };
  const droit = { regles, zone, jour: jourDe(due, zone) };
  const marches = [
    { niveau: 'opj' as const, depuisMs: due },
    { niveau: 'hierarchie' as const, depuisMs: due + delai(droit, 'alarme.escalade.hierarchie') },
    { niveau: 'permanence' as const, depuisMs: due + delai(droit, 'alarme.escalade.permanence') },
  ];
  const marche = marches.findLast(({ depuisMs }) => depuisMs <= instant);
  return { niveau: marche?.niveau ?? 'opj', depuisMs: marche?.depuisMs ?? due, acquitteePar: null };
}

function delai(droit: DroitDuJour, id: string): number {
  const ligne = ligneDite(droit, id);
  return ligne === null ? 0 : dureeMs(ligne);
}
