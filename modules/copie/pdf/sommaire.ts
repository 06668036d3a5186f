import { contenuDePage, HAUTEUR, LARGEUR, MARGE, type Pose } from './page-de-texte.ts';
import { enLignes, largeur } from './texte.ts';

/** Une ligne du sommaire : la cote, le titre, la page ou elle commence (numerotee depuis 1), et l'objet de cette page. */
export type LigneDeSommaire = {
  readonly cote: string;
  readonly titre: string;
  readonly page: number;
  readonly objet: number;
};

/** Une page du sommaire : son contenu, et les cadres ou l'on clique. */
export type PageDeSommaire = {
  readonly contenu: string;
  readonly liens: readonly { readonly cadre: readonly number[]; readonly objet: number }[];
};

const CORPS = 10;
const INTERLIGNE = 14;
const TITRE_X = MARGE + 48;
const TITRE_MAX = LARGEUR - MARGE - 48 - TITRE_X;
const BAS = HAUTEUR - MARGE - 24;

/** Met le sommaire en pages : titre et fondement sur la premiere, une ligne par piece, le numero de page a droite. */
export function mettreEnPages(
  { titre, chapeau }: { readonly titre: string; readonly chapeau: readonly string[] },
  lignes: readonly LigneDeSommaire[],
): readonly PageDeSommaire[] {
  const pages: PageDeSommaire[] = [];
  const entete = ouvrir(titre, chapeau);
  let { poses, y } = entete;
  let liens: { readonly cadre: readonly number[]; readonly objet: number }[] = [];
  const tourner = (): void => {
    const pied: Pose = {
      texte: `Sommaire, ${pages.length + 1}`,
      x: MARGE,
      y: HAUTEUR - MARGE + 8,
      corps: 8,
      gris: true,
    };
    pages.push({
      contenu: contenuDePage([...poses, pied], pages.length === 0 ? [entete.y - 20] : []),
      liens,
    });
    [poses, y, liens] = [[], MARGE + 12, []];
  };
  for (const ligne of lignes) {
    const titres = enLignes(ligne.titre, CORPS, TITRE_MAX).slice(0, 3);
    const haut = titres.length * INTERLIGNE;
    if (y + haut > BAS) tourner();
    poses = [...poses, ...poserLaLigne(ligne, titres, y)];
    liens.push({
      cadre: [MARGE, HAUTEUR - y - haut + 10, LARGEUR - MARGE, HAUTEUR - y + 10],
      objet: ligne.objet,
    });
    y += haut + 4;
  }
  tourner();
  return pages;
}

function ouvrir(titre: string, chapeau: readonly string[]): { poses: readonly Pose[]; y: number } {
  let y = MARGE + 12;
  const poses: Pose[] = [{ texte: titre, x: MARGE, y, corps: 18, gras: true }];
  y += 24;
  for (const ligne of chapeau.flatMap((texte) => enLignes(texte, 9, LARGEUR - 2 * MARGE))) {
    poses.push({ texte: ligne, x: MARGE, y, corps: 9, gris: true });
    y += 13;
  }
  return { poses, y: y + 20 };
}

function poserLaLigne(
  { cote, page }: LigneDeSommaire,
  titres: readonly string[],
  y: number,
): readonly Pose[] {
  const numero = String(page);
  return [
    { texte: cote, x: MARGE, y, corps: CORPS, gras: true },
    ...titres.map((texte, rang) => ({ texte, x: TITRE_X, y: y + rang * INTERLIGNE, corps: CORPS })),
    { texte: numero, x: LARGEUR - MARGE - largeur(numero, CORPS), y, corps: CORPS },
  ];
}
