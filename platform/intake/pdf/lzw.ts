import type { Decode } from './decode.ts';

/** Decode LZW (ISO 32000-2 §7.4.4), `avance` 1 ou 0 (EarlyChange) ; s'arrete au premier code impossible. */
export function lzw(octets: Uint8Array, max: number, avance: number): Decode {
  const morceaux: Uint8Array[] = [];
  let table: Uint8Array[] = [];
  let total = 0;
  let largeur = 9;
  let precedent: Uint8Array | undefined;
  const reprendre = (): void => {
    table = Array.from({ length: 258 }, (_, i) => Uint8Array.of(i & 0xff));
    largeur = 9;
    precedent = undefined;
  };
  reprendre();
  for (let bit = 0; bit + largeur <= octets.length * 8 && total < max;) {
    const code = lireBits(octets, bit, largeur);
    bit += largeur;
    if (code === 257) break;
    if (code === 256) {
      reprendre();
      continue;
    }
    const tete = precedent?.[0] ?? 0;
    const suite: Uint8Array | undefined =
      table[code] ?? (precedent === undefined ? undefined : Buffer.concat([precedent, Uint8Array.of(tete)]));
    if (suite === undefined) break;
    morceaux.push(suite);
    total += suite.length;
    if (precedent !== undefined && table.length < 4096)
      table.push(Buffer.concat([precedent, suite.subarray(0, 1)]));
    precedent = suite;
    largeur = Math.min(12, Math.max(9, Math.ceil(Math.log2(table.length + avance + 1))));
  }
  return { octets: Buffer.concat(morceaux), tronque: total >= max };
}

function lireBits(octets: Uint8Array, bit: number, largeur: number): number {
  const i = bit >> 3;
  const trois = ((octets[i] ?? 0) << 16) | ((octets[i + 1] ?? 0) << 8) | (octets[i + 2] ?? 0);
  return (trois >> (24 - largeur - (bit & 7))) & ((1 << largeur) - 1);
}
