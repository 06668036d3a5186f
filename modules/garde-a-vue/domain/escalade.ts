import { type Entree, entreesDuType } from './entrees.ts';
import type { AlarmeDObligation } from './formes-des-obligations.ts';
import { type DroitDuJour, dureeMs, ligneDite } from './lignes.ts';
import { enMs, jourDe } from './temps.ts';
import type { ReglesDeGardeAVue } from './regles.ts';

/** Qui doit entendre une alarme, du plus proche au plus haut. */
export const NIVEAUX_D_ALARME = ['opj', 'hierarchie', 'permanence'] as const;
export type NiveauDAlarme = (typeof NIVEAUX_D_ALARME)[number];

/** Ou en est une alarme : elle monte tant qu'aucun humain ne l'a acquittee. */
export type Escalade = {
  readonly niveau: 'a-venir' | NiveauDAlarme | 'acquittee';
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
  const marche = marchesDe(alarme, { regles, zone }).findLast(({ depuisMs }) => depuisMs <= instant);
  return { niveau: marche?.niveau ?? 'opj', depuisMs: marche?.depuisMs ?? due, acquitteePar: null };
}

/** Les marches d'une alarme, dans l'ordre, et l'instant (ms) de chacune : tant que nul n'acquitte, elle les monte. */
export function marchesDe(
  alarme: Pick<AlarmeDObligation, 'a'>,
  { regles, zone }: { readonly regles: ReglesDeGardeAVue; readonly zone: string },
): readonly { readonly niveau: NiveauDAlarme; readonly depuisMs: number }[] {
  const due = enMs(alarme.a);
  const droit = { regles, zone, jour: jourDe(due, zone) };
  return NIVEAUX_D_ALARME.map((niveau) => ({
    niveau,
    depuisMs: due + (niveau === 'opj' ? 0 : delai(droit, `alarme.escalade.${niveau}`)),
  }));
}

function delai(droit: DroitDuJour, id: string): number {
  const ligne = ligneDite(droit, id);
  return ligne === null ? 0 : dureeMs(ligne);
}
