import { type Result, refus, reussite } from '@ppn/core';

/** Un element lu : nom local, attributs, enfants, texte direct encore encode. */
export type Element = {
  readonly nom: string;
  readonly attributs: ReadonlyMap<string, string>;
  readonly enfants: readonly Element[];
  readonly texte: string;
};

/** Pourquoi un texte n'est pas lu : declaration de type ou d'entite (attaque classique), forme, taille. */
export type RefusXml = 'declaration-interdite' | 'mal-forme' | 'trop-grand';

const TAILLE_MAX = 4 * 1024 * 1024;
const PROFONDEUR_MAX = 40;
const ELEMENTS_MAX = 50_000;

const JETON =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<\/([\w.:-]+)\s*>|<([\w.:-]+)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)|(<)/gu;
const ATTRIBUT = /([\w.:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/gu;

/** Un element en cours de lecture ; gele a sa fermeture. */
type Ouvert = {
  readonly nom: string;
  readonly attributs: ReadonlyMap<string, string>;
  readonly enfants: Element[];
  texte: string;
};

/**
 * Lit le XML d'un autre producteur, en temps lineaire. Aucune DTD ni entite declaree n'est admise, donc ni fichier lu, ni
 * expansion ; les entites restent encodees (`dechiffrer`). Espaces de noms : seul le nom local est garde.
 */
export function lireXml(texte: string): Result<Element, RefusXml> {
  if (texte.length > TAILLE_MAX) return refus('trop-grand');
  if (/<!(?:DOCTYPE|ENTITY)/iu.test(texte)) return refus('declaration-interdite');
  const racine: Ouvert = { nom: '', attributs: new Map(), enfants: [], texte: '' };
  const pile: Ouvert[] = [racine];
  let lus = 0;
  for (const jeton of texte.matchAll(JETON)) {
    const [, cdata, ferme, ouvre, attributs = '', vide, libre, seul] = jeton;
    const courant = pile.at(-1);
    if (courant === undefined || seul !== undefined) return refus('mal-forme');
    if (ouvre !== undefined) {
      lus += 1;
      if (lus > ELEMENTS_MAX || pile.length > PROFONDEUR_MAX) return refus('trop-grand');
      const neuf: Ouvert = { nom: local(ouvre), attributs: lireAttributs(attributs), enfants: [], texte: '' };
      courant.enfants.push(neuf);
      if (vide !== '/') pile.push(neuf);
    } else if (ferme !== undefined) {
      if (pile.length < 2 || courant.nom !== local(ferme)) return refus('mal-forme');
      pile.pop();
    } else courant.texte += cdata === undefined ? (libre ?? '') : cdata.replaceAll('&', '&amp;');
  }
  const [seule, ...autres] = racine.enfants;
  const propre = pile.length === 1 && autres.length === 0 && racine.texte.trim() === '';
  return seule === undefined || !propre ? refus('mal-forme') : reussite(seule);
}

const local = (nom: string): string => nom.slice(nom.indexOf(':') + 1);

const lireAttributs = (brut: string): ReadonlyMap<string, string> =>
  new Map(
    [...brut.matchAll(ATTRIBUT)].map(([, nom = '', guillemets, apostrophes]) => [
      local(nom),
      guillemets ?? apostrophes ?? '',
    ]),
  );

/** Tous les descendants de ce nom, dans l'ordre du document. */
export function tous(element: Element, nom: string): readonly Element[] {
  return element.enfants.flatMap((enfant) => [...(enfant.nom === nom ? [enfant] : []), ...tous(enfant, nom)]);
}
