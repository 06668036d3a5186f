import type { Filtres } from '@ppn/recherche/contract';

/** Ce que l'adresse d'une recherche porte. */
export type Demande = { readonly [nom in 'q' | 'tri' | Exclude<keyof Filtres, 'natinf'>]?: string } & {
  readonly natinf?: string;
};

const FORMES: { readonly [nom in keyof Demande]: RegExp } = {
  q: /^[\s\S]{1,200}$/u,
  tri: /^date$/,
  type: /^[a-z0-9-]{1,60}$/,
  unite: /^[\w-]{1,40}$/,
  natinf: /^\d{1,5}$/,
  etat: /^(en-cours|en-transmission|transmise|refusee|decidee)$/,
  du: /^\d{4}-\d\d-\d\d$/,
  au: /^\d{4}-\d\d-\d\d$/,
};

/** Lit l'adresse d'une recherche ; ce qui est mal forme est ignore. */
export const validerDemande = (brute: Readonly<Record<string, unknown>>): Demande =>
  Object.fromEntries(
    Object.entries(FORMES).flatMap(([nom, forme]) => {
      const valeur = typeof brute[nom] === 'number' ? String(brute[nom]) : brute[nom];
      return typeof valeur === 'string' && forme.test(valeur) ? [[nom, valeur]] : [];
    }),
  );

/** La demande avec une facette posee, ou otee (`undefined`). */
export function resserrer(demande: Demande, nom: keyof Demande, valeur: string | undefined): Demande {
  const { [nom]: _, ...reste } = demande;
  return valeur === undefined || valeur === '' ? reste : { ...reste, [nom]: valeur };
}

/** Rien n'est demande : ni question, ni facette. */
export const estVide = ({ q, tri: _, ...filtres }: Demande): boolean =>
  (q ?? '').trim() === '' && Object.keys(filtres).length === 0;

/** Facettes posees, dans l'ordre ou elles se montrent. */
export const facettesPosees = ({ q: _q, tri: _t, ...filtres }: Demande): readonly (keyof Demande)[] =>
  (['type', 'unite', 'natinf', 'etat', 'du', 'au'] as const).filter((nom) => filtres[nom] !== undefined);
