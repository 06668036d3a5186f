import type { Entree } from './entrees.ts';
import type { Horloge } from './formes-de-l-horloge.ts';
import { calculerHorloge } from './horloge.ts';
import type { Mesure } from './mesure.ts';
import type { ReglesDeGardeAVue } from './regles.ts';

/** Ce qui differe entre une horloge portee et celle qu'on recalcule : l'endroit, ce qui est dit, ce qui est juste. */
export type EcartDHorloge = {
  readonly champ: keyof Horloge;
  readonly dit: unknown;
  readonly recalcule: unknown;
};

const COMPARES: readonly (keyof Horloge)[] = [
  'mesure',
  'etat',
  'regime',
  'depart',
  'deductions',
  'secondesDeduites',
  'secondesEcoulees',
  'secondesRestantes',
  'periodes',
  'echeance',
  'maximum',
  'depassement',
  'fin',
  'comparution',
  'irregularites',
  'entrees',
];

/**
 * Recalcule l'horloge portee (a son instant) des entrees seules. Vide : elle concorde. La version des regles n'est pas
 * comparee ici : une autre version qui donne le meme resultat concorde.
 */
export function ecartsDHorloge(
  portee: Horloge,
  mesure: Mesure,
  entrees: readonly Entree[],
  regles: ReglesDeGardeAVue,
): readonly EcartDHorloge[] {
  const juste = calculerHorloge(mesure, entrees, regles, portee.a);
  return COMPARES.filter((champ) => canonique(portee[champ]) !== canonique(juste[champ])).map((champ) => ({
    champ,
    dit: portee[champ],
    recalcule: juste[champ],
  }));
}

/** Texte d'une valeur, cles triees : deux objets egaux ont le meme. */
export const canonique = (valeur: unknown): string =>
  JSON.stringify(valeur, (_cle, lue: unknown) =>
    typeof lue === 'object' && lue !== null && !Array.isArray(lue)
      ? Object.fromEntries(Object.entries(lue).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : lue,
  );
