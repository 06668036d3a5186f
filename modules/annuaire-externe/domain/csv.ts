/** Le texte n'est pas une table lisible ; `ligne` : ou, la premiere est 1. */
export class CsvIllisible extends Error {
  override readonly name = 'CsvIllisible';
  readonly ligne: number;

  constructor(ligne: number, phrase: string) {
    super(`Ligne ${ligne} : ${phrase}`);
    this.ligne = ligne;
  }
}

/** Une cellule reelle fait quelques dizaines de signes ; au-dela, un guillemet jamais referme avalerait le reste du fichier. */
const CELLULE_MAX = 4_096;
const CELLULES_MAX = 200;

/** Entites HTML que les listes portent, et dont le point-virgule n'est pas un separateur. */
const ENTITE = /&(?:#(\d{1,6})|#x([0-9a-f]{1,5})|(amp|quot|apos|lt|gt|nbsp))$/i;
const NOMMEES: Readonly<Record<string, string>> = {
  amp: '&',
  quot: '"',
  apos: '’',
  lt: '<',
  gt: '>',
  nbsp: ' ',
};

/** Une ligne lue, et son numero. */
export type LigneCsv = { readonly ligne: number; readonly cellules: readonly string[] };

/** Lit une table par morceaux ; rend les lignes completes a chaque morceau, la derniere a `fin`. */
export type LecteurCsv = {
  readonly lire: (morceau: string) => readonly LigneCsv[];
  readonly fin: () => readonly LigneCsv[];
};

/**
 * Lecteur de table a separateur. Guillemets doubles seulement en debut de cellule ; retour chariot isole : une espace ; une
 * entite HTML dans une cellule nue garde son point-virgule. Lance `CsvIllisible`.
 */
export function lecteurCsv(separateur: string, { crSeul }: { readonly crSeul: boolean }): LecteurCsv {
  let [cellule, citee, fermee, retour] = ['', false, false, false];
  let cellules: string[] = [];
  let ligne = 1;
  let debut = 1;
  let lues: LigneCsv[] = [];
  const poser = (): void => {
    if (cellules.length >= CELLULES_MAX) throw new CsvIllisible(debut, 'trop de colonnes.');
    cellules.push(cellule);
    [cellule, citee, fermee] = ['', false, false];
  };
  const finirLaLigne = (): void => {
    poser();
    lues.push({ ligne: debut, cellules });
    cellules = [];
    debut = ligne;
  };
  const separer = (): void => {
    const entite = separateur === ';' ? ENTITE.exec(cellule) : null;
    if (entite === null) poser();
    else cellule = cellule.slice(0, entite.index) + signeDe(entite);
  };
  const prendre = (signe: string): void => {
    if (retour) {
      retour = false;
      cellule += ' ';
    }
    if (signe === '\n' || signe === '\r') ligne += signe === '\n' || crSeul ? 1 : 0;
    if (citee && !fermee) {
      if (signe === '"') fermee = true;
      else cellule += signe === '\r' || signe === '\n' ? ' ' : signe;
    } else if (citee && fermee && signe === '"') {
      cellule += '"';
      fermee = false;
    } else if (signe === separateur) separer();
    else if (signe === '\n') finirLaLigne();
    else if (signe === '\r') {
      if (crSeul) finirLaLigne();
      else retour = true;
    } else if (signe === '"' && cellule === '' && !citee) citee = true;
    else cellule += signe;
    if (cellule.length > CELLULE_MAX)
      throw new CsvIllisible(debut, 'cellule trop longue, sans doute un guillemet jamais refermé.');
  };
  return {
    lire: (morceau) => {
      lues = [];
      for (const signe of morceau) {
        // Un retour suivi d'une fin de ligne n'est pas un signe de la cellule.
        if (retour && signe === '\n') {
          retour = false;
          ligne += 1;
          finirLaLigne();
        } else prendre(signe);
      }
      return lues;
    },
    fin: () => {
      lues = [];
      if (citee && !fermee) throw new CsvIllisible(debut, 'le fichier finit au milieu d’une cellule.');
      if (cellule !== '' || cellules.length > 0) finirLaLigne();
      return lues;
    },
  };
}

function signeDe([, decimal, hexa, nom]: RegExpExecArray): string {
  if (nom !== undefined) return NOMMEES[nom.toLowerCase()] ?? '';
  const point = decimal === undefined ? Number.parseInt(hexa ?? '', 16) : Number(decimal);
  return point > 31 && point <= 0x10_ff_ff && (point < 0xd8_00 || point > 0xdf_ff)
    ? String.fromCodePoint(point)
    : '';
}

/** Le separateur le plus frequent de l'en-tete. */
export const separateurDe = (entete: string): string =>
  [';', ',', '\t'].toSorted((a, b) => entete.split(b).length - entete.split(a).length)[0] ?? ';';
