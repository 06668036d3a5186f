import { horodateEnFrancais, isHorodate } from '@ppn/core';
import type { Entree } from './entrees.ts';
import type { Horloge } from './formes-de-l-horloge.ts';
import type { Obligation } from './formes-des-obligations.ts';
import { calculerHorloge } from './horloge.ts';
import { type DroitDuJour, ligneDite } from './lignes.ts';
import type { Mesure } from './mesure.ts';
import { obligations } from './obligations.ts';
import { registreDe } from './preparer.ts';
import type { RegleDeGardeAVue, ReglesDeGardeAVue } from './regles.ts';
import { enMs } from './temps.ts';

/** `horloge.json` : tout le calcul d'une mesure, et de quoi le refaire sans nous. */
export type HorlogeJson = {
  readonly schema: 'ppn/horloge@1';
  readonly mesure: Mesure;
  readonly horloge: Horloge;
  /** Chaque droit, chaque echeance, son etat et son article. */
  readonly obligations: readonly Obligation[];
  /** Lignes de droit lues, entieres, telles qu'en vigueur au jour de la mesure. */
  readonly regles: readonly RegleDeGardeAVue[];
  /** Toutes les entrees de la mesure, rectifications comprises, dans l'ordre d'enregistrement. */
  readonly entrees: readonly Entree[];
  /** Le calcul en phrases, telles que le recapitulatif les montre. */
  readonly phrases: readonly string[];
};

/** Tout rendre d'une mesure a l'instant `a`. Pure. */
export function horlogeJson(
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
  a: string,
): HorlogeJson {
  const horloge = calculerHorloge(mesure, entrees, regles, a);
  const droit: DroitDuJour = { regles, jour: horloge.regles.jour, zone: mesure.zone };
  return {
    schema: 'ppn/horloge@1',
    mesure,
    horloge,
    obligations: obligations(mesure, entrees, regles, a),
    regles: horloge.regles.citees.map(({ id }) => ligneDite(droit, id)).filter((ligne) => ligne !== null),
    entrees: sesEntrees(mesure.id, entrees),
    phrases: phrasesDeLHorloge(horloge),
  };
}

/** Une fois chacune, dans l'ordre d'enregistrement. */
function sesEntrees(mesure: string, entrees: readonly Entree[]): readonly Entree[] {
  const retenues = new Map((registreDe(mesure, entrees).etats[0] ?? []).map((entree) => [entree.id, entree]));
  for (const entree of entrees)
    if (entree.mesure === mesure && entree.type === 'rectification') retenues.set(entree.id, entree);
  return [...retenues.values()].toSorted(
    (a, b) => enMs(a.enregistreA) - enMs(b.enregistreA) || (a.id < b.id ? -1 : 1),
  );
}

/** Le calcul en phrases : depart, imputations, periodes, fin, depassement, irregularites. */
export function phrasesDeLHorloge(horloge: Horloge): readonly string[] {
  const { depart, fin, maximum, comparution } = horloge;
  if (depart === null) return ['Aucune privation de liberté n’est consignée : l’horloge n’est pas partie.'];
  return [
    `Début de la mesure : ${enFrancais(depart.a)} (${depart.article}).`,
    ...horloge.deductions.map(({ secondes, article }) => `Durée imputée : ${duree(secondes)} (${article}).`),
    ...horloge.periodes.map(
      ({ rang, debut, fin: finDePeriode, article, reguliere }) =>
        `${rang === 0 ? 'Période initiale' : `Prolongation ${rang}`} : du ${enFrancais(debut)} au ${enFrancais(finDePeriode)} (${article})${reguliere ? '' : ', irrégulière'}.`,
    ),
    ...(maximum === null ? [] : [`Maximum légal : ${maximum.heures} heures (${maximum.article}).`]),
    ...(fin === null ? [] : [`Fin de la mesure : ${enFrancais(fin.a)}.`]),
    `Durée de la mesure : ${duree(horloge.secondesEcoulees)}.`,
    ...(comparution === null
      ? []
      : [`Comparution au plus tard : ${enFrancais(comparution.echeance)} (${comparution.article}).`]),
    ...horloge.irregularites.map(
      ({ phrase, article, motif }) =>
        `Irrégularité : ${phrase} (${article})${motif === '' ? '' : ` Motif : ${motif}`}`,
    ),
  ];
}

const enFrancais = (heure: string): string => (isHorodate(heure) ? horodateEnFrancais(heure) : heure);

/** « 24 h 05 min ». */
export function duree(secondes: number): string {
  const minutes = Math.floor(secondes / 60);
  const reste = minutes % 60;
  return reste === 0
    ? `${Math.floor(minutes / 60)} h`
    : `${Math.floor(minutes / 60)} h ${String(reste).padStart(2, '0')} min`;
}
