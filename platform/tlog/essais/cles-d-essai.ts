import { createPrivateKey, createPublicKey } from 'node:crypto';
import { vkey } from '../cles.ts';
import type { CleDeSignature, ClePublique, GenreDeCle } from '../cles.ts';

/** Une cle Ed25519 tiree d'un octet repete : pour les essais seulement. */
export function cleDEssai(nom: string, octet: number): CleDeSignature {
  const prefixe = Buffer.from('302e020100300506032b657004220420', 'hex');
  const privee = createPrivateKey({
    key: Buffer.concat([prefixe, Buffer.alloc(32, octet)]),
    format: 'der',
    type: 'pkcs8',
  });
  const spki = createPublicKey(privee).export({ format: 'der', type: 'spki' });
  return { nom, publique: new Uint8Array(spki.subarray(-32)), privee };
}

/** La cle publique d'une cle d'essai, avec sa periode. */
export const publiqueDEssai = (
  { nom, publique }: CleDeSignature,
  genre: GenreDeCle,
  periode: Partial<Pick<ClePublique, 'du' | 'au'>> = {},
): ClePublique => ({
  nom,
  genre,
  vkey: vkey(nom, genre, publique),
  du: periode.du ?? '2026-01-01T00:00:00.000Z',
  au: periode.au ?? null,
});
