import { createInflate } from 'node:zlib';
import type { Decode } from './decode.ts';
import { entree, type Valeur } from './lexeur.ts';
import { lzw } from './lzw.ts';
import { png, tiff } from './predicteurs.ts';

const NOMS_COURTS: Readonly<Record<string, string>> = {
  Fl: 'FlateDecode',
  LZW: 'LZWDecode',
  AHx: 'ASCIIHexDecode',
  A85: 'ASCII85Decode',
  RL: 'RunLengthDecode',
};

/** Applique les filtres d'un flux (ISO 32000-2 §7.4), `max` octets rendus au plus. Un flux abime rend ce qui a pu etre lu. */
export async function decoderFlux(
  octets: Uint8Array,
  filtres: readonly string[],
  parametres: readonly (Valeur | undefined)[],
  max: number,
): Promise<Decode | undefined> {
  let courant: Decode = { octets, tronque: false };
  for (const [rang, filtre] of filtres.slice(0, 8).entries()) {
    const decode = await appliquer(NOMS_COURTS[filtre] ?? filtre, courant.octets, parametres[rang], max);
    if (decode === undefined) return undefined;
    courant = { octets: decode.octets, tronque: courant.tronque || decode.tronque };
  }
  return courant;
}

async function appliquer(
  filtre: string,
  octets: Uint8Array,
  parametres: Valeur | undefined,
  max: number,
): Promise<Decode | undefined> {
  switch (filtre) {
    case 'FlateDecode':
      return sansPredicteur(await degonfler(octets, max), parametres);
    case 'LZWDecode':
      return sansPredicteur(lzw(octets, max, nombre(parametres, 'EarlyChange', 1)), parametres);
    case 'ASCIIHexDecode':
      return { octets: hexa(octets), tronque: false };
    case 'ASCII85Decode':
      return { octets: ascii85(octets), tronque: false };
    case 'RunLengthDecode':
      return longueurs(octets, max);
    default:
      return undefined;
  }
}

const nombre = (parametres: Valeur | undefined, cle: string, defaut: number): number => {
  const valeur = entree(parametres, cle);
  return valeur?.genre === 'nombre' ? valeur.nombre : defaut;
};

/** Degonfle ce qui peut l'etre : zlib s'arrete seul a la fin du flux, la suite est ignoree. */
function degonfler(octets: Uint8Array, max: number): Promise<Decode> {
  return new Promise((rendre) => {
    const morceaux: Buffer[] = [];
    let total = 0;
    const zlib = createInflate();
    const finir = (): void => {
      zlib.removeAllListeners();
      zlib.on('error', () => undefined);
      zlib.destroy();
      rendre({ octets: Buffer.concat(morceaux).subarray(0, max), tronque: total >= max });
    };
    zlib.on('data', (morceau: Buffer) => {
      morceaux.push(morceau);
      total += morceau.length;
      if (total >= max) finir();
    });
    zlib.on('error', finir);
    zlib.on('end', finir);
    zlib.on('close', finir);
    zlib.end(octets);
  });
}

/** Annule le predicteur PNG ou TIFF : sans cela un flux d'objets peut cacher ses noms. */
function sansPredicteur(decode: Decode, parametres: Valeur | undefined): Decode {
  const predicteur = nombre(parametres, 'Predictor', 1);
  if (predicteur < 2) return decode;
  const couleurs = nombre(parametres, 'Colors', 1);
  const bits = nombre(parametres, 'BitsPerComponent', 8);
  const pas = Math.max(1, (couleurs * bits) >> 3);
  const ligne = Math.max(1, Math.ceil((nombre(parametres, 'Columns', 1) * couleurs * bits) / 8));
  if (ligne > decode.octets.length || pas > ligne) return decode;
  return {
    ...decode,
    octets: predicteur === 2 ? tiff(decode.octets, ligne, pas) : png(decode.octets, ligne, pas),
  };
}

function hexa(octets: Uint8Array): Uint8Array {
  const fin = octets.indexOf(0x3e);
  const texte = Buffer.from(fin < 0 ? octets : octets.subarray(0, fin)).toString('latin1');
  const chiffres = texte.replaceAll(/[^0-9A-Fa-f]/g, '');
  return Buffer.from(chiffres.length % 2 === 1 ? `${chiffres}0` : chiffres, 'hex');
}

function ascii85(octets: Uint8Array): Uint8Array {
  const rendu: number[] = [];
  let groupe: number[] = [];
  const vider = (): void => {
    if (groupe.length < 2) return;
    const manque = 5 - groupe.length;
    const valeur = [...groupe, ...Array<number>(manque).fill(84)].reduce((v, c) => v * 85 + c, 0);
    for (let i = 0; i < 4 - manque; i += 1) rendu.push(Math.floor(valeur / 256 ** (3 - i)) % 256);
    groupe = [];
  };
  for (const octet of octets) {
    if (octet === 0x7e) break;
    if (octet === 0x7a && groupe.length === 0) rendu.push(0, 0, 0, 0);
    if (octet >= 0x21 && octet <= 0x75) groupe.push(octet - 0x21);
    if (groupe.length === 5) vider();
  }
  vider();
  return Uint8Array.from(rendu);
}

function longueurs(octets: Uint8Array, max: number): Decode {
  const morceaux: Uint8Array[] = [];
  let total = 0;
  for (let i = 0; i < octets.length && total < max;) {
    const n = octets[i] ?? 128;
    if (n === 128) break;
    const morceau =
      n < 128 ? octets.subarray(i + 1, i + 2 + n) : new Uint8Array(257 - n).fill(octets[i + 1] ?? 0);
    morceaux.push(morceau);
    total += morceau.length;
    i += n < 128 ? n + 2 : 2;
  }
  return { octets: Buffer.concat(morceaux), tronque: total >= max };
}
