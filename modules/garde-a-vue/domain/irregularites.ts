import { controlerLePlacement } from './controles-du-placement.ts';
import { constatsDesDroits } from './irregularites-des-droits.ts';
import { type Entree, entreesDuType } from './entrees.ts';
import type { EtatDeLHorloge } from './etat-de-l-horloge.ts';
import type { Irregularite } from './formes-de-l-horloge.ts';
import { qualificationA } from './regime.ts';
import type { Constat } from './refus.ts';
import { ageAu, enHorodate, enMs } from './temps.ts';

/** Irregularites de duree, de placement, de prolongation et de comparution d'un etat. */
export const irregularitesDe = (etat: EtatDeLHorloge): readonly Irregularite[] => [
  ...duPlacement(etat),
  ...[...(etat.suite?.constats ?? []), ...constatsDesDroits(etat)].map(({ constat, entree }) =>
    irregularite(etat, constat, entree),
  ),
  ...duDepassement(etat),
  ...deLaComparution(etat),
];

function irregularite(etat: EtatDeLHorloge, constat: Constat, entree: Entree): Irregularite {
  return {
    ...constat,
    survenuA: entree.survenuA,
    entree: entree.id,
    motif: motifDe(etat.entrees, constat.code, entree.id),
    rectifiee: false,
  };
}

/** Circonstance consignee pour ce code, ou pour ce code et cette entree. */
export const motifDe = (entrees: readonly Entree[], code: string, entree: string | null): string =>
  entreesDuType(entrees, 'circonstance').find(
    ({ donnees }) => donnees.obligation === code || donnees.obligation === `${code}/${entree ?? ''}`,
  )?.donnees.motif ?? '';

function duPlacement(etat: EtatDeLHorloge): readonly Irregularite[] {
  const { mesure, entrees, droit } = etat;
  return entreesDuType(entrees, 'placement').flatMap((placement) => {
    const ms = enMs(placement.survenuA);
    const accord = entreesDuType(entrees, 'accord-magistrat').find(({ survenuA }) => enMs(survenuA) <= ms);
    return controlerLePlacement(
      {
        ...qualificationA(mesure, entrees, ms),
        qualite: placement.donnees.qualite,
        age: ageAu(mesure.personne.naissance, droit.jour),
        accord: accord?.donnees.heures ?? null,
      },
      droit,
    ).map((constat) => irregularite(etat, constat, placement));
  });
}

function duDepassement({ suite, jusquA, fin, droit, entrees }: EtatDeLHorloge): readonly Irregularite[] {
  if (suite === null || jusquA <= suite.echeanceMs) return [];
  return [
    {
      code: 'duree-depassee',
      phrase: 'La durée permise est dépassée : remise en liberté ou défèrement immédiat.',
      article: suite.lignes.at(-1)?.article ?? '63 II CPP',
      survenuA: enHorodate(suite.echeanceMs, droit.zone),
      entree: fin?.entree ?? null,
      motif: motifDe(entrees, 'duree-depassee', null),
      interdit: false,
      rectifiee: false,
    },
  ];
}

function deLaComparution({ comparution, entrees }: EtatDeLHorloge): readonly Irregularite[] {
  if (comparution?.etat !== 'expiree' && comparution?.etat !== 'comparue-en-retard') return [];
  return [
    {
      code: 'comparution-tardive',
      phrase: 'La personne déférée n’a pas comparu à temps : elle devait être remise en liberté.',
      article: comparution.article,
      survenuA: comparution.echeance,
      entree: null,
      motif: motifDe(entrees, 'comparution-tardive', null),
      interdit: false,
      rectifiee: false,
    },
  ];
}

/** Reunit les irregularites de chaque etat du registre : une rectification n'en efface aucune. */
export function reunir(etats: readonly (readonly Irregularite[])[]): readonly Irregularite[] {
  const enService = etats.at(-1) ?? [];
  const cle = ({ code, entree }: Irregularite): string => `${code}/${entree ?? ''}`;
  const connues = new Set(enService.map(cle));
  const effacees = etats
    .slice(0, -1)
    .flat()
    .filter((une) => {
      if (connues.has(cle(une))) return false;
      connues.add(cle(une));
      return true;
    });
  return [...enService, ...effacees.map((une) => ({ ...une, rectifiee: true }))];
}
