import { enTampon } from './tampon.ts';
import type { Tampon } from './tampon.ts';

/**
 * Decompression deflate (RFC 1951) aussi severe que zlib, qui dit ou le flux finit. fflate admet des blocs que zlib
 * refuse et tait cette place : deux verificateurs liraient alors deux structures dans un meme PDF.
 */
export function gonfler(
  octets: Uint8Array,
  debut: number,
  max: number,
): { readonly clair: Tampon; readonly fin: number } {
  const lecteur = new Lecteur(octets, debut);
  const sortie = new Sortie(max);
  for (let dernier = false; !dernier;) {
    dernier = lecteur.bits(1) === 1;
    const genre = lecteur.bits(2);
    if (genre === 0) copier(lecteur, sortie);
    else if (genre === 1) decoder(lecteur, sortie, CODES_FIXES);
    else if (genre === 2) decoder(lecteur, sortie, lireCodes(lecteur));
    else throw new Error('invalid block type');
  }
  return { clair: sortie.rendre(), fin: lecteur.place };
}

class Lecteur {
  place: number;
  readonly #octets: Uint8Array;
  #tampon = 0;
  #nombre = 0;

  constructor(octets: Uint8Array, place: number) {
    this.#octets = octets;
    this.place = place;
  }

  octet(): number {
    const valeur = this.#octets[this.place];
    if (valeur === undefined) throw new Error('unexpected end of file');
    this.place += 1;
    return valeur;
  }

  bits(nombre: number): number {
    while (this.#nombre < nombre) {
      this.#tampon |= this.octet() << this.#nombre;
      this.#nombre += 8;
    }
    const valeur = this.#tampon & ((1 << nombre) - 1);
    this.#tampon >>>= nombre;
    this.#nombre -= nombre;
    return valeur;
  }

  /** Oublie les bits restants de l'octet entame. */
  aligner(): void {
    this.#tampon = 0;
    this.#nombre = 0;
  }

  symbole({ comptes, symboles }: Code): number {
    let [code, premier, rang] = [0, 0, 0];
    for (let longueur = 1; longueur <= 15; longueur += 1) {
      code |= this.bits(1);
      const compte = comptes[longueur] ?? 0;
      if (code - compte < premier) return symboles[rang + code - premier] ?? 0;
      rang += compte;
      premier = (premier + compte) << 1;
      code <<= 1;
    }
    throw new Error('invalid code');
  }
}

class Sortie {
  #octets = new Uint8Array(4096);
  #taille = 0;
  readonly #max: number;

  constructor(max: number) {
    this.#max = max;
  }

