import { ed25519 } from '@noble/curves/ed25519.js';
import { ed448 } from '@noble/curves/ed448.js';
import { sha512 } from '@noble/hashes/sha2.js';

/**
 * Ed25519 comme OpenSSL 3.5 : `S < L`, ni cle ni R de petit ordre, puis `[S]B - [k]A` recode et compare aux octets de R, sans
 * multiplier par le cofacteur. La verification ordinaire de noble, plus large, accepterait des signatures que la commande refuse.
 */
export function verifierEd25519(cle: Uint8Array, donnees: Uint8Array, signature: Uint8Array): boolean {
  const { Point } = ed25519;
  if (cle.length !== 32 || signature.length !== 64) return false;
  const s = petitBoutiste(signature.subarray(32));
  if (s >= Point.Fn.ORDER) return false;
  try {
    const a = Point.fromBytes(Uint8Array.from(cle), true);
    const calcul = sha512.create().update(signature.subarray(0, 32)).update(cle).update(donnees);
    const k = petitBoutiste(calcul.digest()) % Point.Fn.ORDER;
    const r = fois(Point.BASE, s).add(fois(a, k).negate());
    if (a.isSmallOrder() || r.isSmallOrder()) return false;
    return r.toBytes().every((octet, rang) => octet === signature[rang]);
  } catch (erreur) {
    if (erreur instanceof Error) return false;
    throw erreur;
  }
}

type Point = typeof ed25519.Point.BASE;
const fois = (point: Point, facteur: bigint): Point =>
  facteur === 0n ? ed25519.Point.ZERO : point.multiplyUnsafe(facteur);

/** Ed448 (RFC 8032 §5.2.7), contexte vide. */
export function verifierEd448(cle: Uint8Array, donnees: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ed448.verify(signature, donnees, cle);
  } catch (erreur) {
    if (erreur instanceof Error) return false;
    throw erreur;
  }
}

const petitBoutiste = (octets: Uint8Array): bigint =>
  octets.reduceRight((valeur, octet) => (valeur << 8n) | BigInt(octet), 0n);
