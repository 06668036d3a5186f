import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { fromBufferPromise, openPromise } from 'yauzl';
import type { Entry, ZipFile } from 'yauzl';
import { ouvrirEnDirect } from './lecture-directe.ts';

/** Un conteneur a lire : ses octets, ou son chemin (rien n'est alors garde en memoire que les petites entrees). */
export type SourceDArchive = { readonly octets: Uint8Array } | { readonly chemin: string };

/** Archive inutilisable ; le message peut etre montre. */
export class ErreurArchive extends Error {
  override readonly name = 'ErreurArchive';
}

/** Une archive ouverte : ses entrees par nom, et les deux facons d'en lire une. */
export type Archive = {
  readonly entrees: ReadonlyMap<string, Entry>;
  readonly mimetypeEnTete: boolean;
  /** Octets d'une entree d'au plus `max` octets, sinon undefined. */
  readonly lire: (nom: string, max: number) => Promise<Uint8Array | undefined>;
  /** Condensats d'une entree (noms node:crypto), en flux. */
  readonly condenser: (nom: string, condensats: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  readonly fermer: () => void;
};

/** Bornes d'une archive, en octets decompresses ; `dossiers` : ses entrees de dossier sont admises (et passees). */
export type BornesDArchive = {
  readonly entrees: number;
  readonly piece: number;
  readonly total: number;
  readonly dossiers: boolean;
  /** Vrai si les entetes locaux ont deja ete controles, par un autre fil : seul le repertoire l'est de nouveau. */
  readonly dejaControle?: boolean;
};

const GIO = 1024 ** 3;
const BORNES: BornesDArchive = { entrees: 12_000, piece: 16 * GIO, total: 64 * GIO, dossiers: true };
const RATIO_MAX = 200;
const ZIP64 = 0xffff_ffff;

/** Ouvre un zip et le refuse s'il est ambigu : noms doubles ou differents, chiffrement, octets caches, compression demesuree. */
export async function ouvrirArchive(
  source: SourceDArchive,
  bornes: BornesDArchive = BORNES,
): Promise<Archive> {
  const zip = await ouvrir(source);
  try {
    const fichiers = await recenser(zip, bornes);
    const entrees = new Map(fichiers.map((entree) => [entree.fileName, entree]));
    const direct = 'chemin' in source ? ouvrirEnDirect(source.chemin) : undefined;
    return {
      entrees,
      mimetypeEnTete:
        fichiers.find((entree) => entree.relativeOffsetOfLocalHeader === 0)?.fileName === 'mimetype',
      lire: async (nom, max) => {
        const entree = trouver(entrees, nom);
        if (entree.uncompressedSize > max) return undefined;
        return direct?.lire(entree) ?? lireEntree(zip, entree);
      },
      condenser: async (nom, condensats) =>
        condenserEntree(zip, { entree: trouver(entrees, nom), condensats }),
      fermer: () => {
        zip.close();
        direct?.fermer();
      },
    };
  } catch (erreur) {
    zip.close();
    throw enErreurDArchive(erreur);
  }
}

const OPTIONS = { lazyEntries: true, autoClose: false, strictFileNames: true, validateEntrySizes: true };

async function ouvrir(source: SourceDArchive): Promise<ZipFile> {
  try {
    if ('chemin' in source) return await openPromise(source.chemin, OPTIONS);
    return await fromBufferPromise(
      Buffer.from(source.octets.buffer, source.octets.byteOffset, source.octets.byteLength),
      OPTIONS,
    );
  } catch (erreur) {
    throw enErreurDArchive(erreur);
  }
}

/** yauzl lance des `Error` ordinaires sur une archive fausse ; une erreur du systeme de fichiers passe telle quelle. */
function enErreurDArchive(erreur: unknown): unknown {
  if (erreur instanceof ErreurArchive || !(erreur instanceof Error)) return erreur;
  return 'code' in erreur && typeof erreur.code === 'string' && /^E[A-Z]+$/u.test(erreur.code)
    ? erreur
    : new ErreurArchive('l’archive est abîmée ou coupée');
}

async function recenser(zip: ZipFile, bornes: BornesDArchive): Promise<readonly Entry[]> {
  if (zip.entryCount > bornes.entrees) throw new ErreurArchive('trop de fichiers dans le conteneur');
  const entrees: Entry[] = [];
  for await (const entree of zip.eachEntry()) entrees.push(entree);
  const fichiers = entrees.filter((entree) => !entree.fileName.endsWith('/'));
  if (!bornes.dossiers && fichiers.length < entrees.length)
    throw new ErreurArchive('l’archive contient une entrée de dossier');
  if (new Set(fichiers.map((entree) => entree.fileName.toLowerCase())).size !== fichiers.length)
    throw new ErreurArchive('deux fichiers du conteneur portent le même nom');
  if (fichiers.reduce((somme, entree) => somme + entree.uncompressedSize, 0) > bornes.total)
    throw new ErreurArchive('conteneur démesuré');
  if (bornes.dejaControle !== true) for (const entree of fichiers) await controler(zip, entree, bornes);
  controlerPlaces(fichiers);
  return fichiers;
}

async function controler(zip: ZipFile, entree: Entry, bornes: BornesDArchive): Promise<void> {
  const nom = entree.fileName.slice(0, 80);
  if (entree.isEncrypted()) throw new ErreurArchive(`« ${nom} » est chiffré`);
  if (!entree.canDecodeFileData())
    throw new ErreurArchive(`« ${nom} » est compressé par une méthode inconnue`);
  if (
    entree.uncompressedSize > bornes.piece ||
    entree.uncompressedSize > 65_536 + entree.compressedSize * RATIO_MAX
  )
    throw new ErreurArchive(`« ${nom} » est compressé à l’excès`);
  const local = await zip.readLocalFileHeaderPromise(entree, { minimal: false });
  if (!local.fileName.equals(entree.fileNameRaw))
    throw new ErreurArchive(`« ${nom} » porte deux noms différents`);
  const differe =
    local.compressionMethod !== entree.compressionMethod ||
    local.lastModFileTime !== entree.lastModFileTime ||
    local.lastModFileDate !== entree.lastModFileDate;
  const taillesDifferentes =
    (local.generalPurposeBitFlag & 8) === 0 &&
    (local.crc32 !== entree.crc32 ||
      ![entree.compressedSize, ZIP64].includes(local.compressedSize) ||
      ![entree.uncompressedSize, ZIP64].includes(local.uncompressedSize));
  if (differe || taillesDifferentes)
    throw new ErreurArchive(`« ${nom} » est décrit de deux façons différentes`);
}

function controlerPlaces(entrees: readonly Entry[]): void {
  let fin = 0;
  for (const entree of entrees.toSorted(
    (une, autre) => une.relativeOffsetOfLocalHeader - autre.relativeOffsetOfLocalHeader,
  )) {
    if (entree.relativeOffsetOfLocalHeader < fin)
      throw new ErreurArchive('deux fichiers du conteneur se recouvrent');
    fin = entree.relativeOffsetOfLocalHeader + 30 + entree.fileNameRaw.length + entree.compressedSize;
  }
}

function trouver(entrees: ReadonlyMap<string, Entry>, nom: string): Entry {
  const entree = entrees.get(nom);
  if (entree === undefined) throw new ErreurArchive(`« ${nom.slice(0, 80)} » absent du conteneur`);
  return entree;
}

async function lireEntree(zip: ZipFile, entree: Entry): Promise<Uint8Array> {
  const morceaux: Uint8Array[] = [];
  await parcourir(zip, entree, (morceau) => morceaux.push(morceau));
  return Buffer.concat(morceaux);
}

async function condenserEntree(
  zip: ZipFile,
  demande: { readonly entree: Entry; readonly condensats: readonly string[] },
): Promise<ReadonlyMap<string, string>> {
  const calculs = new Map(demande.condensats.map((nom) => [nom, createHash(nom)]));
  await parcourir(zip, demande.entree, (morceau) => {
    for (const calcul of calculs.values()) calcul.update(morceau);
  });
  return new Map([...calculs].map(([nom, calcul]) => [nom, calcul.digest('hex')]));
}

async function parcourir(
  zip: ZipFile,
  entree: Entry,
  recevoir: (morceau: Uint8Array) => void,
): Promise<void> {
  try {
    const flux: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entree);
    let somme = 0;
    for await (const morceau of flux) {
      somme = crc32(morceau, somme);
      recevoir(morceau);
    }
    if (somme !== entree.crc32)
      throw new ErreurArchive(`« ${entree.fileName.slice(0, 80)} » ne correspond pas à sa somme de contrôle`);
  } catch (erreur) {
    throw enErreurDArchive(erreur);
  }
}
