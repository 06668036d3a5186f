import type { FichierSource } from '../source.ts';
import { entree, FenetreTropCourte, Lexeur, type Valeur } from './lexeur.ts';

/** Objet trouve dans le fichier, reference ou non ; `debutFlux` est la position des donnees d'un flux. `numero` -1 : « trailer » ou objet sans numero. */
export type ObjetTrouve = {
  readonly numero: number;
  readonly valeur: Valeur;
  readonly nomsProfonds: readonly string[];
  readonly debutFlux?: number;
  /** faux si la longueur annoncee du flux ne mene pas a « endstream » */
  readonly longueurJuste: boolean;
  /** position de « n g obj » dans le fichier */
  readonly debut: number;
  readonly trailer: boolean;
};

const FENETRE = 1024 * 1024;
const CHEVAUCHEMENT = 64 * 1024;
const FENETRE_MAX = 32 * 1024 * 1024;

/**
 * Rend tous les objets du fichier en cherchant les mots « obj » et « trailer », sans croire aucune table :
 * les visionneuses reparent les fichiers abimes de la meme facon, et un objet cache dans une ancienne
 * revision ou au milieu d'un flux est vu aussi. Lit par fenetres de 1 Mio.
 */
export async function* balayer(source: FichierSource): AsyncGenerator<ObjetTrouve> {
  for (let debut = 0; debut < source.taille; debut += FENETRE) {
    const fin = Math.min(source.taille, debut + FENETRE + CHEVAUCHEMENT);
    const octets = Buffer.from(await source.lire(Math.max(0, debut - 32), fin));
    const decalage = Math.max(0, debut - 32);
    for (const mot of motsClefs(octets)) {
      const position = decalage + mot.position;
      if (position < debut || position >= debut + FENETRE) continue;
      yield await lireObjet(source, { ...mot, octets, decalage, complet: fin === source.taille });
    }
  }
}

type Mot = {
  readonly position: number;
  readonly debut: number;
  readonly apres: number;
  readonly numero: number;
  readonly trailer: boolean;
};

function* motsClefs(octets: Buffer): Generator<Mot> {
  for (let i = octets.indexOf('obj'); i >= 0; i = octets.indexOf('obj', i + 3)) {
    const avant = octets[i - 1];
    // « endobj », et tout mot qui finirait par « obj »
    if (avant !== undefined && ((avant >= 0x41 && avant <= 0x5a) || (avant >= 0x61 && avant <= 0x7a)))
      continue;
    yield { position: i, apres: i + 3, ...numeroAvant(octets, i), trailer: false };
  }
  for (let i = octets.indexOf('trailer'); i >= 0; i = octets.indexOf('trailer', i + 7)) {
    yield { position: i, debut: i, apres: i + 7, numero: -1, trailer: true };
  }
}

/** Numero et debut de l'objet « n g obj » dont le mot commence en `i`. */
function numeroAvant(octets: Buffer, i: number): { readonly numero: number; readonly debut: number } {
  const texte = octets.toString('latin1', Math.max(0, i - 32), i);
  const trouve = /(\d{1,10})[\0\s]+\d{1,10}[\0\s]*$/.exec(texte);
  return trouve === null
    ? { numero: -1, debut: i }
    : { numero: Number(trouve[1]), debut: i - trouve[0].length };
}

type Lecture = Mot & { readonly octets: Buffer; readonly decalage: number; readonly complet: boolean };

async function lireObjet(source: FichierSource, lecture: Lecture): Promise<ObjetTrouve> {
  let { octets, decalage, apres, complet } = lecture;
  for (let taille = FENETRE; ; taille *= 2) {
    try {
      return construire(
        { ...lecture, debut: lecture.decalage + lecture.debut },
        new Lexeur(octets, apres, complet),
        decalage,
      );
    } catch (erreur) {
      if (!(erreur instanceof FenetreTropCourte)) throw erreur;
      const debut = decalage + apres;
      // une valeur plus grande que cela n'a pas de sens hors d'un flux : lue comme si le fichier finissait la
      complet = taille >= FENETRE_MAX || debut + taille >= source.taille;
      octets = Buffer.from(await source.lire(debut, Math.min(source.taille, debut + taille)));
      decalage = debut;
      apres = 0;
    }
  }
}

function construire(mot: Mot, lexeur: Lexeur, decalage: number): ObjetTrouve {
  const valeur = lexeur.valeur();
  const { numero, trailer, debut } = mot;
  const base = { numero, trailer, debut, valeur, nomsProfonds: lexeur.nomsProfonds, longueurJuste: true };
  if (valeur.genre !== 'dico') return base;
  lexeur.sauterBlancs();
  const { octets, position } = lexeur;
  if (Buffer.from(octets.subarray(position, position + 6)).toString('latin1') !== 'stream') return base;
  let donnees = position + 6;
  if (octets[donnees] === 13) donnees += 1;
  if (octets[donnees] === 10) donnees += 1;
  return { ...base, debutFlux: decalage + donnees, longueurJuste: longueurJuste(valeur, octets, donnees) };
}

/** Une longueur donnee par reference, ou hors de la fenetre lue, est tenue pour juste. */
function longueurJuste(dico: Valeur, octets: Uint8Array, donnees: number): boolean {
  const longueur = entree(dico, 'Length');
  if (longueur === undefined) return false;
  if (longueur.genre !== 'nombre' || donnees + longueur.nombre + 12 > octets.length) return true;
  const suite = Buffer.from(octets.subarray(donnees + longueur.nombre, donnees + longueur.nombre + 12));
  return suite.toString('latin1').trimStart().startsWith('endstream');
}
