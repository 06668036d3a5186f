/** Generateur congruentiel (Numerical Recipes) : la meme suite a chaque passage. */
export function tirages(graine: number): () => number {
  let etat = graine >>> 0;
  return () => {
    etat = (Math.imul(etat, 1_664_525) + 1_013_904_223) >>> 0;
    return etat / 2 ** 32;
  };
}

const DEBUTS = 'b br c ch cr d f fl g gr j l m n p pl pr r s t tr v'.split(' ');
const VOYELLES = 'a e i o u é è ai ou an on in eau'.split(' ');
const FINS = ['', '', 'r', 'l', 't', 's', 'que', 'ment', 'tion', 'teur', 'age', 'ité'];

/** `nombre` mots inventes, de forme francaise, tous differents ; le premier sera le plus courant. */
export function inventer(nombre: number, graine: number): readonly string[] {
  const tirer = tirages(graine);
  const un = (parmi: readonly string[]): string => parmi[Math.floor(tirer() * parmi.length)] ?? '';
  const mots = new Set<string>();
  while (mots.size < nombre) {
    const syllabes = 2 + Math.floor(tirer() * 3);
    mots.add(Array.from({ length: syllabes }, () => un(DEBUTS) + un(VOYELLES)).join('') + un(FINS));
  }
  return [...mots];
}

/** Mots du corps des pieces, du plus courant (rang 1) au plus rare ; leur frequence suit la loi de Zipf. */
export const MOTS = inventer(40_000, 1);
/** Noms de famille et prenoms. */
export const NOMS = inventer(20_000, 2).map((nom) => nom.charAt(0).toUpperCase() + nom.slice(1));
export const PRENOMS = inventer(400, 3).map((nom) => nom.charAt(0).toUpperCase() + nom.slice(1));
