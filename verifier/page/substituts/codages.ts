/** Les codages de texte que le moteur emploie ; memes issues que ceux de Node. */
export type Codage = 'utf8' | 'utf-8' | 'latin1' | 'hex' | 'base64' | 'base64url' | 'utf16le';

const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });
const CODEUR = new TextEncoder();
const HEXA = Array.from({ length: 256 }, (_, octet) => octet.toString(16).padStart(2, '0'));
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
const ALPHABET_URL = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';

/** Valeur de chaque caractere base64, les deux alphabets admis ; -1 pour les autres. */
const VALEURS = new Int8Array(128).fill(-1);
for (const alphabet of [ALPHABET, ALPHABET_URL])
  for (let rang = 0; rang < 64; rang += 1) VALEURS[alphabet.charCodeAt(rang)] = rang;

/** Lit des octets en texte. */
export function decoder(octets: Uint8Array, codage: Codage): string {
  switch (codage) {
    case 'utf8':
    case 'utf-8':
      return UTF8.decode(octets);
    case 'latin1':
      return latin1(octets);
    case 'utf16le':
      return caracteres(unites16(octets));
    case 'hex':
      return hexa(octets);
    case 'base64':
      return versBase64(octets, false);
    case 'base64url':
      return versBase64(octets, true);
  }
}

/** Ecrit un texte en octets. Hexadecimal : s'arrete au premier couple faux ; base64 : passe ce qui n'en est pas, comme Node. */
export function encoder(texte: string, codage: Codage): Uint8Array<ArrayBuffer> {
  switch (codage) {
    case 'utf8':
    case 'utf-8':
      return CODEUR.encode(texte);
    case 'latin1':
      return unites(texte, new Uint8Array(texte.length));
    case 'utf16le':
      return new Uint8Array(unites(texte, new Uint16Array(texte.length)).buffer);
    case 'hex':
      return deHexa(texte);
    case 'base64':
    case 'base64url':
      return deBase64(texte);
  }
}

const LOT = 8192;
const COURT = 64;
const CP1252 = new TextDecoder('windows-1252');
const UTF16 = new TextDecoder('utf-16le', { ignoreBOM: true });
const HORS_LATIN1 = /[^\0-\xff]/u;

/**
 * Un caractere par octet. Long, il passe par le decodeur du navigateur. Windows-1252 ne differe de Latin-1 que par des caracteres
 * hors de Latin-1 ; s'il en sort un, l'UTF-16, plus lent, n'en fait aucun : nul octet n'y est une demi-paire.
 */
function latin1(octets: Uint8Array): string {
  if (octets.length <= COURT) return caracteres(octets);
  const texte = CP1252.decode(octets);
  return HORS_LATIN1.test(texte) ? UTF16.decode(new Uint16Array(octets)) : texte;
}

/** Un caractere par unite, par lots : un appel par document entier deborderait la pile. */
function caracteres(unites: Uint8Array | Uint16Array): string {
  let texte = '';
  for (let debut = 0; debut < unites.length; debut += LOT)
    texte += String(Reflect.apply(String.fromCharCode, undefined, unites.subarray(debut, debut + LOT)));
  return texte;
}

/** Range dans `place` l'unite de chaque caractere, coupee a sa largeur. */
function unites<T extends Uint8Array | Uint16Array>(texte: string, place: T): T {
  for (let rang = 0; rang < texte.length; rang += 1) place[rang] = texte.charCodeAt(rang);
  return place;
}

const unites16 = (octets: Uint8Array): Uint16Array =>
  Uint16Array.from(
    { length: octets.length >> 1 },
    (_, rang) => (octets[rang * 2] ?? 0) | ((octets[rang * 2 + 1] ?? 0) << 8),
  );

function hexa(octets: Uint8Array): string {
  let texte = '';
  for (const octet of octets) texte += HEXA[octet] ?? '';
  return texte;
}

/** Node ne garde que l'octet bas d'un caractere hors ASCII : deux verificateurs qui le liraient autrement se contrediraient. */
const unite = (texte: string, rang: number): number => texte.charCodeAt(rang) & 0xff;

function deHexa(texte: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(texte.length >> 1);
  for (let rang = 0; rang < octets.length; rang += 1) {
    const valeur = (CHIFFRES[unite(texte, rang * 2)] ?? 0) * 16 + (CHIFFRES[unite(texte, rang * 2 + 1)] ?? 0);
    if (valeur < 0) return octets.slice(0, rang);
    octets[rang] = valeur;
  }
  return octets;
}

/** Valeur de chaque chiffre hexadecimal ; une autre rend tout couple negatif. */
const CHIFFRES = new Int16Array(256).fill(-0x100);
for (const [rang, lettre] of [...'0123456789abcdef'].entries())
  for (const ecrite of [lettre, lettre.toUpperCase()]) CHIFFRES[ecrite.charCodeAt(0)] = rang;

function versBase64(octets: Uint8Array, url: boolean): string {
  const texte = btoa(latin1(octets));
  return url ? texte.replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '') : texte;
}

function deBase64(texte: string): Uint8Array<ArrayBuffer> {
  const octets = new Uint8Array(Math.ceil((texte.length * 3) / 4));
  let [place, bits, reste] = [0, 0, 0];
  for (let rang = 0; rang < texte.length; rang += 1) {
    const code = unite(texte, rang);
    if (code === 0x3d) break;
    const valeur = code < 128 ? (VALEURS[code] ?? -1) : -1;
    if (valeur < 0) continue;
    bits = ((bits << 6) | valeur) & 0xfff;
    reste += 6;
    if (reste >= 8) {
      reste -= 8;
      octets[place] = (bits >> reste) & 0xff;
      place += 1;
    }
  }
  return octets.slice(0, place);
}
