import { HAUTEUR, LARGEUR, type Point, type Traces } from './traces.ts';

/** Largeur de l'image dans l'acte, en millimetres ; la hauteur suit. */
const MILLIMETRES = 72;
/** Le trait le plus fin, le plus large, et le pas entre deux largeurs, en unites du cadre. */
const [FIN, LARGE, PAS] = [55, 150, 19];

/** Image vectorielle d'une signature : les traces lisses, plus larges ou la pression est plus forte. Deterministe. */
export const signatureEnSvg = ({ traits }: Traces): string =>
  [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${MILLIMETRES}mm" height="${(MILLIMETRES * HAUTEUR) / LARGEUR}mm" viewBox="0 0 ${LARGEUR} ${HAUTEUR}">`,
    '<g fill="none" stroke="#14213d" stroke-linecap="round" stroke-linejoin="round">',
    ...traits.flatMap(chemins),
    '</g></svg>',
  ].join('');

type Courbe = { readonly largeur: number; readonly depart: string; readonly suite: string };

/** Une courbe par point, de milieu en milieu ; les courbes voisines de meme largeur font un chemin. */
function chemins(trait: readonly Point[]): readonly string[] {
  const groupes: { largeur: number; d: string }[] = [];
  for (const { largeur, depart, suite } of courbes(trait)) {
    const dernier = groupes.at(-1);
    if (dernier?.largeur === largeur) dernier.d += suite;
    else groupes.push({ largeur, d: `M${depart}${suite}` });
  }
  return groupes.map(({ largeur, d }) => `<path stroke-width="${largeur}" d="${d}"/>`);
}

function courbes(trait: readonly Point[]): readonly Courbe[] {
  const [premier] = trait;
  if (premier === undefined) return [];
  if (trait.length === 1)
    return [{ largeur: largeurDe(premier), depart: `${premier[0]} ${premier[1]}`, suite: 'l1 0' }];
  return trait.map((point, rang) => {
    const avant = rang === 0 ? lieu(point) : milieu(trait[rang - 1] ?? point, point);
    const apres = rang === trait.length - 1 ? lieu(point) : milieu(point, trait[rang + 1] ?? point);
    return { largeur: largeurDe(point), depart: avant, suite: `Q${lieu(point)} ${apres}` };
  });
}

const lieu = ([x, y]: Point): string => `${x} ${y}`;
const milieu = ([ax, ay]: Point, [bx, by]: Point): string =>
  `${Math.round((ax + bx) / 2)} ${Math.round((ay + by) / 2)}`;
const largeurDe = ([, , pression]: Point): number =>
  FIN + Math.round(((LARGE - FIN) * pression) / 1_000 / PAS) * PAS;
