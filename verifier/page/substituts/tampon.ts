import { decoder, encoder } from './codages.ts';
import type { Codage } from './codages.ts';

type Cherche = number | string | Uint8Array;

/** Ce que le moteur demande au `Buffer` de Node : des octets qui savent se lire, se chercher et s'ecrire. */
export class Tampon extends Uint8Array<ArrayBuffer> {
  override toString(codage: Codage = 'utf8', debut = 0, fin = this.length): string {
    return decoder(this.subarray(debut, fin), codage);
  }

  override subarray(debut?: number, fin?: number): Tampon {
    const [premier, dernier] = [borner(debut, 0, this.length), borner(fin, this.length, this.length)];
    return new Tampon(this.buffer, this.byteOffset + premier, Math.max(dernier - premier, 0));
  }

  equals(autre: Uint8Array): boolean {
    return comparer(this, autre) === 0;
  }

  copy(cible: Uint8Array, place = 0, debut = 0, fin = this.length): number {
    const morceau = this.subarray(debut, Math.min(fin, debut + cible.length - place));
    cible.set(morceau, place);
    return morceau.length;
  }

  override indexOf(cherche: Cherche, depuis = 0): number {
    if (typeof cherche === 'number') return super.indexOf(cherche, depuis);
    const motif = octetsCherches(cherche);
    const [premier] = motif;
    if (premier === undefined) return Math.min(Math.max(depuis, 0), this.length);
    let place = super.indexOf(premier, depuis);
    while (place !== -1 && !commenceA(this, motif, place)) place = super.indexOf(premier, place + 1);
    return place;
  }

  override lastIndexOf(cherche: Cherche, depuis = this.length): number {
    if (typeof cherche === 'number') return super.lastIndexOf(cherche, depuis);
    const motif = octetsCherches(cherche);
    let place = Math.min(depuis, this.length - motif.length);
    while (place >= 0 && !commenceA(this, motif, place)) place -= 1;
    return place < 0 ? -1 : place;
  }

  override includes(cherche: Cherche, depuis = 0): boolean {
    return this.indexOf(cherche, depuis) !== -1;
  }

  swap16(): this {
    if (this.length % 2 !== 0) throw new RangeError('Buffer size must be a multiple of 16-bits');
    for (let rang = 0; rang < this.length; rang += 2) this.set([this[rang + 1] ?? 0, this[rang] ?? 0], rang);
    return this;
  }

  readUInt8(place = 0): number {
    return vue(this).getUint8(place);
  }
  readUInt16LE(place = 0): number {
    return vue(this).getUint16(place, true);
  }
  readUInt32LE(place = 0): number {
    return vue(this).getUint32(place, true);
  }
  readInt32LE(place = 0): number {
    return vue(this).getInt32(place, true);
  }
  readUInt32BE(place = 0): number {
    return vue(this).getUint32(place);
  }
  readBigUInt64BE(place = 0): bigint {
    return vue(this).getBigUint64(place);
  }
}

/** Une place de `subarray` : negative, elle compte depuis la fin. */
const borner = (place: number | undefined, defaut: number, taille: number): number =>
  place === undefined ? defaut : place < 0 ? Math.max(taille + place, 0) : Math.min(place, taille);

const vue = (octets: Tampon): DataView => new DataView(octets.buffer, octets.byteOffset, octets.byteLength);

const octetsCherches = (cherche: string | Uint8Array): Uint8Array =>
  typeof cherche === 'string' ? encoder(cherche, 'utf8') : cherche;

function commenceA(octets: Uint8Array, motif: Uint8Array, place: number): boolean {
  if (place + motif.length > octets.length) return false;
  for (let rang = 0; rang < motif.length; rang += 1) if (octets[place + rang] !== motif[rang]) return false;
  return true;
}

function comparer(une: Uint8Array, autre: Uint8Array): -1 | 0 | 1 {
  const commun = Math.min(une.length, autre.length);
  for (let rang = 0; rang < commun; rang += 1) {
    const ecart = (une[rang] ?? 0) - (autre[rang] ?? 0);
    if (ecart !== 0) return ecart < 0 ? -1 : 1;
  }
  return une.length === autre.length ? 0 : une.length < autre.length ? -1 : 1;
}

/** `Buffer.from` : un texte se code, un ArrayBuffer se regarde, le reste se copie. */
function from(
  source: string | ArrayBuffer | ArrayLike<number>,
  option?: Codage | number,
  taille?: number,
): Tampon {
  if (typeof source === 'string')
    return enTampon(encoder(source, typeof option === 'string' ? option : 'utf8'));
  if (source instanceof ArrayBuffer)
    return new Tampon(source, typeof option === 'number' ? option : 0, taille);
  const copie = vierge(source.length);
  copie.set(source);
  return copie;
}

const vierge = (taille: number): Tampon => new Tampon(new ArrayBuffer(taille));

/** Les memes octets, sans copie, vus comme un `Tampon`. */
export const enTampon = (octets: Uint8Array<ArrayBuffer>): Tampon =>
  new Tampon(octets.buffer, octets.byteOffset, octets.byteLength);

function concat(morceaux: readonly Uint8Array[]): Tampon {
  const tout = vierge(morceaux.reduce((somme, morceau) => somme + morceau.length, 0));
  let place = 0;
  for (const morceau of morceaux) {
    tout.set(morceau, place);
    place += morceau.length;
  }
  return tout;
}

/** Le `Buffer` que le moteur voit dans la page (pose par vite a la place du global de Node). */
export const Buffer = {
  from,
  concat,
  compare: comparer,
  alloc: (taille: number, octet = 0): Tampon => vierge(taille).fill(octet),
  allocUnsafe: vierge,
  isBuffer: (valeur: unknown): valeur is Tampon => valeur instanceof Tampon,
  byteLength: (texte: string, codage: Codage = 'utf8'): number => encoder(texte, codage).length,
};
