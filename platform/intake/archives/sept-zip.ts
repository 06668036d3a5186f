import { crc32 } from 'node:zlib';
import { refuser } from '../contexte.ts';
import type { FichierSource } from '../source.ts';

const EN_TETE = 32;
const FIN_MAX = 16 * 1024 * 1024;
/** Codeur AES-256/SHA-256 (7zFormat.txt) : present en clair, l'archive est chiffree. */
const AES = Buffer.from([0x06, 0xf1, 0x07, 0x01]);

/** Verifie la structure exterieure d'un 7z : sommes, bornes, chiffrement quand il se voit. Le contenu n'est pas decompresse. */
export async function examinerSeptZip(source: FichierSource): Promise<void> {
  const tete = Buffer.from(await source.lire(0, EN_TETE));
  if (tete.length < EN_TETE || crc32(tete.subarray(12)) !== tete.readUInt32LE(8)) abime();
  const debut = Number(tete.readBigUInt64LE(12)) + EN_TETE;
  const longueur = Number(tete.readBigUInt64LE(20));
  if (longueur === 0) return;
  if (debut + longueur > source.taille || longueur > FIN_MAX) abime();
  const fin = Buffer.from(await source.lire(debut, debut + longueur));
  if (crc32(fin) !== tete.readUInt32LE(28)) abime();
  if (fin.includes(AES)) refuser('archive-chiffree', CHIFFREE);
  // 1 : en-tete en clair ; 0x17 : en-tete compresse
  if (fin[0] !== 0x01 && fin[0] !== 0x17) abime();
}

/** Phrase commune aux archives chiffrees. */
export const CHIFFREE =
  'Cette archive est protégée par un mot de passe : son contenu ne peut pas être examiné. Déposez les fichiers sans protection ; le mot de passe se note dans un acte.';

function abime(): never {
  refuser('fichier-abime', 'Cette archive 7z est incomplète ou abîmée. Refaites-la, puis déposez la copie.');
}
