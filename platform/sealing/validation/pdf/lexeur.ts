import { ErreurPdf, NUL } from './objets.ts';
import type { Chaine, Dictionnaire, Objet } from './objets.ts';

/** Position de lecture ; `absolue` est faux dans un flux d'objets, dont les places ne sont pas celles du fichier. */
export type Curseur = {
  readonly octets: Uint8Array;
  position: number;
  readonly limite: number;
  readonly absolue: boolean;
};

/** Un curseur a cette place ; ErreurPdf hors des octets (une table peut placer un objet ou elle veut). */
export function curseurA(octets: Uint8Array, position: number, absolue = true): Curseur {
  if (!Number.isSafeInteger(position) || position < 0 || position > octets.length)
    throw new ErreurPdf('place hors du fichier');
  return { octets, position, limite: octets.length, absolue };
}

const PROFONDEUR_MAX = 100;
/** Classe de chaque octet : 0 ordinaire, 1 blanc, 2 delimiteur (ISO 32000-2 §7.2.3). Une table : ce lexeur lit chaque octet. */
const CLASSES = new Uint8Array(256);
for (const octet of [0, 9, 10, 12, 13, 32]) CLASSES[octet] = 1;
for (const lettre of '()<>[]{}/%') CLASSES[lettre.charCodeAt(0)] = 2;

export const estBlanc = (octet: number): boolean => octet >= 0 && CLASSES[octet] === 1;
export const lireOctet = (curseur: Curseur, decalage = 0): number => {
  const position = curseur.position + decalage;
  return position < curseur.limite ? (curseur.octets[position] ?? -1) : -1;
};

/** Passe les blancs et les commentaires (ISO 32000-2 §7.2). */
export function passerBlancs(curseur: Curseur): void {
  for (let octet = lireOctet(curseur); octet === 0x25 || estBlanc(octet); octet = lireOctet(curseur)) {
    if (octet === 0x25) passerCommentaire(curseur);
    else curseur.position += 1;
  }
}

function passerCommentaire(curseur: Curseur): void {
  for (let octet = lireOctet(curseur); octet >= 0 && octet !== 10 && octet !== 13; octet = lireOctet(curseur))
    curseur.position += 1;
}

/** Lit un mot (suite de caracteres ordinaires) ; vide si le curseur est sur un delimiteur. */
export function lireMot(curseur: Curseur): string {
  const { octets, limite, position: debut } = curseur;
  let fin = debut;
  while (fin < limite && CLASSES[octets[fin] ?? 0] === 0) fin += 1;
  curseur.position = fin;
  if (fin - debut > MOT_MAX) throw new ErreurPdf('mot démesuré');
  if (fin - debut <= MOT_COURT) {
    let mot = '';
    for (let place = debut; place < fin; place += 1) mot += String.fromCharCode(octets[place] ?? 0);
    return mot;
  }
  return Buffer.from(
    curseur.octets.buffer,
    curseur.octets.byteOffset + debut,
    curseur.position - debut,
  ).toString('latin1');
}

const MOT_MAX = 4096;
/** Un mot court se compose plus vite qu'il ne se convertit. */
const MOT_COURT = 24;

/** Consomme exactement ce mot, ou lance ErreurPdf. */
export function exigerMot(curseur: Curseur, mot: string): void {
  passerBlancs(curseur);
  const lu = lireMot(curseur);
  if (lu !== mot) throw new ErreurPdf(`« ${mot} » attendu à la position ${curseur.position}`);
}

/** Lit un objet direct ou une reference (`n g R`). Les flux sont lus par `document.ts`. */
export function lireObjet(curseur: Curseur, profondeur = 0): Objet {
  if (profondeur > PROFONDEUR_MAX) throw new ErreurPdf('imbrication trop profonde');
  passerBlancs(curseur);
  const octet = lireOctet(curseur);
  if (octet === 0x2f) return { genre: 'nom', valeur: lireNom(curseur) };
  if (octet === 0x28) return lireLitterale(curseur);
  if (octet === 0x3c)
    return lireOctet(curseur, 1) === 0x3c ? lireDictionnaire(curseur, profondeur) : lireHexa(curseur);
  if (octet === 0x5b) return lireTableau(curseur, profondeur);
  return lireScalaire(curseur);
}

function lireScalaire(curseur: Curseur): Objet {
  const debut = curseur.position;
  const mot = lireMot(curseur);
  if (mot === 'null') return NUL;
  if (mot === 'true' || mot === 'false') return { genre: 'booleen', valeur: mot === 'true' };
  if (/^\d{1,10}$/u.test(mot)) return lireReference(curseur, Number(mot));
  if (/^[+-]?(?:\d+\.?\d*|\.\d+)$/u.test(mot)) return { genre: 'nombre', valeur: Number(mot) };
  throw new ErreurPdf(`objet illisible à la position ${debut}`);
}

