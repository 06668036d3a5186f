import { ErreurDer, enfants, exiger, valeurDe } from './der.ts';
import type { Noeud } from './der.ts';

/** Etiquettes universelles utilisees ici (X.680 §8.4). */
export const BOOLEEN = 0x01;
export const ENTIER = 0x02;
export const BITS = 0x03;
export const OCTETS = 0x04;
export const OID = 0x06;
export const ENUMERE = 0x0a;
export const SUITE = 0x30;
export const ENSEMBLE = 0x31;

/** Identifiant d'objet en notation pointee. */
export function oid(noeud: Noeud | undefined): string {
  const arcs: bigint[] = [];
  let courant = 0n;
  for (const valeur of valeurDe(exiger(noeud, OID))) {
    courant = (courant << 7n) | BigInt(valeur & 0x7f);
    if ((valeur & 0x80) === 0) {
      arcs.push(courant);
      courant = 0n;
    }
  }
  const tete = arcs.shift() ?? 0n;
  const racine = tete < 40n ? 0n : tete < 80n ? 1n : 2n;
  return [racine, tete - racine * 40n, ...arcs].join('.');
}

/** Entier signe (complement a deux). */
export function entier(noeud: Noeud | undefined): bigint {
  const lu = noeud?.etiquette === ENUMERE ? noeud : exiger(noeud, ENTIER);
  const octets = valeurDe(lu);
  if (octets.length === 0) throw new ErreurDer('entier vide');
  return BigInt.asIntN(octets.length * 8, BigInt(`0x${enHexa(octets)}`));
}

/** Entier positif ordinaire, pour les compteurs ; ErreurDer s'il depasse 2^31. */
export function petitEntier(noeud: Noeud | undefined): number {
  return versNombre(noeud === undefined ? -1n : entier(noeud));
}

/** Contenu d'un entier etiquete implicitement ([0], [1]…) comme petit entier positif. */
export const petitEntierImplicite = (noeud: Noeud): number =>
  versNombre(BigInt(`0x0${enHexa(valeurDe(noeud))}`));

function versNombre(valeur: bigint): number {
  if (valeur < 0n || valeur > 0x7fff_ffffn) throw new ErreurDer('entier hors bornes');
  return Number(valeur);
}

/** Octets d'un OCTET STRING, recolles s'il est en morceaux (BER). */
export function chaineOctets(noeud: Noeud, profondeur = 0): Uint8Array {
  if (noeud.etiquette === OCTETS) return valeurDe(noeud);
  if (noeud.etiquette !== (OCTETS | 0x20)) throw new ErreurDer('OCTET STRING attendu');
  if (profondeur > 8) throw new ErreurDer('OCTET STRING trop imbriqué');
  return Buffer.concat(enfants(noeud).map((morceau) => chaineOctets(morceau, profondeur + 1)));
}

/** Octets d'un BIT STRING sans bits inutilises (signature, cle). */
export function chaineBits(noeud: Noeud | undefined): Uint8Array {
  const octets = valeurDe(exiger(noeud, BITS));
  if (octets[0] !== 0) throw new ErreurDer('BIT STRING à bits inutilisés');
  return octets.subarray(1);
}

/** Bits nommes d'un BIT STRING (keyUsage, ReasonFlags) : vrai au rang du bit pose. */
export function bitsNommes(valeur: Uint8Array): (rang: number) => boolean {
  const inutilises = valeur[0] ?? 0;
  const total = (valeur.length - 1) * 8 - inutilises;
  return (rang) => rang < total && (((valeur[1 + (rang >> 3)] ?? 0) >> (7 - (rang & 7))) & 1) === 1;
}

/** UTCTime ou GeneralizedTime (RFC 5280 §4.1.2.5) ; les fractions de GeneralizedTime sont gardees (RFC 3161). */
export function instant(noeud: Noeud | undefined): Date {
  if (noeud === undefined) throw new ErreurDer('date absente');
  const texte = Buffer.from(valeurDe(noeud)).toString('latin1');
  const morceaux = noeud.etiquette === 0x17 ? UTC.exec(texte) : GENERAL.exec(texte);
  if (morceaux === null) throw new ErreurDer(`date illisible : ${texte.slice(0, 30)}`);
  const [, an = '', mois = '', jour = '', heure = '', minute = '', seconde = '00', fraction = ''] = morceaux;
  const annee = an.length === 4 ? an : Number(an) >= 50 ? `19${an}` : `20${an}`;
  const date = new Date(`${annee}-${mois}-${jour}T${heure}:${minute}:${seconde}${fraction.slice(0, 4)}Z`);
  if (Number.isNaN(date.getTime())) throw new ErreurDer(`date impossible : ${texte.slice(0, 30)}`);
  return date;
}

const UTC = /^(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?Z$/;
const GENERAL = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})(\.\d{1,9})?Z$/;

/** Hexadecimal minuscule. */
export const enHexa = (octets: Uint8Array): string =>
  Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString('hex');

/** Egalite octet a octet. */
export const memesOctets = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && Buffer.compare(a, b) === 0;
