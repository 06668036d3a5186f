/** Points d'une ligne brisee : les valeurs a pas egal, zero en bas, le maximum en haut. */
export const points = (
  valeurs: readonly number[],
  {
    maximum,
    largeur,
    hauteur,
  }: { readonly maximum: number; readonly largeur: number; readonly hauteur: number },
): string =>
  valeurs
    .map((valeur, rang) => {
      const x = valeurs.length < 2 ? 0 : (rang * largeur) / (valeurs.length - 1);
      return `${arrondi(x)},${arrondi(hauteur - (valeur / maximum) * hauteur)}`;
    })
    .join(' ');

const arrondi = (valeur: number): number => Math.round(valeur * 10) / 10;
