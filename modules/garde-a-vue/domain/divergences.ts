import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import { canonique } from './concordance.ts';
import { registreDe } from './preparer.ts';
import { enMs } from './temps.ts';

/** Deux dires du meme fait qui ne s'accordent pas : l'heure (a la minute), ou une donnee. Rien ne l'efface. */
export type Divergence = {
  /** L'entree au registre, telle qu'elle se lisait quand l'autre a ete dite. */
  readonly registre: Entree;
  /** L'autre dire du meme fait : celui de l'acte. */
  readonly autre: Entree;
  readonly heure: boolean;
  /** Champs qui different. */
  readonly champs: readonly string[];
};

/** Faits qui n'arrivent qu'une fois dans une mesure : une seconde entree, portee par un acte, redit la premiere. */
const UNIQUES: readonly Entree['type'][] = ['accord-magistrat', 'placement', 'fin', 'arrivee-au-depot'];

/** Textes libres : les ecrire autrement n'est pas se contredire. */
const REDACTION: readonly string[] = ['motif', 'motifSansPresentation', 'circonstance', 'emargement'];
const MINUTE_MS = 60_000;

/**
 * Divergences d'un registre. `redites` : les autres dires d'une entree, sous son identifiant. Pure ; l'ordre des entrees
 * est sans effet. Une rectification anterieure a l'acte compte ; une posterieure n'efface rien.
 */
export function divergencesDe(
  mesure: string,
  entrees: readonly Entree[],
  redites: readonly Entree[],
): readonly Divergence[] {
  const lue = (id: string, quand: string): Entree | undefined => {
    const connues = entrees.filter(({ enregistreA }) => enMs(enregistreA) <= enMs(quand));
    const entree = lueAvec(mesure, connues, id);
    return entree && avecSaFin(entree, connues);
  };
  const memeId = redites.flatMap((autre) => {
    const registre = lue(autre.id, autre.enregistreA) ?? entrees.find(({ id }) => id === autre.id);
    return registre === undefined ? [] : comparer(registre, autre);
  });
  return [...memeId, ...UNIQUES.flatMap((type) => repetees(entreesDuType(entrees, type), lue))];
}

type Lire = (id: string, quand: string) => Entree | undefined;

/** La saisie, sinon la premiere enregistree, est celle du registre ; une autre portee par un acte la redit. Annulee avant, elle n'est plus. */
const repetees = (siennes: readonly Entree[], lue: Lire): readonly Divergence[] => {
  const [premiere, ...autres] = siennes.toSorted(parSource);
  return premiere === undefined
    ? []
    : autres
        .filter(({ source }) => source.genre === 'acte')
        .flatMap((autre) => {
          const plusTard = enMs(autre.enregistreA) > enMs(premiere.enregistreA) ? autre : premiere;
          const registre = lue(premiere.id, plusTard.enregistreA);
          return registre === undefined ? [] : comparer(registre, autre);
        });
};

const parSource = (a: Entree, b: Entree): number =>
  Number(a.source.genre === 'acte') - Number(b.source.genre === 'acte') ||
  enMs(a.enregistreA) - enMs(b.enregistreA) ||
  (a.id < b.id ? -1 : 1);

const lueAvec = (mesure: string, entrees: readonly Entree[], id: string): Entree | undefined =>
  registreDe(mesure, entrees)
    .etats.at(-1)
    ?.find((entree) => entree.id === id);

/** Une periode close au registre par une entree `fin-de-periode` a cette fin-la. */
function avecSaFin<T extends Entree>(entree: T, entrees: readonly Entree[]): T {
  if (!('fin' in entree.donnees) || entree.donnees.fin !== null) return entree;
  const close = entreesDuType(entrees, 'fin-de-periode').find(
    ({ donnees, source }: EntreeDe<'fin-de-periode'>) =>
      donnees.entree === entree.id && source.genre === 'saisie',
  );
  return close === undefined ? entree : { ...entree, donnees: { ...entree.donnees, fin: close.survenuA } };
}

function comparer(registre: Entree, autre: Entree): readonly Divergence[] {
  const heure = autreMoment(registre.survenuA, autre.survenuA);
  const champs = champsDifferents(registre.donnees, autre.donnees);
  return heure || champs.length > 0 || registre.type !== autre.type
    ? [{ registre, autre, heure, champs }]
    : [];
}

const autreMoment = (a: string, b: string): boolean => Math.abs(enMs(a) - enMs(b)) >= MINUTE_MS;

/** Un champ vide d'un cote se complete, il ne contredit pas. */
function champsDifferents(registre: object, autre: object): readonly string[] {
  return Object.entries(registre)
    .filter(([champ, ici]: readonly [string, unknown]) => {
      const la: unknown = Reflect.get(autre, champ);
      if (REDACTION.includes(champ) || vide(ici) || vide(la)) return false;
      if (champ === 'fin' && typeof ici === 'string' && typeof la === 'string') return autreMoment(ici, la);
      return comparable(ici) !== comparable(la);
    })
    .map(([champ]) => champ);
}

const vide = (valeur: unknown): boolean =>
  valeur === null || valeur === undefined || (typeof valeur === 'string' && valeur.trim() === '');

const comparable = (valeur: unknown): string =>
  typeof valeur === 'string' ? valeur.trim().toLocaleLowerCase('fr') : canonique(valeur);

/** Ce qu'une entree dit, sans qui l'a dit ni quand : deux dires egaux n'en font qu'un. */
export const contenuDe = ({ type, survenuA, donnees }: Entree): string =>
  canonique({ type, survenuA, donnees });
