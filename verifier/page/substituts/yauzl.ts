import { fichierDe, lireTranche } from './disque.ts';
import { Entry, lireEntree, tailleEntiere } from './zip-entree.ts';
import { Buffer } from './tampon.ts';
import type { Tampon } from './tampon.ts';
import { decompresser, decompresseur } from './zlib.ts';

export { Entry };

/** D'ou se lit une archive. */
type Source = {
  readonly taille: number;
  readonly lire: (debut: number, taille: number) => Promise<Tampon>;
};

/** Les seules options lues : les autres regles de yauzl sont toujours appliquees. */
export type Options = { readonly strictFileNames?: boolean };

/** `openPromise` de yauzl, sur un fichier depose : il se lit par tranches. */
export async function openPromise(chemin: string, options: Options = {}): Promise<ZipFile> {
  const fichier = fichierDe(chemin);
  return ouvrir(
    avecFenetre({
      taille: fichier.size,
      lire: (debut, taille) => lireTranche(fichier, debut, debut + taille),
    }),
    options,
  );
}

/** `fromBufferPromise` de yauzl, sur des octets en memoire. */
export async function fromBufferPromise(octets: Uint8Array, options: Options = {}): Promise<ZipFile> {
  const tampon = Buffer.from(
    octets.buffer instanceof ArrayBuffer ? octets.buffer : new ArrayBuffer(0),
    octets.byteOffset,
    octets.byteLength,
  );
  return ouvrir(
    { taille: tampon.length, lire: async (debut, taille) => tampon.subarray(debut, debut + taille) },
    options,
  );
}

const FENETRE = 2 * 1024 * 1024;

/** Les lectures courtes sont prises dans une fenetre gardee : mille pieces ne font pas des milliers d'acces, chacun couteux au navigateur. */
function avecFenetre({ taille, lire }: Source): Source {
  let debutLu = 0;
  let lus: Promise<Tampon> | undefined;
  return {
    taille,
    lire: async (debut, nombre) => {
      if (nombre > FENETRE / 4) return lire(debut, nombre);
      if (lus === undefined || debut < debutLu || debut + nombre > Math.min(taille, debutLu + FENETRE)) {
        debutLu = debut;
        lus = lire(debut, FENETRE);
      }
      const ici = debutLu;
      return (await lus).subarray(debut - ici, debut - ici + nombre);
    },
  };
}

async function lireExact(source: Source, debut: number, taille: number): Promise<Tampon> {
  if (debut < 0 || debut + taille > source.taille) throw new Error('unexpected EOF');
  const lus = await source.lire(debut, taille);
  if (lus.length < taille) throw new Error('unexpected EOF');
  return lus;
}

const FIN = 0x0605_4b50;
const FIN_64 = 0x0606_4b50;
const LIEU_64 = 0x0706_4b50;

/** Cherche la fin du repertoire en partant de la fin du fichier, comme yauzl ; lance si rien n'y ressemble. */
async function ouvrir(source: Source, options: Options): Promise<ZipFile> {
  const taille = Math.min(20 + 22 + 0xffff, source.taille);
  const queue = await lireExact(source, source.taille - taille, taille);
  for (let rang = taille - 22; rang >= 0; rang -= 1) {
    if (queue.readUInt32LE(rang) !== FIN) continue;
    const fin = queue.subarray(rang);
    if (fin.readUInt16LE(20) !== fin.length - 22) throw new Error('Invalid comment length');
    const lieu = rang >= 20 && queue.readUInt32LE(rang - 20) === LIEU_64 ? rang - 20 : undefined;
    const repertoire =
      lieu === undefined
        ? { disque: fin.readUInt16LE(4), nombre: fin.readUInt16LE(10), debut: fin.readUInt32LE(16) }
        : await lireFin64(source, tailleEntiere(queue, lieu + 8));
    if (repertoire.disque !== 0) throw new Error('multi-disk zip files are not supported');
    return new ZipFile(source, repertoire, options);
  }
  throw new Error('End of central directory record signature not found');
}

type Repertoire = { readonly disque: number; readonly nombre: number; readonly debut: number };

async function lireFin64(source: Source, debut: number): Promise<Repertoire> {
  const fin = await lireExact(source, debut, 56);
  if (fin.readUInt32LE(0) !== FIN_64)
    throw new Error('invalid zip64 end of central directory record signature');
  return { disque: fin.readUInt32LE(16), nombre: tailleEntiere(fin, 32), debut: tailleEntiere(fin, 48) };
}

/** En-tete local d'une entree, tel que yauzl le rend. */
type EnTeteLocal = {
  readonly fileDataStart: number;
  readonly generalPurposeBitFlag: number;
  readonly compressionMethod: number;
  readonly lastModFileTime: number;
  readonly lastModFileDate: number;
  readonly crc32: number;
  readonly compressedSize: number;
  readonly uncompressedSize: number;
  readonly fileName: Tampon;
};

