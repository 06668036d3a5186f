import { fromBufferPromise, type Entry, type ZipFile } from 'yauzl';
import { refus, reussite, type Result } from '@ppn/core';
import { TYPE_ASIC_E } from './asic.ts';
import {
  NOM_MANIFESTE,
  NOM_SIGNATURE,
  isNomDePiece,
  lireManifeste,
  type ManifesteAsic,
} from './asic-manifeste.ts';

/** Bornes de lecture : nombre d'entrees ; octets decompresses par piece et en tout. */
export type BornesAsic = {
  readonly entrees: number;
  readonly taillePiece: number;
  readonly tailleTotale: number;
};

/** Conteneur ouvert : rien n'est encore prouve, ni empreinte ni signature (voir `validerAsic`). */
export type ConteneurAsic = {
  readonly pieces: ReadonlyMap<string, Uint8Array>;
  readonly manifeste: ManifesteAsic;
  readonly signature: Uint8Array;
};

const MIO = 1_048_576;
const BORNES: BornesAsic = { entrees: 2_000, taillePiece: 512 * MIO, tailleTotale: 1_024 * MIO };

/**
 * Ouvre un ASiC-E de notre profil : `mimetype` en tete, un manifeste, une signature, et exactement les pieces annoncees.
 * Refus en francais : archive abimee, nom double ou interdit, entree chiffree, cachee ou trop grosse, piece en trop ou absente.
 */
export async function lireAsic(
  octets: Uint8Array,
  bornes: Partial<BornesAsic> = {},
): Promise<Result<ConteneurAsic, string>> {
  try {
    const archive = Buffer.from(octets.buffer, octets.byteOffset, octets.length);
    return reussite(ranger(await lireEntrees(archive, { ...BORNES, ...bornes })));
  } catch (cause) {
    return refus(
      cause instanceof ConteneurRefuse ? cause.message : 'Le conteneur est illisible : l’archive est abîmée.',
    );
  }
}

class ConteneurRefuse extends Error {
  override readonly name = 'ConteneurRefuse';
}

const exiger = (condition: boolean, motif: string): void => {
  if (!condition) throw new ConteneurRefuse(motif);
};

async function lireEntrees(archive: Buffer, bornes: BornesAsic): Promise<ReadonlyMap<string, Uint8Array>> {
  exiger(archive.length <= bornes.tailleTotale + bornes.entrees * 1_024, 'Le conteneur est trop gros.');
  const zip = await fromBufferPromise(archive, { lazyEntries: true, strictFileNames: true });
  exiger(zip.entryCount <= bornes.entrees, `Le conteneur a plus de ${bornes.entrees} entrées.`);
  const entrees: Entry[] = [];
  for await (const entree of zip.eachEntry()) entrees.push(entree);
  verifierEntrees(archive, entrees, bornes);
  const contenus = new Map<string, Uint8Array>();
  for (const entree of entrees) contenus.set(entree.fileName, await contenu(zip, entree));
  return contenus;
}

/** Tout se verifie avant de decompresser ; yauzl refuse ensuite toute piece plus grosse qu'annonce. */
function verifierEntrees(archive: Buffer, entrees: readonly Entry[], bornes: BornesAsic): void {
  const noms = entrees.map(({ fileName }) => fileName);
  exiger(
    new Set(noms.map((nom) => nom.toLowerCase())).size === noms.length,
    'Deux entrées du conteneur portent le même nom.',
  );
  for (const entree of entrees) verifierEntree(archive, entree, bornes);
  const total = entrees.reduce((somme, { uncompressedSize }) => somme + uncompressedSize, 0);
  exiger(total <= bornes.tailleTotale, 'Le contenu du conteneur est trop gros.');
  verifierPlaces(entrees);
  verifierMimetype(archive, entrees[0]);
}

