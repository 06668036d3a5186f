import { condenser } from './empreintes.ts';
import { entierPositif, lireSeul, lireSuite } from './der-strict.ts';
import { inverse, lireCouple, tronquer } from './couple.ts';
import { puissance } from './rsa.ts';

/** Cle publique DSA (RFC 3279 §2.3.2). */
export type CleDsa = { readonly p: bigint; readonly q: bigint; readonly g: bigint; readonly y: bigint };

/** Lit les parametres et la cle. */
export function lireCleDsa(parametres: Uint8Array, cle: Uint8Array): CleDsa {
  const [p, q, g, ...autres] = lireSuite(lireSeul(parametres, 0x30)).map(entierPositif);
  const [y, ...suivants] = lireSuite(cle).map(entierPositif);
  if (p === undefined || q === undefined || g === undefined || y === undefined)
    throw new Error('clé DSA incomplète');
  if (autres.length + suivants.length > 0) throw new Error('clé DSA mal formée');
  return { p, q, g, y };
}

/** Tailles d'OpenSSL : q de 160, 224 ou 256 bits, p d'au plus 10 000. */
const TAILLES_DE_Q: ReadonlySet<number> = new Set([160, 224, 256]);

/** DSA (FIPS 186-4 §4.7). */
export function verifierDsa(cle: CleDsa, nom: string, donnees: Uint8Array, signature: Uint8Array): boolean {
  const { p, q, g, y } = cle;
  const couple = lireCouple(signature);
  if (!TAILLES_DE_Q.has(q.toString(2).length) || p.toString(2).length > 10_000 || p % 2n === 0n) return false;
  if (couple === undefined || couple.some((valeur) => valeur < 1n || valeur >= q)) return false;
  const [r, s] = couple;
  const w = inverse(s, q);
  const u1 = (tronquer(condenser(nom, donnees), q) * w) % q;
  const u2 = (r * w) % q;
  return ((puissance(g, u1, p) * puissance(y, u2, p)) % p) % q === r;
}
