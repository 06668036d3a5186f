import { createCipheriv, createHash } from 'node:crypto';
import { empreinte } from '@ppn/core';
import type { Empreinte } from '@ppn/core';

/** `taille` octets previsibles, differents d'un segment a l'autre et d'une graine a l'autre. */
export const octetsDEssai = (taille: number, graine = 1): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, `graine ${graine}`), Buffer.alloc(16)).update(
    Buffer.alloc(taille),
  );

/** SHA-256, par la voie la plus courte. */
export const sha256 = (octets: Uint8Array): Empreinte =>
  empreinte(createHash('sha256').update(octets).digest('hex'));

/** Un flux qui rend `octets` par morceaux de `pas`. */
export async function* enFlux(octets: Uint8Array, pas: number): AsyncGenerator<Uint8Array> {
  for (let debut = 0; debut < octets.length; debut += pas) yield octets.subarray(debut, debut + pas);
}

/** Tout un flux en memoire. */
export async function reunir(flux: AsyncIterable<Uint8Array>): Promise<Buffer> {
  const morceaux: Uint8Array[] = [];
  for await (const morceau of flux) morceaux.push(morceau);
  return Buffer.concat(morceaux);
}
