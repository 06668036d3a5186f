/** Un morceau de texte d'une page, dans l'ordre de lecture du PDF. */
export type Segment = { readonly texte: string; readonly finDeLigne: boolean };

/** Un point dans les segments : rang du segment et decalage en unites UTF-16. */
export type Point = { readonly segment: number; readonly decalage: number };

/** Une occurrence, du debut inclus a la fin exclue. */
export type Occurrence = { readonly debut: Point; readonly fin: Point };

type Comparable = {
  readonly texte: string;
  readonly origines: readonly (Point & { readonly longueur: number })[];
};

/** Forme comparable d'un caractere : sans accent, sans casse, apostrophes droites, ligatures ouvertes. */
export const plier = (caractere: string): string =>
  caractere
    .normalize('NFKD')
    .replaceAll(/[\p{M}\u00AD]/gu, '')
    .replaceAll(/[’‘]/gu, "'")
    .replaceAll('œ', 'oe')
    .replaceAll('Œ', 'oe')
    .replaceAll(/\s/gu, ' ')
    .toLowerCase();

const rendreComparable = (segments: readonly Segment[]): Comparable => {
  let texte = '';
  const origines: (Point & { longueur: number })[] = [];
  const ajouter = (plie: string, origine: Point & { longueur: number }): void => {
    for (const unite of plie) {
      if (unite === ' ' && (texte === '' || texte.endsWith(' '))) continue;
      texte += unite;
      for (let i = 0; i < unite.length; i += 1) origines.push(origine);
    }
  };
  segments.forEach((segment, rang) => {
    let decalage = 0;
    for (const caractere of segment.texte) {
      ajouter(plier(caractere), { segment: rang, decalage, longueur: caractere.length });
      decalage += caractere.length;
    }
    if (segment.finDeLigne) ajouter(' ', { segment: rang, decalage, longueur: 0 });
  });
  return { texte, origines };
};

/** Terme tel que compare : plie, espaces reduits ; vide si rien a chercher. */
export const termeComparable = (terme: string): string => plier(terme).replaceAll(/ +/gu, ' ').trim();

/** Toutes les occurrences d'un terme dans une page, sans chevauchement, 2 000 au plus. */
export const occurrences = (segments: readonly Segment[], terme: string): readonly Occurrence[] => {
  const cherche = termeComparable(terme);
  if (cherche === '') return [];
  const { texte, origines } = rendreComparable(segments);
  const trouvees: Occurrence[] = [];
  for (
    let a = texte.indexOf(cherche);
    a >= 0 && trouvees.length < 2_000;
    a = texte.indexOf(cherche, a + cherche.length)
  ) {
    const debut = origines[a];
    const fin = origines[a + cherche.length - 1];
    if (debut === undefined || fin === undefined) break;
    trouvees.push({
      debut: { segment: debut.segment, decalage: debut.decalage },
      fin: { segment: fin.segment, decalage: fin.decalage + fin.longueur },
    });
  }
  return trouvees;
};
