import { comparutionDe } from './comparution.ts';
import { type Depart, deductionsDe, departDe } from './depart.ts';
import { type Entree, entreesDuType } from './entrees.ts';
import type { DeductionDeMesure, HorlogeDeComparution } from './formes-de-l-horloge.ts';
import type { DroitDuJour } from './lignes.ts';
import type { Mesure } from './mesure.ts';
import { type SuiteDePeriodes, periodesDe } from './periodes.ts';
import { type Qualification, qualificationA } from './regime.ts';
import type { ReglesDeGardeAVue } from './regles.ts';
import { enMs, jourDe } from './temps.ts';

/** Tout ce que le calcul sait d'une mesure, en instants ; l'horloge n'est que sa mise en forme. */
export type EtatDeLHorloge = {
  readonly mesure: Mesure;
  readonly entrees: readonly Entree[];
  readonly a: number;
  readonly droit: DroitDuJour;
  readonly depart: Depart | null;
  readonly deductions: readonly DeductionDeMesure[];
  readonly deduiteMs: number;
  readonly suite: SuiteDePeriodes | null;
  readonly fin: { readonly ms: number; readonly suite: string; readonly entree: string } | null;
  /** Fin de la mesure, ou l'instant du calcul. */
  readonly jusquA: number;
  readonly qualification: Qualification;
  readonly comparution: HorlogeDeComparution | null;
};

/** L'etat a l'instant `a`, d'entrees deja mises dans l'ordre des faits. Le droit est celui du jour du depart. */
export function etatDeLHorloge(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: number,
): EtatDeLHorloge {
  const depart = departDe(entrees, mesure.zone);
  const droit = { regles, jour: jourDe(depart?.ms ?? a, mesure.zone), zone: mesure.zone };
  const deductions = depart === null ? [] : deductionsDe(entrees, depart, droit);
  const deduiteMs = deductions.reduce((total, { secondes }) => total + secondes * 1_000, 0);
  const fin = depart === null ? null : finDe(entrees, depart);
  const jusquA = fin?.ms ?? a;
  const commun = { mesure, entrees, a, droit, depart, deductions, deduiteMs, fin, jusquA };
  const qualification = qualificationA(mesure, entrees, jusquA);
  if (depart === null) return { ...commun, suite: null, qualification, comparution: null };
  const suite = periodesDe({ mesure, entrees, depart, droit }, deduiteMs);
  const comparution =
    fin?.suite === 'deferement'
      ? comparutionDe({
          entrees,
          finMs: fin.ms,
          dureeMs: fin.ms - depart.ms + deduiteMs,
          regime: qualification.regime,
          periodes: suite?.periodes ?? [],
          droit,
          a,
        })
      : null;
  return { ...commun, suite, qualification, comparution };
}

function finDe(entrees: readonly Entree[], depart: Depart): EtatDeLHorloge['fin'] {
  const fin = entreesDuType(entrees, 'fin').find(({ survenuA }) => enMs(survenuA) >= depart.ms);
  return fin === undefined ? null : { ms: enMs(fin.survenuA), suite: fin.donnees.suite, entree: fin.id };
}
