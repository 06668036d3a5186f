import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import { registreDe } from './preparer.ts';
import { enMs } from './temps.ts';

/** Une unite, telle que le registre la nomme. */
export type UniteDeGarde = { readonly code: string; readonly libelle: string };

/** La fin de la mesure par un deferement, si elle est en service : elle ouvre la retenue au depot (803-3 CPP). Pure. */
export const deferementDe = (entrees: readonly Entree[]): EntreeDe<'fin'> | undefined =>
  entreesDuType(enService(entrees), 'fin').findLast(({ donnees }) => donnees.suite === 'deferement');

/** L'unite a qui la personne deferee est remise, la derniere en service ; nulle : celle de la mesure la garde. Pure. */
export const uniteDeGarde = (entrees: readonly Entree[]): UniteDeGarde | null =>
  deferementDe(entrees) === undefined
    ? null
    : (entreesDuType(enService(entrees), 'remise-au-depot').at(-1)?.donnees.unite ?? null);

/** Ce que lit qui garde la personne au depot : la fin de la mesure, et ce qui la suit. Pure. */
export function depuisLeDeferement(entrees: readonly Entree[]): readonly Entree[] {
  const fin = deferementDe(entrees);
  return fin === undefined ? [] : entrees.filter(({ survenuA }) => enMs(survenuA) >= enMs(fin.survenuA));
}

/** Le registre en service, rectifications et annulations appliquees. */
const enService = (entrees: readonly Entree[]): readonly Entree[] =>
  registreDe(entrees.at(0)?.mesure ?? '', entrees).etats.at(-1) ?? [];
