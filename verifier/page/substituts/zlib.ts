import { Inflate, inflateSync as gonflerEnUneFois } from 'fflate';
import { gonfler } from './deflate.ts';
import type { Tampon } from './tampon.ts';

/** Decompresse un flux deflate brut (RFC 1951) morceau par morceau ; lance s'il est faux ou coupe. */
export function decompresseur(): (morceau: Uint8Array, dernier: boolean) => readonly Uint8Array[] {
  let sortis: Uint8Array[] = [];
  const moteur = new Inflate((octets) => sortis.push(octets));
  return (morceau, dernier) => {
    sortis = [];
    moteur.push(morceau, dernier);
    return sortis;
  };
}

/** Decompresse d'un trait un flux deflate brut ; un octet de trop au plus est rendu au-dela de `attendu`, de quoi le refuser. */
export const decompresser = (octets: Uint8Array, attendu: number): Uint8Array =>
  gonflerEnUneFois(octets, { out: new Uint8Array(attendu + 1) });

/** `inflateSync` de Node (RFC 1950) : en-tete et Adler-32 verifies, sortie bornee. */
export function inflateSync(
  octets: Uint8Array,
  { maxOutputLength = Number.POSITIVE_INFINITY }: { readonly maxOutputLength?: number } = {},
): Tampon {
  const [methode = 0, drapeaux = 0] = octets;
  const entete = octets.length > 2 && (methode & 0x0f) === 8 && methode >> 4 <= 7 && (drapeaux & 0x20) === 0;
  if (!entete || (methode * 256 + drapeaux) % 31 !== 0) throw new Error('incorrect header check');
  const { clair, fin } = gonfler(octets, 2, maxOutputLength);
  const vue = new DataView(octets.buffer, octets.byteOffset, octets.byteLength);
  if (vue.getUint32(fin) !== adler32(clair)) throw new Error('incorrect data check');
  return clair;
}

function adler32(octets: Uint8Array): number {
  let [a, b] = [1, 0];
  for (let debut = 0; debut < octets.length; debut += 3800) {
    for (const octet of octets.subarray(debut, debut + 3800)) {
      a += octet;
      b += a;
    }
    a %= 65_521;
    b %= 65_521;
  }
  return b * 65_536 + a;
}

const TABLE = Int32Array.from({ length: 256 }, (_, rang) => {
  let valeur = rang;
  for (let bit = 0; bit < 8; bit += 1) valeur = (valeur >>> 1) ^ (valeur & 1 ? 0xedb8_8320 : 0);
  return valeur;
});

/** `crc32` de Node : somme ZIP, a poursuivre depuis `depart`. */
export function crc32(octets: Uint8Array, depart = 0): number {
  let somme = ~depart;
  for (let rang = 0; rang < octets.length; rang += 1)
    somme = (TABLE[(somme ^ (octets[rang] ?? 0)) & 0xff] ?? 0) ^ (somme >>> 8);
  return ~somme >>> 0;
}