function verifierEntree(archive: Buffer, entree: Entry, bornes: BornesAsic): void {
  const nom = entree.fileName;
  exiger(
    [NOM_MANIFESTE, NOM_SIGNATURE, 'mimetype'].includes(nom) || isNomDePiece(nom),
    `Le nom « ${nom.slice(0, 80)} » n’est pas admis dans un conteneur.`,
  );
  exiger(!entree.isEncrypted(), `La pièce « ${nom} » est chiffrée.`);
  exiger(entree.canDecodeFileData(), `La pièce « ${nom} » est compressée par une méthode inconnue.`);
  exiger(entree.uncompressedSize <= bornes.taillePiece, `La pièce « ${nom} » est trop grosse.`);
  exiger(
    entree.uncompressedSize <= 1_024 + entree.compressedSize * 200,
    `La pièce « ${nom} » est compressée à l’excès.`,
  );
  const debut = entree.relativeOffsetOfLocalHeader;
  const local = archive.subarray(debut + 30, debut + 30 + archive.readUInt16LE(debut + 26));
  exiger(local.equals(entree.fileNameRaw), `La pièce « ${nom} » porte deux noms.`);
}

/** Deux entrees ne partagent pas les memes octets, et rien ne precede la premiere. */
function verifierPlaces(entrees: readonly Entry[]): void {
  const rangees = entrees.toSorted(
    (une, autre) => une.relativeOffsetOfLocalHeader - autre.relativeOffsetOfLocalHeader,
  );
  let fin = 0;
  for (const entree of rangees) {
    exiger(entree.relativeOffsetOfLocalHeader >= fin, 'Deux entrées du conteneur se recouvrent.');
    fin = entree.relativeOffsetOfLocalHeader + 30 + entree.fileNameRaw.length + entree.compressedSize;
  }
  exiger(rangees[0]?.relativeOffsetOfLocalHeader === 0, 'Des octets précèdent le conteneur.');
}

/** `mimetype` : premiere entree, stockee, sans champ extra : son contenu commence a l'octet 38 (EN 319 162-1 annexe A.1). */
function verifierMimetype(archive: Buffer, premiere: Entry | undefined): void {
  const contenuLu = archive.subarray(38, 38 + TYPE_ASIC_E.length).toString('latin1');
  const juste =
    premiere?.fileName === 'mimetype' &&
    premiere.compressionMethod === 0 &&
    premiere.relativeOffsetOfLocalHeader === 0 &&
    premiere.uncompressedSize === TYPE_ASIC_E.length &&
    archive.readUInt16LE(28) === 0 &&
    contenuLu === TYPE_ASIC_E;
  exiger(juste, 'Le fichier n’est pas un conteneur ASiC-E.');
}

async function contenu(zip: ZipFile, entree: Entry): Promise<Uint8Array> {
  const parties: Uint8Array[] = [];
  const flux: AsyncIterable<Uint8Array> = await zip.openReadStreamPromise(entree);
  for await (const partie of flux) parties.push(partie);
  return Buffer.concat(parties);
}

function ranger(contenus: ReadonlyMap<string, Uint8Array>): ConteneurAsic {
  const octets = contenus.get(NOM_MANIFESTE);
  const signature = contenus.get(NOM_SIGNATURE);
  if (octets === undefined || signature === undefined)
    throw new ConteneurRefuse('Le conteneur n’a pas de manifeste ou pas de signature.');
  const manifeste = lireManifeste(octets);
  if (manifeste?.signature !== NOM_SIGNATURE)
    throw new ConteneurRefuse('Le manifeste du conteneur est illisible.');
  const pieces = new Map([...contenus].filter(([nom]) => isNomDePiece(nom)));
  const annoncees = new Set(manifeste.references.map(({ nom }) => nom));
  exiger(annoncees.size === manifeste.references.length, 'Le manifeste annonce deux fois la même pièce.');
  const enTrop = [...pieces.keys()].find((nom) => !annoncees.has(nom));
  exiger(enTrop === undefined, `La pièce « ${enTrop ?? ''} » n’est pas annoncée par le manifeste.`);
  const absente = [...annoncees].find((nom) => !pieces.has(nom));
  exiger(absente === undefined, `La pièce « ${absente ?? ''} » est annoncée mais absente.`);
  return { pieces, manifeste, signature };
}
