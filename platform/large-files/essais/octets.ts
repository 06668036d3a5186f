import { createCipheriv, createHash } from 'node:crypto';

/** `taille` octets previsibles, differents d'une graine a l'autre. */
export const octetsDEssai = (taille: number, graine = 1): Buffer =>
  createCipheriv('aes-128-ctr', Buffer.alloc(16, `graine ${graine}`), Buffer.alloc(16)).update(
    Buffer.alloc(taille),
  );

/** SHA-256 en hexadecimal. */
export const sha256 = (octets: Uint8Array): string => createHash('sha256').update(octets).digest('hex');
