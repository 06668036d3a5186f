import { type Entree, type EntreeDe, entreesDuType } from './entrees.ts';
import { enMs } from './temps.ts';

/** Une entree en service, avec son instant. */
export type EntreeEnService = { readonly entree: Entree; readonly ms: number };

/** Les entrees d'une mesure, dans l'ordre des faits : telles que consignees, puis apres chaque rectification. */
export type Registre = {
  /** Un etat par rectification, le premier sans aucune ; le dernier est celui en service. */
  readonly etats: readonly (readonly Entree[])[];
};

const parEnregistrement = (a: Entree, b: Entree): number =>
  enMs(a.enregistreA) - enMs(b.enregistreA) || compare(a.id, b.id);
const parFait = (a: EntreeEnService, b: EntreeEnService): number =>
  a.ms - b.ms || parEnregistrement(a.entree, b.entree);
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Registre d'une mesure : rien d'une autre, une entree repetee une fois (celle que porte un acte l'emporte). */
export function registreDe(mesure: string, entrees: readonly Entree[]): Registre {
  const siennes = [...sansDouble(entrees.filter((entree) => entree.mesure === mesure)).values()];
  const rectifications = entreesDuType(siennes, 'rectification').toSorted(parEnregistrement);
  const initiales = siennes.filter(({ type }) => type !== 'rectification');
  const etats: (readonly Entree[])[] = [initiales];
  for (const rang of rectifications.keys())
    etats.push(enVigueur(rectifications.slice(0, rang + 1)).reduce(appliquer, initiales));
  return { etats };
}

/** Entrees connues a l'instant `a`, dans l'ordre des faits ; un fait a venir n'est pas encore. */
export const enOrdre = (entrees: readonly Entree[], a: number): readonly Entree[] =>
  entrees
    .map((entree): EntreeEnService => ({ entree, ms: enMs(entree.survenuA) }))
    .filter(({ ms }) => ms <= a)
    .toSorted(parFait)
    .map(({ entree }) => entree);

/** Registre en service a l'instant `a` : le dernier etat. */
export const registreEnService = (mesure: string, entrees: readonly Entree[], a: number): readonly Entree[] =>
  enOrdre(registreDe(mesure, entrees).etats.at(-1) ?? [], a);

function sansDouble(entrees: readonly Entree[]): ReadonlyMap<string, Entree> {
  const parId = new Map<string, Entree>();
  for (const entree of entrees) {
    const connue = parId.get(entree.id);
    if (connue === undefined || prefere(entree, connue)) parId.set(entree.id, entree);
  }
  return parId;
}

function prefere(nouvelle: Entree, connue: Entree): boolean {
  if (nouvelle.source.genre !== connue.source.genre) return nouvelle.source.genre === 'acte';
  return compare(cleDe(nouvelle), cleDe(connue)) < 0;
}

const cleDe = (entree: Entree): string => `${entree.enregistreA} ${JSON.stringify(entree)}`;

/** Rectifications non annulees par une plus recente, dans l'ordre d'enregistrement. */
function enVigueur(ordonnees: readonly EntreeDe<'rectification'>[]): readonly EntreeDe<'rectification'>[] {
  const annulees = new Set<string>();
  for (const { id, donnees } of ordonnees.toReversed())
    if (!annulees.has(id) && donnees.annulee) annulees.add(donnees.entree);
  return ordonnees.filter(({ id }) => !annulees.has(id));
}

function appliquer(entrees: readonly Entree[], rectification: EntreeDe<'rectification'>): readonly Entree[] {
  const { entree: visee, annulee } = rectification.donnees;
  return annulee
    ? entrees.filter(({ id }) => id !== visee)
    : entrees.map((entree) => (entree.id === visee ? rectifier(entree, rectification.donnees) : entree));
}

function rectifier<T extends Entree>(entree: T, par: EntreeDe<'rectification'>['donnees']): T {
  return {
    ...entree,
    survenuA: par.survenuA ?? entree.survenuA,
    donnees: fusionner(entree.donnees, par.donnees ?? {}),
  };
}

/** Ne remplace que des champs connus, par des valeurs de meme nature : le reste a ete refuse a la porte. */
function fusionner<D extends object>(donnees: D, nouvelles: { readonly [champ: string]: unknown }): D {
  const copie = { ...donnees };
  for (const [champ, valeur] of Object.entries(nouvelles))
    if (Object.hasOwn(donnees, champ) && memeNature(Reflect.get(donnees, champ), valeur))
      Reflect.set(copie, champ, valeur);
  return copie;
}

const memeNature = (avant: unknown, apres: unknown): boolean =>
  avant === null ? apres === null || typeof apres === 'string' : typeof avant === typeof apres;
