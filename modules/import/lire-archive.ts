import { fromBufferPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';

/** Une piece sortie d'une archive, ou la raison pour laquelle elle n'en sort pas. */
export type PieceDArchive = {
  readonly nom: string;
  readonly contenu: { readonly octets: Uint8Array } | { readonly refus: string };
};

/** Les pieces d'une archive, une a une ; `ignorees` : dossiers et fichiers de systeme. Illisible : `undefined`. */
export type ArchiveLue = { readonly pieces: AsyncIterable<PieceDArchive>; readonly ignorees: number };

const ENTREES_MAX = 1000;
const PIECE_MAX = 64 * 1024 * 1024;
const TOTAL_MAX = 1024 * 1024 * 1024;
const RATIO_MAX = 200;

/** Vrai si les octets commencent comme un zip. */
export const estZip = (octets: Uint8Array): boolean =>
  octets[0] === 0x50 && octets[1] === 0x4b && octets[2] === 0x03 && octets[3] === 0x04;

/** Ouvre une archive de pieces, bornee en nombre, en taille et en compression ; undefined si elle est illisible ou ambigue. */
export async function lireArchive(octets: Uint8Array): Promise<ArchiveLue | undefined> {
  try {
    const zip = await fromBufferPromise(Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength), {
      lazyEntries: true,
      autoClose: false,
      validateEntrySizes: true,
    });
    if (zip.entryCount > ENTREES_MAX) return undefined;
    const entrees: Entry[] = [];
    for await (const entree of zip.eachEntry()) entrees.push(entree);
    const utiles = entrees.filter((entree) => !deSysteme(entree.fileName));
    return { pieces: sortir(zip, utiles), ignorees: entrees.length - utiles.length };
  } catch (erreur) {
    if (erreur instanceof Error) return undefined;
    throw erreur;
  }
}

const deSysteme = (nom: string): boolean =>
  nom.endsWith('/') || /(?:^|\/)(?:__MACOSX\/|\.DS_Store$|Thumbs\.db$|\._)/iu.test(nom);

async function* sortir(zip: ZipFile, entrees: readonly Entry[]): AsyncGenerator<PieceDArchive> {
  let total = 0;
  for (const entree of entrees) {
    const nom = entree.fileName;
    const refus = refusDe(entree, total);
    if (refus === undefined) total += entree.uncompressedSize;
    yield { nom, contenu: refus === undefined ? await lireEntree(zip, entree) : { refus } };
  }
}

function refusDe(entree: Entry, total: number): string | undefined {
  if (entree.isEncrypted()) return 'elle est chiffrée dans l’archive';
  if (entree.uncompressedSize > PIECE_MAX) return 'elle dépasse 64 Mo';
  if (total + entree.uncompressedSize > TOTAL_MAX) return 'l’archive dépasse 1 Go une fois décompressée';
  return entree.uncompressedSize > RATIO_MAX * Math.max(1024, entree.compressedSize)
    ? 'sa compression est démesurée'
    : undefined;
}

async function lireEntree(zip: ZipFile, entree: Entry): Promise<PieceDArchive['contenu']> {
  try {
    const flux: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entree);
    const morceaux: Uint8Array[] = [];
    for await (const morceau of flux) morceaux.push(morceau);
    return { octets: new Uint8Array(Buffer.concat(morceaux)) };
  } catch (erreur) {
    if (!(erreur instanceof Error)) throw erreur;
    return { refus: 'elle est abîmée dans l’archive' };
  }
}
