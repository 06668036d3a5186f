import { createCipheriv, createDecipheriv, randomBytes, scrypt } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { z } from 'zod';

/**
 * Clé PKCS#8 DER chiffrée en AES-256-GCM sous scrypt(PIN) (RFC 7914) ; champs binaires en base64, étiquette GCM à la fin de `donnees`.
 * Un PIN de quelques chiffres se devine hors ligne quand on tient le fichier : c'est une carte de démonstration.
 */
export const schemaCoffre = z.object({
  kdf: z.object({
    nom: z.literal('scrypt'),
    n: z
      .number()
      .int()
      .min(1024)
      .max(1 << 17),
    r: z.literal(8),
    p: z.literal(1),
    sel: z.base64(),
  }),
  nonce: z.base64(),
  donnees: z.base64().max(8192),
});
export type Coffre = z.infer<typeof schemaCoffre>;

const COUT = 1 << 15;
const ETIQUETTE = 16;

/** Chiffre une clé privée sous un PIN ; `contexte` (carte et usage) est authentifié avec elle. */
export async function chiffrerCle(cle: KeyObject, pin: string, contexte: string): Promise<Coffre> {
  const kdf = { nom: 'scrypt', n: COUT, r: 8, p: 1, sel: randomBytes(16).toString('base64') } as const;
  const nonce = randomBytes(12);
  const chiffre = createCipheriv('aes-256-gcm', await deriver(pin, kdf), nonce).setAAD(Buffer.from(contexte));
  const donnees = Buffer.concat([
    chiffre.update(cle.export({ type: 'pkcs8', format: 'der' })),
    chiffre.final(),
    chiffre.getAuthTag(),
  ]);
  return { kdf, nonce: nonce.toString('base64'), donnees: donnees.toString('base64') };
}

/** La clé PKCS#8 DER, ou `undefined` si le PIN est faux (ou le coffre altéré) ; à effacer après usage. */
export async function dechiffrerCle(
  { kdf, nonce, donnees }: Coffre,
  pin: string,
  contexte: string,
): Promise<Buffer | undefined> {
  const octets = Buffer.from(donnees, 'base64');
  const clair = createDecipheriv('aes-256-gcm', await deriver(pin, kdf), Buffer.from(nonce, 'base64'), {
    authTagLength: ETIQUETTE,
  })
    .setAAD(Buffer.from(contexte))
    .setAuthTag(octets.subarray(-ETIQUETTE));
  try {
    return Buffer.concat([clair.update(octets.subarray(0, -ETIQUETTE)), clair.final()]);
  } catch {
    return undefined;
  }
}

const deriver = (pin: string, { n, r, p, sel }: Coffre['kdf']): Promise<Buffer> =>
  new Promise((tenir, rompre) => {
    scrypt(pin, Buffer.from(sel, 'base64'), 32, { N: n, r, p, maxmem: 256 * n * r }, (erreur, cle) =>
      erreur ? rompre(erreur) : tenir(cle),
    );
  });
