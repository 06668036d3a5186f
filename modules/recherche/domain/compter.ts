import { aplatirSurPlace } from './extrait.ts';

/** Ce qu'une piece contient des mots cherches. */
export type Comptes = {
  readonly total: number;
  readonly pages: readonly { readonly page: number; readonly nombre: number }[];
};

/** Une page, et combien de fois chaque ecriture y commence comme une racine. */
export type PageRelevee = { readonly page: number; readonly ecritures: ReadonlyMap<string, number> };

/** Releve, page par page, les mots qui commencent comme une des racines ; la base dira lesquels en sont. Pur. */
export function relever(pages: readonly string[], racines: readonly string[]): readonly PageRelevee[] {
  const motif = motifDe(racines);
  if (motif === undefined) return [];
  return pages.flatMap((texte, rang) => {
    const ecritures = new Map<string, number>();
    for (const { index, 0: mot } of aplatirSurPlace(texte).matchAll(motif)) {
      const ecriture = texte.slice(index, index + mot.length).toLowerCase();
      ecritures.set(ecriture, (ecritures.get(ecriture) ?? 0) + 1);
    }
    return ecritures.size === 0 ? [] : [{ page: rang + 1, ecritures }];
  });
}

/** Compte les seules ecritures retenues. */
export function compter(relevees: readonly PageRelevee[], retenues: ReadonlySet<string>): Comptes {
  const pages = relevees
    .map(({ page, ecritures }) => ({
      page,
      nombre: [...ecritures].reduce(
        (somme, [ecriture, nombre]) => somme + (retenues.has(ecriture) ? nombre : 0),
        0,
      ),
    }))
    .filter(({ nombre }) => nombre > 0);
  return { total: pages.reduce((somme, { nombre }) => somme + nombre, 0), pages };
}

/** Une racine change parfois sa derniere lettre : un mot long se reconnait a ce qui precede. */
const motifDe = (racines: readonly string[]): RegExp | undefined => {
  const debuts = racines
    .map((racine) => racine.slice(0, racine.length > 4 ? -1 : undefined).replace(/[^\p{L}\p{N}]/gu, '.'))
    .filter((debut) => debut !== '');
  return debuts.length === 0
    ? undefined
    : new RegExp(`(?<![\\p{L}\\p{N}])(?:${debuts.join('|')})[\\p{L}\\p{N}]*`, 'gu');
};
