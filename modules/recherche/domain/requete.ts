/** Un terme tel que la base l'a lu : sa requete, ses racines, et la part des pieces qui le portent (0 : inconnue, donc rare). */
export type TermeLu = {
  readonly requete: string;
  readonly racines: readonly string[];
  readonly exclu: boolean;
  readonly frequence: number;
};

/** Au-dela, un mot ne distingue plus rien : il ne s'exige pas dans une recherche elargie. */
const TROP_COURANT = 0.25;

/** Requete de recherche : les termes voulus (au moins `voulus` d'entre eux), aucun exclu ; vide si rien n'est cherche. */
export function requeteDe(termes: readonly TermeLu[], voulus = Number.POSITIVE_INFINITY): string {
  const positifs = termes.filter(({ exclu }) => !exclu);
  const rares = positifs.filter(({ frequence }) => frequence < TROP_COURANT);
  const retenus = voulus >= positifs.length || rares.length === 0 ? positifs : rares;
  const groupes = combinaisons(
    retenus.map(({ requete }) => `(${requete})`),
    Math.min(voulus, retenus.length),
  ).map((groupe) => groupe.join(' & '));
  if (groupes.length === 0) return '';
  const exclus = termes.filter(({ exclu }) => exclu).map(({ requete }) => ` & !(${requete})`);
  return `(${groupes.join(' | ')})${exclus.join('')}`;
}

/** Combien de termes exiger, d'une recherche a la suivante, tant que trop peu de pieces repondent. */
export function paliers(termes: readonly TermeLu[]): readonly number[] {
  const nombre = termes.filter(({ exclu }) => !exclu).length;
  const tous = [nombre, nombre > 8 ? Math.ceil(nombre / 2) : nombre - 1, Math.ceil(nombre / 2), 1];
  return [...new Set(tous.filter((voulus) => voulus >= 1))];
}

/** Toutes les facons de prendre `taille` elements, dans l'ordre ; borne a 300. */
function combinaisons(elements: readonly string[], taille: number): readonly (readonly string[])[] {
  if (taille <= 0) return [];
  if (taille === 1) return elements.map((element) => [element]);
  const rendues: (readonly string[])[] = [];
  for (const [rang, element] of elements.entries())
    for (const suite of combinaisons(elements.slice(rang + 1), taille - 1)) {
      rendues.push([element, ...suite]);
      if (rendues.length === 300) return rendues;
    }
  return rendues;
}

/** Poids d'un terme : plus il est rare, plus il compte (frequence inverse). Sans mesure, tous pesent autant. */
export const poidsDe = ({ frequence }: Pick<TermeLu, 'frequence'>): number =>
  Math.log(1 + 1 / Math.max(frequence, 0.0001));

/** Les racines d'une requete ecrite par PostgreSQL : ce qui est entre apostrophes. */
export const racinesDe = (requete: string): readonly string[] =>
  [...requete.matchAll(/'((?:[^']|'')*)'/gu)].map(([, racine = '']) => racine.replaceAll("''", "'"));
