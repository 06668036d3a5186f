/**
 * Identifiant dossier justice : `IDJ-AAAA-XXXXXXXX-C`, opaque, donne une fois, jamais reutilise.
 * Format propose par nous (domaine-penal §2.7.1 : le format reel n'est pas public).
 */
export type Idj = string & { readonly __marque: 'Idj' };

/** Base 32 de Crockford : ni I, ni L, ni O, ni U. */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const FORME = /^IDJ-(\d{4})-([0-9A-HJKMNP-TV-Z]{8})-([0-9A-HJKMNP-TV-Z])$/;

/** Cle de controle : somme ponderee modulo 31 (premier), detecte une faute de frappe et une inversion. */
function cleDeControle(annee: string, corps: string): string {
  const somme = [...(annee + corps)].reduce(
    (total, lettre, rang) => total + ALPHABET.indexOf(lettre) * (rang + 2),
    0,
  );
  return ALPHABET.charAt(somme % 31);
}

/** Vrai si `valeur` a la forme d'un IDJ et une cle de controle juste. */
export function isIdj(valeur: unknown): valeur is Idj {
  if (typeof valeur !== 'string') return false;
  const parties = FORME.exec(valeur);
  return parties !== null && cleDeControle(parties[1] ?? '', parties[2] ?? '') === parties[3];
}

/** Construit un IDJ de l'annee donnee avec 8 octets d'alea (un par caractere). */
export function creerIdj(annee: number, alea: Uint8Array): Idj {
  const corps = [...alea.slice(0, 8)].map((octet) => ALPHABET.charAt(octet % 32)).join('');
  const valeur = `IDJ-${annee}-${corps}-${cleDeControle(String(annee), corps)}`;
  if (!isIdj(valeur)) throw new RangeError('Il faut une annee a quatre chiffres et 8 octets d’alea.');
  return valeur;
}
