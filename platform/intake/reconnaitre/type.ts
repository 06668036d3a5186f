import { fileTypeFromBlob } from 'file-type';
import type { TypeReconnu } from '../contrat.ts';
import type { FichierSource } from '../source.ts';
import { BlobDeSource } from './blob-de-source.ts';
import { PDF, TYPE_INCONNU, type } from './familles.ts';
import { typeDeTexte } from './texte.ts';
import { typeOle } from './ole.ts';

/** Octets de tete lus pour nos propres controles. */
export const TETE = 64 * 1024;

/** Types que `file-type` ne connait pas, ou nomme autrement que l'usage. */
const COMPLEMENTS: readonly (readonly [readonly number[], number, TypeReconnu])[] = [
  [[0x2e, 0x73, 0x6e, 0x64], 0, type('au', 'audio/basic')],
  [[0x52, 0x45, 0x7e, 0x5e], 0, type('rar', 'application/x-rar-compressed')],
];

/**
 * Dit ce qu'est un contenu. Ordre : PDF (l'en-tete peut venir dans le premier kilo-octet, comme les
 * lecteurs l'admettent), signatures, composes OLE, puis texte. Ne leve pas sur un contenu abime.
 */
export async function reconnaitre(source: FichierSource, tete: Uint8Array): Promise<TypeReconnu> {
  if (porteEnTetePdf(tete)) return PDF;
  const connu = await parSignature(source);
  if (connu?.extension === 'cfb') return typeOle(source, tete);
  // file-type ne lit que le debut d'un XML : seul notre lecteur de texte distingue SVG, HTML et XHTML
  if (connu !== undefined && !['xml', 'svg'].includes(connu.extension)) return connu;
  const complement = COMPLEMENTS.find(([octets, decalage]) =>
    octets.every((octet, i) => tete[decalage + i] === octet),
  );
  if (complement !== undefined) return complement[2];
  if (estMatroska(tete)) return type('mkv', 'video/matroska');
  return typeDeTexte(tete, source.taille) ?? connu ?? ((await finitEnZip(source)) ? ZIP : TYPE_INCONNU);
}

/** « %PDF- » (ou « %PDF » suivi d'un octet non imprimable, comme l'admettent les lecteurs) dans les 1 024 premiers octets. */
export function porteEnTetePdf(tete: Uint8Array): boolean {
  const debut = Buffer.from(tete.subarray(0, 1024)).toString('latin1');
  return /%PDF[^A-Za-z]/.test(debut);
}

async function parSignature(source: FichierSource): Promise<TypeReconnu | undefined> {
  try {
    const trouve = await fileTypeFromBlob(new BlobDeSource(source));
    if (trouve === undefined) return undefined;
    if (trouve.ext === 'aif') return type(await formeAiff(source), trouve.mime);
    return type(trouve.ext, trouve.mime);
  } catch {
    return undefined;
  }
}

/** « AIFC » (compresse) ou « AIFF », lu dans l'en-tete FORM. */
const formeAiff = async (source: FichierSource): Promise<string> =>
  Buffer.from(await source.lire(8, 12)).toString('latin1') === 'AIFC' ? 'aifc' : 'aiff';

/** En-tete EBML dont le DocType est « matroska », meme si la suite est abimee. */
const estMatroska = (tete: Uint8Array): boolean =>
  tete[0] === 0x1a &&
  tete[1] === 0x45 &&
  tete[2] === 0xdf &&
  tete[3] === 0xa3 &&
  Buffer.from(tete.subarray(0, 256)).includes('matroska');

const ZIP = type('zip', 'application/zip');

/** Une fin d'annuaire zip apres un debut quelconque : les logiciels l'ouvrent comme un zip. */
async function finitEnZip(source: FichierSource): Promise<boolean> {
  const fin = await source.lire(Math.max(0, source.taille - TETE), source.taille);
  return Buffer.from(fin).includes(Buffer.from([0x50, 0x4b, 0x05, 0x06]));
}
