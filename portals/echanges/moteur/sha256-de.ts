import { sha256 } from '@noble/hashes/sha2.js';

/** Lu a la fois dans un fichier trop grand pour tenir en memoire. */
const LECTURE = 4 * 1024 * 1024;
/** En deca, le calcul du navigateur, en une fois, est plusieurs fois plus rapide. */
const EN_UNE_FOIS = 32 * 1024 * 1024;

/** SHA-256 hexadecimal d'un fichier de toute taille, sans le tenir en memoire ; `surLus` dit les octets lus. */
export async function sha256De(fichier: Blob, surLus: (octets: number) => void): Promise<string> {
  if (fichier.size <= EN_UNE_FOIS && globalThis.crypto.subtle !== undefined) {
    const somme = await crypto.subtle.digest('SHA-256', await fichier.arrayBuffer());
    surLus(fichier.size);
    return enHexa(new Uint8Array(somme));
  }
  const calcul = sha256.create();
  for (let lus = 0; lus < fichier.size;) {
    const morceau = new Uint8Array(await fichier.slice(lus, lus + LECTURE).arrayBuffer());
    calcul.update(morceau);
    lus += morceau.length;
    surLus(lus);
  }
  return enHexa(calcul.digest());
}

/** SHA-256 en base64 d'une tranche, pour `Upload-Checksum`. */
export async function sommeDeTranche(octets: ArrayBuffer): Promise<string> {
  // Hors contexte sur (HTTP sur un nom d'hote), le navigateur n'offre pas son calcul.
  const somme =
    globalThis.crypto.subtle === undefined
      ? sha256(new Uint8Array(octets))
      : new Uint8Array(await crypto.subtle.digest('SHA-256', octets));
  return btoa(String.fromCharCode(...somme));
}

const enHexa = (octets: Uint8Array): string =>
  [...octets].map((octet) => octet.toString(16).padStart(2, '0')).join('');
