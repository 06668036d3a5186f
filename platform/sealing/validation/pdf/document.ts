import { decoder } from './filtres.ts';
import { curseurA, estBlanc, exigerMot, lireMot, lireObjet, passerBlancs } from './lexeur.ts';
import { lireFluxOuObjet } from './objet-indirect.ts';
import { DICTIONNAIRE_VIDE, ErreurPdf, NUL, dictionnaireDe, entierDe, nomDe, valeur } from './objets.ts';
import type { Dictionnaire, Objet } from './objets.ts';
import { lireReferences } from './references-croisees.ts';
import type { Entree } from './references-croisees.ts';

/** Un PDF vu a une revision : les octets jusqu'a sa fin, et rien de ce qui suit. */
export type DocumentPdf = {
  readonly octets: Uint8Array;
  readonly trailer: Dictionnaire;
  /** Position de la derniere table (startxref). */
  readonly depart: number;
  readonly sections: readonly number[];
  readonly numeros: readonly number[];
  readonly entree: (numero: number) => Entree | undefined;
  /** L'objet de ce numero, `nul` s'il manque ou s'il est illisible. */
  readonly objet: (numero: number) => Objet;
  /** Numeros demandes que le fichier porte mais qu'on n'a pas pu lire : un autre lecteur y verrait autre chose. */
  readonly illisibles: ReadonlySet<number>;
  /** Suit les references jusqu'a une valeur. */
  readonly resoudre: (objet: Objet) => Objet;
  readonly catalogue: Dictionnaire;
  readonly numeroDuCatalogue: number;
  /** Vrai si rien d'autre qu'une fin de ligne ne suit le dernier %%EOF. */
  readonly finNette: boolean;
  readonly chiffre: boolean;
};

/** Ouvre les octets comme une revision complete ; ErreurPdf si la structure est illisible. */
export function ouvrirPdf(octets: Uint8Array): DocumentPdf {
  if (Buffer.from(octets.subarray(0, 5)).toString('latin1') !== '%PDF-')
    throw new ErreurPdf('le fichier ne commence pas par %PDF-');
  const { depart, finNette } = lireFin(octets);
  const { entrees, trailer, sections } = lireReferences(octets, depart);
  const lecteur = lecteurDObjets(octets, entrees);
  const racine = valeur(trailer, 'Root');
  const catalogue = dictionnaireDe(lecteur.resoudre(racine));
  const chiffre = valeur(trailer, 'Encrypt').genre !== 'nul';
  if (racine.genre !== 'reference' || (catalogue === undefined && !chiffre))
    throw new ErreurPdf('catalogue introuvable');
  return {
    octets,
    trailer,
    depart,
    sections,
    numeros: [...entrees.keys()].filter((numero) => numero > 0),
    entree: (numero) => entrees.get(numero),
    ...lecteur,
    catalogue: catalogue ?? DICTIONNAIRE_VIDE,
    numeroDuCatalogue: racine.numero,
    finNette,
    chiffre,
  };
}

const FENETRE = 2048;

function lireFin(octets: Uint8Array): { readonly depart: number; readonly finNette: boolean } {
  const debut = Math.max(0, octets.length - FENETRE);
  const place = Buffer.from(octets.subarray(debut)).lastIndexOf('startxref');
  if (place < 0) throw new ErreurPdf('fin de fichier (startxref) absente');
  const curseur = curseurA(octets, debut + place);
  exigerMot(curseur, 'startxref');
  passerBlancs(curseur);
  const depart = lireMot(curseur);
  if (!/^\d{1,15}$/u.test(depart)) throw new ErreurPdf('fin de fichier (startxref) illisible');
  while (estBlanc(octets[curseur.position] ?? -1)) curseur.position += 1;
  const marque =
    Buffer.from(octets.subarray(curseur.position, curseur.position + 5)).toString('latin1') === '%%EOF';
  const queue = octets.subarray(curseur.position + 5);
  return {
    depart: Number(depart),
    finNette: marque && queue.length <= 2 && queue.every((octet) => octet === 10 || octet === 13),
  };
}

