import { createHash } from 'node:crypto';

const encodeur = new TextEncoder();
const decodeur = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Les octets UTF-8 d'un texte. */
export const utf8 = (texte: string): Uint8Array => encodeur.encode(texte);

/** Le texte d'octets UTF-8 ; `undefined` s'ils n'en sont pas. */
export function texteDe(octets: Uint8Array): string | undefined {
  try {
    return decodeur.decode(octets);
  } catch {
    return undefined;
  }
}

/** Les suites d'octets bout a bout. */
export function concatener(...parties: readonly Uint8Array[]): Uint8Array {
  const tout = new Uint8Array(parties.reduce((total, { length }) => total + length, 0));
  let debut = 0;
  for (const partie of parties) {
    tout.set(partie, debut);
    debut += partie.length;
  }
  return tout;
}

/** Vrai si les deux suites ont les memes octets. */
export const memesOctets = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((octet, rang) => octet === b[rang]);

/** Base64 standard avec remplissage (RFC 4648 §4). */
export function enBase64(octets: Uint8Array): string {
  let binaire = '';
  for (const octet of octets) binaire += String.fromCodePoint(octet);
  return btoa(binaire);
}

/** Les octets d'un base64 standard ; `undefined` si une autre ecriture des memes octets est possible (ni espace, ni bits perdus). */
export function deBase64(texte: string): Uint8Array | undefined {
  if (!/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(texte)) return undefined;
  const octets = Uint8Array.from(atob(texte), (signe) => signe.charCodeAt(0));
  return enBase64(octets) === texte ? octets : undefined;
}

/** Hexadecimal minuscule. */
export const enHexa = (octets: Uint8Array): string =>
  Array.from(octets, (octet) => octet.toString(16).padStart(2, '0')).join('');

/** SHA-256 des parties bout a bout. */
export function sha256(...parties: readonly Uint8Array[]): Uint8Array {
  const calcul = createHash('sha256');
  for (const partie of parties) calcul.update(partie);
  return new Uint8Array(calcul.digest());
}
