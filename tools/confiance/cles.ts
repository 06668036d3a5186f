import { createPrivateKey, createPublicKey, generateKeyPairSync } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Algorithmes de clé de la confiance de démonstration. */
export type Algorithme = 'P-256' | 'P-384' | 'RSA-3072';

/** Crée une clé privée neuve. */
export function genererCle(algorithme: Algorithme): KeyObject {
  if (algorithme === 'RSA-3072') return generateKeyPairSync('rsa', { modulusLength: 3072 }).privateKey;
  return generateKeyPairSync('ec', { namedCurve: algorithme }).privateKey;
}

/** SubjectPublicKeyInfo DER de la clé, privée, ou publique quand la privée ne quitte pas une carte. */
export const cleDer = (cle: KeyObject): Uint8Array =>
  (cle.type === 'public' ? cle : createPublicKey(clePem(cle))).export({ type: 'spki', format: 'der' });

/** PEM PKCS#8 en clair : à n'écrire que par `ecrireSecret`. */
export const clePem = (cle: KeyObject): string => cle.export({ type: 'pkcs8', format: 'pem' }).toString();

/** Relit une clé privée PEM. */
export const lireCle = async (chemin: string): Promise<KeyObject> =>
  createPrivateKey(await readFile(chemin, 'utf8'));

/** Écrit un secret, lisible de son seul propriétaire (0600). */
export const ecrireSecret = (chemin: string, contenu: string): Promise<void> =>
  ecrire(chemin, contenu, 0o600);

/** Écrit un fichier public d'un seul coup : un lecteur voit l'ancien ou le nouveau, jamais un morceau. */
export const ecrirePublic = (chemin: string, contenu: string | Uint8Array): Promise<void> =>
  ecrire(chemin, contenu, 0o644);

/** Un ou plusieurs certificats DER en PEM, dans l'ordre donné. */
export const certificatsPem = (certificats: readonly Uint8Array[]): string => certificats.map(pem).join('');

/** Les certificats d'un fichier PEM, en DER, dans l'ordre. */
export async function lireCertificats(chemin: string): Promise<readonly Uint8Array[]> {
  const texte = await readFile(chemin, 'utf8');
  return [...texte.matchAll(/-----BEGIN CERTIFICATE-----([\s\S]*?)-----END CERTIFICATE-----/g)].map(
    ([, corps = '']) => Buffer.from(corps, 'base64'),
  );
}

function pem(der: Uint8Array): string {
  const lignes =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return `-----BEGIN CERTIFICATE-----\n${lignes.join('\n')}\n-----END CERTIFICATE-----\n`;
}

async function ecrire(chemin: string, contenu: string | Uint8Array, mode: number): Promise<void> {
  await mkdir(dirname(chemin), { recursive: true });
  const passage = `${chemin}.${process.pid}.${performance.now().toString(36)}.ecriture`;
  await writeFile(passage, contenu, { mode, flag: 'wx' });
  await rename(passage, chemin);
}
