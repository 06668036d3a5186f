import { type Entree, entreesDuType } from './entrees.ts';
import type { HorlogeDeComparution, PeriodeDeMesure } from './formes-de-l-horloge.ts';
import { type DroitDuJour, dureeMs, ligneDite } from './lignes.ts';
import type { RegimeDeMesure } from './mesure.ts';
import type { RegleDeGardeAVue } from './regles.ts';
import { enHorodate, enMs, finDuJour } from './temps.ts';

/** Ce qui precede la comparution : la fin de la mesure, sa duree, son regime. */
export type AvantLaComparution = {
  readonly entrees: readonly Entree[];
  readonly finMs: number;
  readonly dureeMs: number;
  readonly regime: RegimeDeMesure;
  readonly periodes: readonly PeriodeDeMesure[];
  readonly droit: DroitDuJour;
  readonly a: number;
};

/** L'horloge d'apres le deferement : le jour meme (803-2), ou vingt heures au plus (803-3). */
export function comparutionDe(avant: AvantLaComparution): HorlogeDeComparution | null {
  const regle = regleDeComparution(avant);
  if (regle === null) return null;
  const { finMs, droit } = avant;
  const memeJour = regle.unite === 'jours';
  const echeance = memeJour ? finDuJour(finMs, droit.zone) : finMs + dureeMs(regle);
  const comparution = entreesDuType(avant.entrees, 'comparution').find(
    ({ survenuA }) => enMs(survenuA) >= finMs,
  );
  return {
    depuis: enHorodate(finMs, droit.zone),
    echeance: enHorodate(echeance, droit.zone),
    etat: etatDe(comparution === undefined ? null : enMs(comparution.survenuA), echeance, avant.a),
    comparueA: comparution?.survenuA ?? null,
    phrase: phraseDe(avant, memeJour),
    article: regle.article,
  };
}

/** Vingt heures, sauf apres plus de soixante-douze heures de garde a vue des articles 706-88 et 706-88-1 : le jour meme. */
function regleDeComparution({ droit, regime, ...avant }: AvantLaComparution): RegleDeGardeAVue | null {
  const exclusion = ligneDite(droit, 'fin.sans-803-3');
  const exclue =
    exclusion !== null && exclusion.regimes.includes(regime) && avant.dureeMs > dureeMs(exclusion);
  return ligneDite(droit, exclue ? 'fin.comparution-jour-meme' : 'fin.comparution-lendemain');
}

const etatDe = (comparueMs: number | null, echeance: number, a: number): HorlogeDeComparution['etat'] => {
  if (comparueMs !== null) return comparueMs <= echeance ? 'comparue' : 'comparue-en-retard';
  return a <= echeance ? 'attendue' : 'expiree';
};

function phraseDe({ periodes }: AvantLaComparution, memeJour: boolean): string {
  if (memeJour)
    return 'Après plus de soixante-douze heures de garde à vue, la personne comparaît le jour même ; sinon elle est remise en liberté.';
  const effective =
    periodes.length > 1 &&
    periodes.every(({ autorite }) => autorite !== 'jld' && autorite !== 'juge-instruction');
  return effective
    ? 'La personne est présentée à la juridiction ou au juge des libertés et de la détention dans les vingt heures ; sinon elle est remise en liberté.'
    : 'La personne comparaît dans les vingt heures de la levée ; sinon elle est remise en liberté.';
}
