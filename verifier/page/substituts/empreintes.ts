import { sha1 } from '@noble/hashes/legacy.js';
import { sha384, sha512 } from '@noble/hashes/sha2.js';
import { shake256 } from '@noble/hashes/sha3.js';
import { enTampon } from './tampon.ts';
import type { Tampon } from './tampon.ts';
import { decoder, encoder } from './codages.ts';
import { Sha256 } from './empreintes-d-avance.ts';
import { creerSha3 } from './sha3-rapide.ts';
import type { Codage } from './codages.ts';

/** Un calcul d'empreinte (noble, ou le notre pour SHA-3) : il recoit des octets, puis rend l'empreinte. */
type Calcul = {
  update(octets: Uint8Array): unknown;
  digest(): Uint8Array<ArrayBuffer>;
};

const CALCULS: ReadonlyMap<string, (taille?: number) => Calcul> = new Map<
  string,
  (taille?: number) => Calcul
>([
  ['sha1', () => sha1.create()],
  ['sha256', () => new Sha256()],
  ['sha384', () => sha384.create()],
  ['sha512', () => sha512.create()],
  ['sha3-256', () => creerSha3(32)],
  ['sha3-384', () => creerSha3(48)],
  ['sha3-512', () => creerSha3(64)],
  ['shake256', (taille?: number) => shake256.create({ dkLen: taille ?? 32 })],
]);

/** Un `Hash` de Node : on lui donne des octets ou du texte, il rend l'empreinte en octets ou en texte. */
export class Empreinte {
  readonly #calcul: Calcul;

  constructor(calcul: Calcul) {
    this.#calcul = calcul;
  }

  update(donnees: Uint8Array | string, codage: Codage = 'utf8'): this {
    this.#calcul.update(typeof donnees === 'string' ? encoder(donnees, codage) : donnees);
    return this;
  }

  digest(): Tampon;
  digest(codage: Codage): string;
  digest(codage?: Codage): Tampon | string {
    const octets = this.#calcul.digest();
    return codage === undefined ? enTampon(octets) : decoder(octets, codage);
  }
}

/** `createHash` de Node, pour les condensats que le moteur admet ; un autre nom lance. */
export function createHash(nom: string, options: { readonly outputLength?: number } = {}): Empreinte {
  const creer = CALCULS.get(nom.toLowerCase());
  if (creer === undefined) throw new Error('Digest method not supported');
  return new Empreinte(creer(options.outputLength));
}

/** Empreinte d'un seul bloc. */
export const condenser = (nom: string, octets: Uint8Array): Uint8Array =>
  createHash(nom).update(octets).digest();

/** Nombre d'octets d'une empreinte (SHAKE256 : ceux que rend Node sans option). */
export const tailleDe = (nom: string): number => condenser(nom, new Uint8Array()).length;
