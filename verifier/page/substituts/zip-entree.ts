import type { Tampon } from './tampon.ts';
import { crc32 } from './zlib.ts';

/** Une ligne du repertoire central, sous les noms de yauzl. */
export class Entry {
  fileName = '';
  readonly generalPurposeBitFlag: number;
  readonly compressionMethod: number;
  readonly lastModFileTime: number;
  readonly lastModFileDate: number;
  readonly crc32: number;
  readonly fileNameRaw: Tampon;
  compressedSize: number;
  uncompressedSize: number;
  relativeOffsetOfLocalHeader: number;

  constructor(fixe: Tampon, nom: Tampon) {
    this.generalPurposeBitFlag = fixe.readUInt16LE(8);
    this.compressionMethod = fixe.readUInt16LE(10);
    this.lastModFileTime = fixe.readUInt16LE(12);
    this.lastModFileDate = fixe.readUInt16LE(14);
    this.crc32 = fixe.readUInt32LE(16);
    this.compressedSize = fixe.readUInt32LE(20);
    this.uncompressedSize = fixe.readUInt32LE(24);
    this.relativeOffsetOfLocalHeader = fixe.readUInt32LE(42);
    this.fileNameRaw = nom;
  }

  isEncrypted(): boolean {
    return (this.generalPurposeBitFlag & 1) !== 0;
  }
  isCompressed(): boolean {
    return this.compressionMethod === 8;
  }
  canDecodeFileData(): boolean {
    return !this.isEncrypted() && (this.compressionMethod === 0 || this.compressionMethod === 8);
  }
}

type Extra = { readonly id: number; readonly data: Tampon };

/** Lit une ligne du repertoire : 46 octets fixes, puis nom, champs et commentaire. Lance dans les memes cas que yauzl. */
export function lireEntree(
  fixe: Tampon,
  variable: Tampon,
  options: { readonly strictFileNames?: boolean },
): Entry {
  if (fixe.readUInt32LE(0) !== 0x0201_4b50)
    throw new Error('invalid central directory file header signature');
  if ((fixe.readUInt16LE(8) & 0x40) !== 0) throw new Error('strong encryption is not supported');
  const [nom, champs] = [fixe.readUInt16LE(28), fixe.readUInt16LE(30)];
  const entree = new Entry(fixe, variable.subarray(0, nom));
  const extras = lireExtras(variable.subarray(nom, nom + champs));
  entree.fileName = nomDe(entree, extras, options.strictFileNames === true);
  controlerNom(entree.fileName);
  const zip64 = extras.find(({ id }) => id === 1);
  if (zip64 !== undefined) appliquerZip64(entree, zip64.data);
  const chiffre = entree.isEncrypted() ? 12 : 0;
  if (entree.compressionMethod === 0 && entree.compressedSize !== entree.uncompressedSize + chiffre)
    throw new Error('compressed/uncompressed size mismatch for stored file');
  return entree;
}

function lireExtras(octets: Tampon): readonly Extra[] {
  const extras: Extra[] = [];
  for (let place = 0; place < octets.length - 3;) {
    const fin = place + 4 + octets.readUInt16LE(place + 2);
    if (fin > octets.length) throw new Error('extra field length exceeds extra field buffer size');
    extras.push({ id: octets.readUInt16LE(place), data: octets.subarray(place + 4, fin) });
    place = fin;
  }
  return extras;
}

/** Le nom : champ Unicode d'Info-ZIP s'il correspond a l'autre, sinon UTF-8 ou cp437 selon le drapeau. */
function nomDe(entree: Entry, extras: readonly Extra[], strict: boolean): string {
  const unicode = extras.find(
    ({ id, data }) =>
      id === 0x7075 &&
      data.length >= 6 &&
      data.readUInt8(0) === 1 &&
      data.readUInt32LE(1) === crc32(entree.fileNameRaw),
  );
  const utf8 = (entree.generalPurposeBitFlag & 0x800) !== 0;
  const nom =
    unicode === undefined
      ? utf8
        ? entree.fileNameRaw.toString('utf8')
        : Array.from(entree.fileNameRaw, (octet) => CP437[octet] ?? '').join('')
      : unicode.data.subarray(5).toString('utf8');
  return strict ? nom : nom.replaceAll('\\', '/');
}

function controlerNom(nom: string): void {
  if (nom.includes('\\')) throw new Error('invalid characters in fileName');
  if (/^[a-zA-Z]:|^\//u.test(nom)) throw new Error('absolute path');
  if (nom.split('/').includes('..')) throw new Error('invalid relative path');
}

const DANS_ZIP64 = 0xffff_ffff;

function appliquerZip64(entree: Entry, donnees: Tampon): void {
  let place = 0;
  const suivant = (valeur: number): number => {
    if (valeur !== DANS_ZIP64) return valeur;
    if (place + 8 > donnees.length) throw new Error('zip64 extended information extra field is too short');
    place += 8;
    return tailleEntiere(donnees, place - 8);
  };
  entree.uncompressedSize = suivant(entree.uncompressedSize);
  entree.compressedSize = suivant(entree.compressedSize);
  entree.relativeOffsetOfLocalHeader = suivant(entree.relativeOffsetOfLocalHeader);
}

/** Entier de 64 bits petit-boutiste, en nombre : au-dela de 2^53 il depasse toute taille de fichier et sera refuse. */
export const tailleEntiere = (octets: Tampon, place: number): number =>
  octets.readUInt32LE(place + 4) * 0x1_0000_0000 + octets.readUInt32LE(place);

const CP437 = [
  ...'\u0000☺☻♥♦♣♠•◘○◙♂♀♪♫☼►◄↕‼¶§▬↨↑↓→←∟↔▲▼',
  ...Array.from({ length: 95 }, (_, rang) => String.fromCharCode(0x20 + rang)),
  ...'⌂ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
];