const SAUTS_MAX = 32;

function lecteurDObjets(
  octets: Uint8Array,
  entrees: ReadonlyMap<number, Entree>,
): Pick<DocumentPdf, 'objet' | 'resoudre' | 'illisibles'> {
  const lus = new Map<number, Objet>();
  const enCours = new Set<number>();
  const objet = (numero: number): Objet => {
    const deja = lus.get(numero);
    if (deja !== undefined) return deja;
    if (enCours.has(numero)) return NUL;
    enCours.add(numero);
    const lu = lireOuSignaler(numero);
    enCours.delete(numero);
    lus.set(numero, lu);
    return lu;
  };
  const illisibles = new Set<number>();
  const lireOuSignaler = (numero: number): Objet => {
    try {
      return lire(numero);
    } catch (erreur) {
      if (!(erreur instanceof ErreurPdf)) throw erreur;
      illisibles.add(numero);
      return NUL;
    }
  };
  const resoudre = (depart: Objet): Objet => {
    let courant = depart;
    for (let saut = 0; courant.genre === 'reference' && saut < SAUTS_MAX; saut += 1)
      courant = objet(courant.numero);
    return courant.genre === 'reference' ? NUL : courant;
  };
  const paquets = new Map<number, ReadonlyMap<number, Objet>>();
  const lire = (numero: number): Objet => {
    const entree = entrees.get(numero);
    if (entree === undefined || entree.genre === 'libre') return NUL;
    if (entree.genre === 'place') return lireAPlace(octets, { numero, entree, resoudre });
    const paquet =
      paquets.get(entree.flux) ??
      lirePaquet(entrees.get(entree.flux)?.genre === 'place' ? objet(entree.flux) : NUL, resoudre);
    paquets.set(entree.flux, paquet);
    return paquet.get(numero) ?? NUL;
  };
  return { objet, resoudre, illisibles };
}

function lireAPlace(
  octets: Uint8Array,
  lecture: {
    readonly numero: number;
    readonly entree: { readonly position: number };
    readonly resoudre: (objet: Objet) => Objet;
  },
): Objet {
  const lu = lireFluxOuObjet(octets, lecture.entree.position, (brut) => entierDe(lecture.resoudre(brut)));
  if (lu.numero !== lecture.numero)
    throw new ErreurPdf(`la table place l’objet ${lecture.numero} sur un autre`);
  return lu.objet;
}

const OBJETS_PAR_PAQUET = 100_000;

/** Objets d'un flux d'objets (ISO 32000-2 §7.5.7). */
function lirePaquet(objet: Objet, resoudre: (objet: Objet) => Objet): ReadonlyMap<number, Objet> {
  if (objet.genre !== 'flux' || nomDe(valeur(objet.dictionnaire, 'Type')) !== 'ObjStm')
    throw new ErreurPdf('flux d’objets illisible');
  const donnees = decoder(objet, resoudre);
  const nombre = entierDe(resoudre(valeur(objet.dictionnaire, 'N'))) ?? 0;
  const premier = entierDe(resoudre(valeur(objet.dictionnaire, 'First'))) ?? 0;
  if (nombre < 0 || nombre > OBJETS_PAR_PAQUET || premier < 0) throw new ErreurPdf('flux d’objets illisible');
  const entete = curseurA(donnees, 0, false);
  const places = Array.from(
    { length: nombre },
    () => [entierDe(lireEntierDe(entete)), entierDe(lireEntierDe(entete))] as const,
  );
  const objets = new Map<number, Objet>();
  for (const [numero, place] of places) {
    if (numero === undefined || place === undefined) throw new ErreurPdf('flux d’objets illisible');
    if (!objets.has(numero)) objets.set(numero, lireObjet(curseurA(donnees, premier + place, false)));
  }
  return objets;
}

function lireEntierDe(curseur: ReturnType<typeof curseurA>): Objet {
  passerBlancs(curseur);
  const mot = lireMot(curseur);
  return /^\d{1,10}$/u.test(mot) ? { genre: 'nombre', valeur: Number(mot) } : NUL;
}