/** Morceau lu d'un coup dans une entree. */
const MORCEAU = 1024 * 1024;
/** Au-dela, une entree se decompresse en flux. */
const D_UN_TRAIT = 16 * 1024 * 1024;

/** Une archive ouverte : la part de l'API de yauzl que le moteur emploie. */
export class ZipFile {
  readonly entryCount: number;
  readonly fileSize: number;
  readonly #source: Source;
  readonly #repertoire: Repertoire;
  readonly #options: Options;

  constructor(source: Source, repertoire: Repertoire, options: Options) {
    this.entryCount = repertoire.nombre;
    this.fileSize = source.taille;
    this.#source = source;
    this.#repertoire = repertoire;
    this.#options = options;
  }

  async *eachEntry(): AsyncGenerator<Entry, void, undefined> {
    let place = this.#repertoire.debut;
    for (let rang = 0; rang < this.entryCount; rang += 1) {
      const fixe = await lireExact(this.#source, place, 46);
      const variable = fixe.readUInt16LE(28) + fixe.readUInt16LE(30) + fixe.readUInt16LE(32);
      yield lireEntree(fixe, await lireExact(this.#source, place + 46, variable), this.#options);
      place += 46 + variable;
    }
  }

  async readLocalFileHeaderPromise(entree: Entry): Promise<EnTeteLocal> {
    const debut = entree.relativeOffsetOfLocalHeader;
    const fixe = await lireExact(this.#source, debut, 30);
    if (fixe.readUInt32LE(0) !== 0x0403_4b50) throw new Error('invalid local file header signature');
    const [nom, extra] = [fixe.readUInt16LE(26), fixe.readUInt16LE(28)];
    const fileDataStart = debut + 30 + nom + extra;
    if (fileDataStart + entree.compressedSize > this.fileSize)
      throw new Error('file data overflows file bounds');
    const suite = await lireExact(this.#source, debut + 30, nom + extra);
    return {
      fileDataStart,
      generalPurposeBitFlag: fixe.readUInt16LE(6),
      compressionMethod: fixe.readUInt16LE(8),
      lastModFileTime: fixe.readUInt16LE(10),
      lastModFileDate: fixe.readUInt16LE(12),
      crc32: fixe.readUInt32LE(14),
      compressedSize: fixe.readUInt32LE(18),
      uncompressedSize: fixe.readUInt32LE(22),
      fileName: suite.subarray(0, nom),
    };
  }

  async openReadStreamPromise(entree: Entry): Promise<AsyncIterable<Uint8Array>> {
    if (entree.isEncrypted()) throw new Error('entry is encrypted');
    if (!entree.canDecodeFileData()) throw new Error('unsupported compression method');
    const { fileDataStart } = await this.readLocalFileHeaderPromise(entree);
    const brut = this.#morceaux(fileDataStart, entree.compressedSize);
    if (!entree.isCompressed()) return brut;
    const court = entree.compressedSize <= MORCEAU && entree.uncompressedSize <= D_UN_TRAIT;
    return (court ? gonflerDUnTrait : gonfler)(brut, entree.uncompressedSize);
  }

  async *#morceaux(debut: number, taille: number): AsyncGenerator<Uint8Array, void, undefined> {
    for (let lu = 0; lu < taille; lu += MORCEAU)
      yield await lireExact(this.#source, debut + lu, Math.min(MORCEAU, taille - lu));
  }

  close(): void {}
}

/** Une petite entree n'a pas besoin de la memoire d'un flux : mille pieces ne font pas mille tampons a agrandir. */
async function* gonflerDUnTrait(
  brut: AsyncIterable<Uint8Array>,
  attendu: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  let rendus = 0;
  for await (const morceau of brut) {
    const clair = decompresser(morceau, attendu);
    rendus = clair.length;
    if (rendus > attendu) throw new Error('too many bytes in the stream');
    yield clair;
  }
  if (rendus < attendu) throw new Error('not enough bytes in the stream');
}

async function* gonfler(
  brut: AsyncIterable<Uint8Array>,
  attendu: number,
): AsyncGenerator<Uint8Array, void, undefined> {
  const decompresser = decompresseur();
  let rendus = 0;
  const verser = function* verser(morceau: Uint8Array, dernier: boolean) {
    for (const sorti of decompresser(morceau, dernier)) {
      rendus += sorti.length;
      if (rendus > attendu) throw new Error('too many bytes in the stream');
      if (sorti.length > 0) yield sorti;
    }
  };
  for await (const morceau of brut)
    for (let debut = 0; debut < morceau.length; debut += LOT)
      yield* verser(morceau.subarray(debut, debut + LOT), false);
  yield* verser(new Uint8Array(), true);
  if (rendus < attendu) throw new Error('not enough bytes in the stream');
}

const LOT = 64 * 1024;
