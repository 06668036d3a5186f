import {
  cleContenu,
  clePage,
  hauteurSupposee,
  type Mesures,
  taillePage,
  type TaillePage,
} from './disposition.ts';

/** Ce que les pages et les contenus apprennent au lecteur en s'affichant. */
export type Mesure =
  | { readonly type: 'ouverte'; readonly id: string; readonly pages: number }
  | { readonly type: 'page'; readonly id: string; readonly page: number; readonly taille: TaillePage }
  | { readonly type: 'hauteur'; readonly cle: string; readonly hauteur: number }
  | { readonly type: 'erreur'; readonly id: string; readonly phrase: string }
  | { readonly type: 'reessayer'; readonly id: string };

/** Rien n'est encore mesure. */
export const aucuneMesure: Mesures = {
  pages: new Map(),
  tailles: new Map(),
  hauteurs: new Map(),
  erreurs: new Map(),
};

const avec = <V>(table: ReadonlyMap<string, V>, cle: string, valeur: V): ReadonlyMap<string, V> =>
  new Map([...table, [cle, valeur]]);
const sans = <V>(table: ReadonlyMap<string, V>, cle: string): ReadonlyMap<string, V> =>
  new Map([...table].filter(([autre]) => autre !== cle));

/** Au point pres : une page A4 supposee n'apprend rien, et la suite n'est pas reposee a chaque page. */
const pareille = (a: TaillePage, b: TaillePage): boolean =>
  Math.abs(a.largeur - b.largeur) < 1 && Math.abs(a.hauteur - b.hauteur) < 1;

/** Ajoute une mesure ; rend le meme objet si elle n'apprend rien (pas de rendu inutile). */
export const reduireMesures = (mesures: Mesures, mesure: Mesure): Mesures => {
  switch (mesure.type) {
    case 'ouverte':
      return mesures.pages.get(mesure.id) === mesure.pages
        ? mesures
        : { ...mesures, pages: avec(mesures.pages, mesure.id, mesure.pages) };
    case 'page': {
      const cle = clePage(mesure.id, mesure.page);
      return pareille(taillePage(mesures, mesure.id, mesure.page), mesure.taille)
        ? mesures
        : { ...mesures, tailles: avec(mesures.tailles, cle, mesure.taille) };
    }
    case 'hauteur':
      return hauteurSupposee(mesures, mesure.cle) === mesure.hauteur
        ? mesures
        : { ...mesures, hauteurs: avec(mesures.hauteurs, mesure.cle, mesure.hauteur) };
    case 'erreur':
      return {
        ...mesures,
        erreurs: avec(mesures.erreurs, mesure.id, mesure.phrase),
        hauteurs: sans(mesures.hauteurs, cleContenu(mesure.id)),
      };
    case 'reessayer':
      return { ...mesures, erreurs: sans(mesures.erreurs, mesure.id) };
  }
};