function lireReference(curseur: Curseur, numero: number): Objet {
  const retour = curseur.position;
  passerBlancs(curseur);
  const generation = lireMot(curseur);
  if (/^\d{1,5}$/u.test(generation)) {
    passerBlancs(curseur);
    if (lireMot(curseur) === 'R') return { genre: 'reference', numero, generation: Number(generation) };
  }
  curseur.position = retour;
  return { genre: 'nombre', valeur: numero };
}

function lireNom(curseur: Curseur): string {
  curseur.position += 1;
  const nom = lireMot(curseur);
  return nom.includes('#')
    ? nom.replace(/#([0-9A-Fa-f]{2})/gu, (_, hexa: string) => String.fromCharCode(Number.parseInt(hexa, 16)))
    : nom;
}

function lireTableau(curseur: Curseur, profondeur: number): Objet {
  curseur.position += 1;
  const elements: Objet[] = [];
  for (passerBlancs(curseur); lireOctet(curseur) !== 0x5d; passerBlancs(curseur))
    elements.push(lireObjet(curseur, profondeur + 1));
  curseur.position += 1;
  return { genre: 'tableau', elements };
}

function lireDictionnaire(curseur: Curseur, profondeur: number): Dictionnaire {
  curseur.position += 2;
  const entrees = new Map<string, Objet>();
  let doublons = false;
  for (passerBlancs(curseur); lireOctet(curseur) !== 0x3e; passerBlancs(curseur)) {
    if (lireOctet(curseur) !== 0x2f)
      throw new ErreurPdf(`clé de dictionnaire attendue à la position ${curseur.position}`);
    const cle = lireNom(curseur);
    doublons ||= entrees.has(cle);
    entrees.set(cle, lireObjet(curseur, profondeur + 1));
  }
  if (lireOctet(curseur, 1) !== 0x3e)
    throw new ErreurPdf(`dictionnaire mal fermé à la position ${curseur.position}`);
  curseur.position += 2;
  return { genre: 'dictionnaire', entrees, doublons };
}

function lireHexa(curseur: Curseur): Chaine {
  const debut = curseur.position;
  const fin = curseur.octets.indexOf(0x3e, debut);
  if (fin < 0 || fin >= curseur.limite) throw new ErreurPdf(`chaîne non fermée à la position ${debut}`);
  const texte = Buffer.from(curseur.octets.buffer, curseur.octets.byteOffset + debut + 1, fin - debut - 1)
    .toString('latin1')
    .replace(/[\0\t\n\f\r ]/gu, '');
  // Le decodage s'arrete au premier signe qui n'est pas un chiffre : tout lire le prouve.
  const lu = Buffer.from(texte.length % 2 === 0 ? texte : `${texte}0`, 'hex');
  if (lu.length !== Math.ceil(texte.length / 2))
    throw new ErreurPdf(`chaîne hexadécimale illisible à la position ${debut}`);
  curseur.position = fin + 1;
  return {
    genre: 'chaine',
    octets: lu,
    hexa: true,
    ...placeDe(curseur, debut),
  };
}

const placeDe = (curseur: Curseur, debut: number): { readonly debut: number; readonly fin: number } =>
  curseur.absolue ? { debut, fin: curseur.position } : { debut: -1, fin: -1 };

const ECHAPPES: ReadonlyMap<number, number> = new Map([
  [0x6e, 10],
  [0x72, 13],
  [0x74, 9],
  [0x62, 8],
  [0x66, 12],
]);

function lireLitterale(curseur: Curseur): Chaine {
  const debut = curseur.position;
  const sortie: number[] = [];
  curseur.position += 1;
  for (let niveau = 1; niveau > 0;) {
    const octet = lireOctet(curseur);
    if (octet < 0) throw new ErreurPdf(`chaîne non fermée à la position ${debut}`);
    curseur.position += 1;
    if (octet === 0x5c) lireEchappement(curseur, sortie);
    else {
      if (octet === 0x28) niveau += 1;
      if (octet === 0x29) niveau -= 1;
      if (niveau > 0) sortie.push(octet);
    }
  }
  return { genre: 'chaine', octets: Uint8Array.from(sortie), hexa: false, ...placeDe(curseur, debut) };
}

function lireEchappement(curseur: Curseur, sortie: number[]): void {
  const octet = lireOctet(curseur);
  curseur.position += 1;
  if (octet >= 0x30 && octet <= 0x37) {
    let valeur = octet - 0x30;
    for (let rang = 0; rang < 2 && lireOctet(curseur) >= 0x30 && lireOctet(curseur) <= 0x37; rang += 1) {
      valeur = valeur * 8 + lireOctet(curseur) - 0x30;
      curseur.position += 1;
    }
    sortie.push(valeur & 0xff);
  } else if (octet === 13 && lireOctet(curseur) === 10) curseur.position += 1;
  else if (octet !== 10 && octet !== 13) sortie.push(ECHAPPES.get(octet) ?? octet);
}