  ecrire(octet: number): void {
    if (this.#taille >= this.#max) throw new RangeError('Cannot create a Buffer larger than the limit');
    if (this.#taille === this.#octets.length) {
      const plus = new Uint8Array(this.#taille * 2);
      plus.set(this.#octets);
      this.#octets = plus;
    }
    this.#octets[this.#taille] = octet;
    this.#taille += 1;
  }

  repeter(distance: number, longueur: number): void {
    if (distance > this.#taille) throw new Error('invalid distance too far back');
    for (let rang = 0; rang < longueur; rang += 1) this.ecrire(this.#octets[this.#taille - distance] ?? 0);
  }

  rendre(): Tampon {
    return enTampon(this.#octets.subarray(0, this.#taille));
  }
}

/** Un code de Huffman canonique : nombre de codes par longueur, symboles dans l'ordre. */
type Code = { readonly comptes: Uint16Array; readonly symboles: Uint16Array; readonly reste: number };

function construire(longueurs: readonly number[]): Code {
  const comptes = new Uint16Array(16);
  for (const longueur of longueurs) comptes[longueur] = (comptes[longueur] ?? 0) + 1;
  let reste = 1;
  for (const compte of comptes.subarray(1)) {
    reste = reste * 2 - compte;
    if (reste < 0) throw new Error('over-subscribed code');
  }
  const places = new Uint16Array(16);
  for (let rang = 1; rang < 15; rang += 1) places[rang + 1] = (places[rang] ?? 0) + (comptes[rang] ?? 0);
  const symboles = new Uint16Array(longueurs.length);
  for (const [symbole, longueur] of longueurs.entries()) {
    if (longueur === 0) continue;
    symboles[places[longueur] ?? 0] = symbole;
    places[longueur] = (places[longueur] ?? 0) + 1;
  }
  return { comptes, symboles, reste: comptes[0] === longueurs.length ? 0 : reste };
}

type Codes = { readonly litteraux: Code; readonly distances: Code };

const CODES_FIXES: Codes = {
  litteraux: construire(
    Array.from({ length: 288 }, (_, rang) => (rang < 144 ? 8 : rang < 256 ? 9 : rang < 280 ? 7 : 8)),
  ),
  distances: construire(Array.from({ length: 30 }, () => 5)),
};

const ORDRE = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

function lireCodes(lecteur: Lecteur): Codes {
  const [litteraux, distances, nombre] = [lecteur.bits(5) + 257, lecteur.bits(5) + 1, lecteur.bits(4) + 4];
  if (litteraux > 286 || distances > 30) throw new Error('too many length or distance symbols');
  const courtes = Array.from({ length: 19 }, () => 0);
  for (const place of ORDRE.slice(0, nombre)) courtes[place] = lecteur.bits(3);
  const code = construire(courtes);
  if (code.reste !== 0) throw new Error('invalid code lengths set');
  const longueurs = lireLongueurs(lecteur, code, litteraux + distances);
  if (longueurs[256] === 0) throw new Error('invalid code -- missing end-of-block');
  return {
    litteraux: admettre(construire(longueurs.slice(0, litteraux))),
    distances: admettre(construire(longueurs.slice(litteraux))),
  };
}

/** Un code incomplet n'est admis que s'il ne compte qu'un symbole, d'un bit. */
function admettre(code: Code): Code {
  const seul = code.comptes[1] === 1 && code.comptes.subarray(2).every((compte) => compte === 0);
  if (code.reste > 0 && !seul) throw new Error('incomplete code');
  return code;
}

function lireLongueurs(lecteur: Lecteur, code: Code, total: number): readonly number[] {
  const longueurs: number[] = [];
  while (longueurs.length < total) {
    const symbole = lecteur.symbole(code);
    const precedente = longueurs.at(-1);
    if (symbole < 16) longueurs.push(symbole);
    else if (symbole === 16 && precedente === undefined) throw new Error('invalid bit length repeat');
    else {
      const valeur = symbole === 16 ? (precedente ?? 0) : 0;
      const fois =
        symbole === 16 ? 3 + lecteur.bits(2) : symbole === 17 ? 3 + lecteur.bits(3) : 11 + lecteur.bits(7);
      for (let rang = 0; rang < fois; rang += 1) longueurs.push(valeur);
    }
  }
  if (longueurs.length > total) throw new Error('invalid bit length repeat');
  return longueurs;
}

const BASES = [
  3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195,
  227, 258,
];
const ECARTS = [
  1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097,
  6145, 8193, 12289, 16385, 24577,
];
const bitsDeLongueur = (rang: number): number => (rang < 8 || rang === 28 ? 0 : (rang >> 2) - 1);
const bitsDEcart = (rang: number): number => (rang < 4 ? 0 : (rang >> 1) - 1);

function decoder(lecteur: Lecteur, sortie: Sortie, { litteraux, distances }: Codes): void {
  for (;;) {
    const symbole = lecteur.symbole(litteraux);
    if (symbole === 256) return;
    if (symbole < 256) {
      sortie.ecrire(symbole);
      continue;
    }
    const base = BASES[symbole - 257];
    if (base === undefined) throw new Error('invalid literal/length code');
    const longueur = base + lecteur.bits(bitsDeLongueur(symbole - 257));
    const rang = lecteur.symbole(distances);
    const ecart = ECARTS[rang];
    if (ecart === undefined) throw new Error('invalid distance code');
    sortie.repeter(ecart + lecteur.bits(bitsDEcart(rang)), longueur);
  }
}

function copier(lecteur: Lecteur, sortie: Sortie): void {
  lecteur.aligner();
  const [taille, inverse] = [
    lecteur.octet() | (lecteur.octet() << 8),
    lecteur.octet() | (lecteur.octet() << 8),
  ];
  if (taille !== (~inverse & 0xffff)) throw new Error('invalid stored block lengths');
  for (let rang = 0; rang < taille; rang += 1) sortie.ecrire(lecteur.octet());
}
