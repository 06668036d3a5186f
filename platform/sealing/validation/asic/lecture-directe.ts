import { closeSync, openSync, readSync } from 'node:fs';
import { crc32, inflateRawSync } from 'node:zlib';
import type { Entry } from 'yauzl';

/** Lit une petite entree d'un coup, sans flux ; `undefined` si elle ne s'y prete pas : la lecture en flux tranche. */
export type LectureDirecte = {
  readonly lire: (entree: Entry) => Uint8Array | undefined;
  readonly fermer: () => void;
};

const MAX = 8 * 1024 * 1024;
const ENTETE = 30;
const [STOCKE, DEFLATE] = [0, 8];

/** La lecture directe d'un fichier ; `undefined` la ou les fichiers ne s'ouvrent pas ainsi (la page hors ligne). */
export function ouvrirEnDirect(chemin: string): LectureDirecte | undefined {
  if (typeof openSync !== 'function' || typeof inflateRawSync !== 'function') return undefined;
  const fichier = openSync(chemin, 'r');
  return {
    lire: (entree) => lire(fichier, entree),
    fermer: () => closeSync(fichier),
  };
}

function lire(fichier: number, entree: Entry): Uint8Array | undefined {
  if (Math.max(entree.compressedSize, entree.uncompressedSize) > MAX) return undefined;
  const place = entree.relativeOffsetOfLocalHeader;
  const entete = morceau(fichier, place, ENTETE);
  if (entete?.readUInt32LE(0) !== 0x04034b50) return undefined;
  const debut = place + ENTETE + entete.readUInt16LE(26) + entete.readUInt16LE(28);
  const range = morceau(fichier, debut, entree.compressedSize);
  const octets = range && deplier(range, entree);
  return octets?.length === entree.uncompressedSize && crc32(octets) === entree.crc32 ? octets : undefined;
}

function morceau(fichier: number, place: number, taille: number): Buffer | undefined {
  const octets = Buffer.allocUnsafe(taille);
  let lus = 0;
  while (lus < taille) {
    const recus = readSync(fichier, octets, lus, taille - lus, place + lus);
    if (recus === 0) return undefined;
    lus += recus;
  }
  return octets;
}

/** Une entree abimee n'est pas jugee ici : la lecture en flux dira pourquoi. */
function deplier(
  range: Buffer,
  { compressionMethod, compressedSize, uncompressedSize }: Entry,
): Uint8Array | undefined {
  if (compressionMethod === STOCKE) return compressedSize === uncompressedSize ? range : undefined;
  if (compressionMethod !== DEFLATE) return undefined;
  try {
    return inflateRawSync(range, { maxOutputLength: Math.max(1, uncompressedSize) });
  } catch {
    return undefined;
  }
}
