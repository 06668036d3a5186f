import type { FichierSource } from '../source.ts';
import { balayer, type ObjetTrouve } from './balayage.ts';
import { lireFlux, type Flux } from './flux.ts';
import { entree, Lexeur, type Valeur } from './lexeur.ts';
import { constatsVides, ENVOI_AUTOMATIQUE, noter, noterNomProfond, type Constats } from './risques.ts';
import { tableJuste } from './table.ts';

/** Total decode pour tous les flux d'objets d'un fichier. */
const DECODE_MAX = 512 * 1024 * 1024;
const SCALAIRES_MAX = 200_000;

/** Ce que tous les objets du fichier ont fait voir ; `illisible` : un flux d'objets n'a pas pu etre lu en entier. */
export type LectureObjets = {
  readonly constats: Constats;
  readonly flux: ReadonlyMap<number, Flux>;
  readonly simples: ReadonlyMap<number, Valeur>;
  readonly abime: boolean;
  readonly illisible: boolean;
};

/** Lit et note tous les objets d'un PDF, ceux des flux d'objets compris. */
export async function lireObjets(source: FichierSource): Promise<LectureObjets> {
  const constats = constatsVides();
  const simples = new Map<number, Valeur>();
  const flux = new Map<number, Flux>();
  const composes: Flux[] = [];
  const positions = new Map<number, Set<number>>();
  let abime = false;
  for await (const objet of balayer(source)) {
    positions.set(objet.numero, (positions.get(objet.numero) ?? new Set()).add(objet.debut));
    if (!objet.longueurJuste) abime = true;
    noterObjet(objet, constats);
    if (simples.size < SCALAIRES_MAX && estSimple(objet.valeur)) simples.set(objet.numero, objet.valeur);
    if (objet.debutFlux === undefined) continue;
    const trouve = { dico: reduit(objet.valeur), debut: objet.debutFlux };
    if (estFluxDObjets(objet.valeur)) composes.push(trouve);
    if (estFichierJoint(objet.valeur)) constats.joints.add(objet.numero);
    if (flux.size < SCALAIRES_MAX) flux.set(objet.numero, trouve);
  }
  const illisible = !(await lireFluxDObjets(source, { composes, simples, constats }));
  for (const numero of constats.envois)
    if (constats.declenches.has(numero)) constats.actifs.add(ENVOI_AUTOMATIQUE);
  return { constats, flux, simples, illisible, abime: abime || !(await tableJuste(source, positions)) };
}

type ObjetANoter = Pick<ObjetTrouve, 'numero' | 'valeur' | 'nomsProfonds' | 'trailer'>;

function noterObjet(objet: ObjetANoter, constats: Constats): void {
  const trailer = objet.trailer || estNom(entree(objet.valeur, 'Type'), 'XRef');
  noter(objet.valeur, constats, { objet: objet.numero, declenche: false, trailer });
  for (const nom of objet.nomsProfonds) noterNomProfond(nom, constats);
}

const estNom = (valeur: Valeur | undefined, nom: string): boolean =>
  valeur?.genre === 'nom' && valeur.nom === nom;

/** /Type /ObjStm, ou ce qui y ressemble (/N et /First) : le type est parfois cache derriere une reference. */
const estFluxDObjets = (valeur: Valeur): boolean =>
  estNom(entree(valeur, 'Type'), 'ObjStm') ||
  (entree(valeur, 'N') !== undefined && entree(valeur, 'First') !== undefined);

/** Valeurs gardees pour resoudre un filtre ou une longueur donnes par reference. */
const estSimple = (valeur: Valeur): boolean =>
  valeur.genre === 'nom' ||
  valeur.genre === 'nombre' ||
  (valeur.genre === 'tableau' && valeur.elements.length <= 8) ||
  (valeur.genre === 'dico' && valeur.entrees.length <= 6 && entree(valeur, 'Predictor') !== undefined);

const estFichierJoint = (valeur: Valeur): boolean => estNom(entree(valeur, 'Type'), 'EmbeddedFile');

const CLES_DE_FLUX: ReadonlySet<string> = new Set(['Filter', 'F', 'DecodeParms', 'DP', 'Length', 'First']);

/** Dictionnaire d'un flux, reduit a ce qui sert a le decoder. */
const reduit = (valeur: Valeur): Valeur =>
  valeur.genre === 'dico'
    ? { genre: 'dico', entrees: valeur.entrees.filter(([cle]) => CLES_DE_FLUX.has(cle)) }
    : valeur;

/** Faux si l'un d'eux ne se laisse pas lire en entier (filtre inconnu, bombe). */
async function lireFluxDObjets(
  source: FichierSource,
  {
    composes,
    simples,
    constats,
  }: { composes: readonly Flux[]; simples: Map<number, Valeur>; constats: Constats },
): Promise<boolean> {
  let total = 0;
  for (const compose of composes) {
    const decode = await lireFlux(source, compose, simples);
    if (decode === undefined || decode.tronque) return false;
    total += decode.octets.length;
    if (total > DECODE_MAX) return false;
    noterInterieur(decode.octets, compose.dico, { constats, simples });
  }
  return true;
}

/** Objets d'un flux d'objets : la table des positions d'abord, puis tout ce qui suit, lu a la file. */
function noterInterieur(
  octets: Uint8Array,
  dico: Valeur,
  { constats, simples }: { constats: Constats; simples: Map<number, Valeur> },
): void {
  const premier = entree(dico, 'First');
  const table = new Lexeur(octets, 0, true);
  const debut = premier?.genre === 'nombre' ? premier.nombre : 0;
  const positions = new Map<number, number>();
  while (table.position < debut && positions.size < SCALAIRES_MAX) {
    const numero = table.valeur();
    const position = table.valeur();
    if (numero.genre !== 'nombre' || position.genre !== 'nombre') break;
    positions.set(debut + position.nombre, numero.nombre);
  }
  for (const [position, numero] of positions) {
    if (position >= octets.length) continue;
    const lexeur = new Lexeur(octets, position, true);
    const valeur = lexeur.valeur();
    noterObjet({ numero, valeur, nomsProfonds: lexeur.nomsProfonds, trailer: false }, constats);
    if (simples.size < SCALAIRES_MAX && estSimple(valeur)) simples.set(numero, valeur);
  }
  // la table peut mentir : tout est relu a la suite
  const suite = new Lexeur(octets, 0, true);
  while (suite.position < octets.length)
    noter(suite.valeur(), constats, { objet: -1, declenche: false, trailer: false });
}
