import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromRandomAccessReaderPromise, RandomAccessReader, type Entry, type ZipFile } from 'yauzl';
import { DepotRefuse, nomMontrable, refuser, type Contenu, type Contexte } from '../contexte.ts';
import type { TypeReconnu } from '../contrat.ts';
import { refuserEicar } from '../eicar.ts';
import { fluxDe, type FichierSource } from '../source.ts';
import { estAnnexe, typeBureautique, type Annexes } from './bureautique.ts';
import { compter, debutDuFlux } from './decompresse.ts';
import { examinerDedans } from './dedans.ts';
import { controleDesNoms, refuserExecutable } from './noms.ts';
import { CHIFFREE } from './sept-zip.ts';
import { controlerEtendue, sansSuite, type Etendue } from './zip-etendue.ts';

/** Taille d'entree en deca de laquelle le contenu est examine comme un fichier depose. */
const EXAMINE_MAX = 16 * 1024 * 1024;
const STOCKE = 0;
const DEGONFLE = 8;

class LectureAleatoire extends RandomAccessReader {
  readonly #source: FichierSource;
  constructor(source: FichierSource) {
    super();
    this.#source = source;
  }
  override _readStreamForRange(debut: number, fin: number): Readable {
    return Readable.from(fluxDe(this.#source, debut, fin), { objectMode: false });
  }
}

/**
 * Lit un zip en entier, en n'en gardant rien : chaque entree est decompressee, comptee, verifiee (taille,
 * CRC, en-tete local egal a l'annuaire) et ses petits contenus sont examines. Dit ensuite quel document c'est.
 */
export async function examinerZip(
  source: FichierSource,
  type: TypeReconnu,
  contexte: Contexte,
): Promise<Contenu> {
  try {
    const utile = await sansSuite(source, contexte);
    const zip = await fromRandomAccessReaderPromise(new LectureAleatoire(utile), utile.taille, {
      autoClose: false,
      strictFileNames: false,
      validateEntrySizes: true,
    });
    const annexes = await lireEntrees(zip, contexte);
    return { type: typeBureautique(type, annexes, contexte) };
  } catch (erreur) {
    throw erreur instanceof DepotRefuse ? erreur : refusDe(erreur);
  }
}

function refusDe(erreur: unknown): never {
  const message = erreur instanceof Error ? erreur.message : '';
  if (/encryption/.test(message)) refuser('archive-chiffree', CHIFFREE);
  if (/absolute path|invalid relative path|invalid characters/.test(message)) {
    refuser(
      'archive-dangereuse',
      'Cette archive veut écrire hors de son dossier. Refaites-la avec des noms simples.',
    );
  }
  refuser(
    'fichier-abime',
    'Ce fichier est un zip incomplet ou abîmé, ou en plusieurs volumes. Refaites-le en une seule archive, ou déposez les fichiers un à un.',
  );
}

async function lireEntrees(zip: ZipFile, contexte: Contexte): Promise<Annexes> {
  const controler = controleDesNoms(contexte);
  const etendues: Etendue[] = [];
  const noms = new Set<string>();
  const textes = new Map<string, string>();
  if (zip.entryCount > contexte.bornes.entreesMax) refuser('archive-dangereuse', TROP_D_ENTREES);
  for await (const entree of zip.eachEntry()) {
    if (etendues.length >= contexte.bornes.entreesMax) refuser('archive-dangereuse', TROP_D_ENTREES);
    controler(entree.fileNameRaw.includes(0x5c) ? entree.fileName.replaceAll('/', '\\') : entree.fileName);
    controlerEntree(entree, contexte);
    etendues.push(await etendueDe(zip, entree));
    noms.add(entree.fileName);
    const texte = await lireEntree(zip, entree, contexte);
    if (texte !== undefined) textes.set(entree.fileName, texte);
    refuserExecutable(entree.fileName);
  }
  controlerEtendue(etendues, contexte);
  return { noms, textes };
}

const TROP_D_ENTREES = 'Cette archive contient un nombre démesuré de fichiers. Divisez-la.';

function controlerEntree(entree: Entry, contexte: Contexte): void {
  if (entree.isEncrypted()) refuser('archive-chiffree', CHIFFREE);
  if (entree.compressionMethod !== STOCKE && entree.compressionMethod !== DEGONFLE) {
    refuser(
      'contenu-non-examinable',
      `Cette archive est compressée d’une façon inhabituelle (méthode ${entree.compressionMethod}) : son contenu ne peut pas être examiné. Refaites-la en zip ordinaire.`,
    );
  }
  // mode Unix dans le poids fort : 0o120000 est un lien symbolique
  if (entree.versionMadeBy >> 8 === 3 && ((entree.externalFileAttributes >>> 16) & 0o170000) === 0o120000) {
    contexte.avertir(
      'lien-symbolique',
      'Cette archive contient des liens vers d’autres fichiers : ils ne seront pas suivis.',
    );
  }
}

/** Place d'une entree ; son en-tete local doit dire le meme nom et la meme methode que l'annuaire. */
async function etendueDe(zip: ZipFile, entree: Entry): Promise<Etendue> {
  const local = await zip.readLocalFileHeaderPromise(entree);
  const memeNom = local.fileName.equals(entree.fileNameRaw);
  if (!memeNom || local.compressionMethod !== entree.compressionMethod) {
    refuser(
      'archive-dangereuse',
      `Cette archive décrit « ${nomMontrable(entree.fileName)} » de deux façons différentes : selon le logiciel, on n’y lirait pas la même chose. Refaites-la.`,
    );
  }
  return { debut: entree.relativeOffsetOfLocalHeader, fin: local.fileDataStart + entree.compressedSize };
}

/** Decompresse une entree ; rend son texte si elle sert a reconnaitre un document de bureau. */
async function lireEntree(zip: ZipFile, entree: Entry, contexte: Contexte): Promise<string | undefined> {
  const flux = await zip.openReadStreamPromise(entree);
  let somme = 0;
  const verifie = async function* (): AsyncGenerator<Uint8Array> {
    for await (const morceau of compter(flux, () => entree.compressedSize, contexte)) {
      somme = crc32(morceau, somme);
      yield morceau;
    }
  };
  const { octets, taille } = await debutDuFlux(verifie(), EXAMINE_MAX);
  if (somme !== entree.crc32) {
    refuser(
      'fichier-abime',
      `Dans cette archive, « ${nomMontrable(entree.fileName)} » est abîmé. Refaites l’archive, ou déposez les fichiers un à un.`,
    );
  }
  if (estAnnexe(entree.fileName)) return Buffer.from(octets.subarray(0, 4 * 1024 * 1024)).toString('utf8');
  refuserEicar(octets);
  if (taille > EXAMINE_MAX)
    contexte.avertir(
      'contenu-non-examine',
      'Des fichiers de cette archive sont trop grands pour être examinés en détail.',
    );
  else if (taille > 0) await examinerDedans(octets, entree.fileName, contexte);
  return undefined;
}
