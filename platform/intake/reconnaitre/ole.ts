import type { TypeReconnu } from '../contrat.ts';
import type { FichierSource } from '../source.ts';
import { type } from './familles.ts';

const FIN_DE_CHAINE = 0xfffffffa;
/** Secteurs de repertoire lus au plus (16 000 entrees a 512 octets par secteur). */
const SECTEURS_MAX = 4000;

/** Noms des entrees d'un compose OLE (MS-CFB), en ordre ; lecture bornee, boucles coupees, liste partielle si le fichier est abime. */
export async function entreesOle(source: FichierSource, tete: Uint8Array): Promise<readonly string[]> {
  if (tete.length < 512) return [];
  const vue = Buffer.from(tete.buffer, tete.byteOffset, tete.length);
  const puissance = vue.readUInt16LE(30);
  if (puissance !== 9 && puissance !== 12) return [];
  const lireSecteur = async (numero: number): Promise<Buffer> =>
    Buffer.from(await source.lire((numero + 1) << puissance, (numero + 2) << puissance));
  const noms: string[] = [];
  const vus = new Set<number>();
  let secteur = vue.readUInt32LE(48);
  while (secteur < FIN_DE_CHAINE && !vus.has(secteur) && vus.size < SECTEURS_MAX) {
    vus.add(secteur);
    if ((secteur + 1) * 2 ** puissance >= source.taille) break;
    noms.push(...nomsDuSecteur(await lireSecteur(secteur)));
    secteur = await suivant(vue, lireSecteur, secteur, puissance);
  }
  return noms;
}

function nomsDuSecteur(octets: Buffer): readonly string[] {
  const noms: string[] = [];
  for (let i = 0; i + 128 <= octets.length; i += 128) {
    const longueur = octets.readUInt16LE(i + 64);
    if (longueur >= 2 && longueur <= 64) noms.push(octets.toString('utf16le', i, i + longueur - 2));
  }
  return noms;
}

/** Secteur suivant dans la FAT ; seules les 109 premieres tables (en-tete) sont suivies : assez pour 7 Mo de repertoire. */
async function suivant(
  tete: Buffer,
  lireSecteur: (numero: number) => Promise<Buffer>,
  secteur: number,
  puissance: number,
): Promise<number> {
  const parTable = 2 ** (puissance - 2);
  const rang = Math.floor(secteur / parTable);
  if (rang >= 109) return FIN_DE_CHAINE;
  const table = tete.readUInt32LE(76 + rang * 4);
  if (table >= FIN_DE_CHAINE) return FIN_DE_CHAINE;
  const octets = await lireSecteur(table).catch(() => Buffer.alloc(0));
  const place = (secteur % parTable) * 4;
  return place + 4 <= octets.length ? octets.readUInt32LE(place) : FIN_DE_CHAINE;
}

/** Type precis d'un compose OLE d'apres ses entrees : Word, Excel, PowerPoint, message Outlook, Visio ; `cfb` sinon. */
export async function typeOle(source: FichierSource, tete: Uint8Array): Promise<TypeReconnu> {
  const noms = new Set(await entreesOle(source, tete));
  if (noms.has('__properties_version1.0')) return type('msg', 'application/vnd.ms-outlook');
  if (noms.has('WordDocument')) return type('doc', 'application/msword');
  if (noms.has('Workbook') || noms.has('Book')) return type('xls', 'application/vnd.ms-excel');
  if (noms.has('PowerPoint Document')) return type('ppt', 'application/vnd.ms-powerpoint');
  if (noms.has('VisioDocument')) return type('vsd', 'application/vnd.visio');
  return type('cfb', 'application/x-cfb');
}

/** Ce qu'un compose OLE porte de dangereux ou de ferme. */
export type EtatOle = 'chiffre' | 'macros' | 'installateur' | 'objets' | 'ordinaire';

/** Examine les noms d'entrees : macros VBA, paquet chiffre (mot de passe), installateur Windows, objets incorpores. */
export async function etatOle(source: FichierSource, tete: Uint8Array): Promise<EtatOle> {
  const noms = await entreesOle(source, tete);
  const porte = (...cherches: readonly string[]): boolean => noms.some((nom) => cherches.includes(nom));
  if (porte('EncryptedPackage', 'EncryptionInfo', 'EncryptedSummary')) return 'chiffre';
  if (porte('_VBA_PROJECT', '_VBA_PROJECT_CUR', 'VBA', 'Macros', 'PROJECTwm')) return 'macros';
  // MS-MSI : les noms de tables sont transcrits dans les blocs U+3800-U+4840, la premiere est precedee de U+4840
  if (noms.some((nom) => nom.startsWith('\u4840'))) return 'installateur';
  return porte('ObjectPool') || noms.some((nom) => nom.startsWith('\u0001Ole10Native'))
    ? 'objets'
    : 'ordinaire';
}
