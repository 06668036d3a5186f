import { enfant, enfants, exiger, octetsDe, valeurDe } from './der.ts';
import type { Noeud } from './der.ts';
import { ENSEMBLE, SUITE, enHexa, oid } from './valeurs.ts';

/** Un attribut de nom distinctif : type (OID), texte lisible, forme de comparaison. */
export type AttributDeNom = { readonly type: string; readonly texte: string; readonly compare: string };
/** Un nom distinctif : suite de RDN, chacun etant un ensemble d'attributs. */
export type Nom = {
  readonly rdns: readonly (readonly AttributDeNom[])[];
  readonly cle: string;
  readonly der: Uint8Array;
};

/** Lit un Name (RFC 5280 §4.1.2.4). `cle` est egale pour deux noms egaux au sens du §7.1. */
export function lireNom(noeud: Noeud): Nom {
  const rdns = enfants(exiger(noeud, SUITE)).map((rdn) => enfants(exiger(rdn, ENSEMBLE)).map(lireAttribut));
  return { rdns, cle: cleDeRdns(rdns), der: octetsDe(noeud) };
}

/** Forme de comparaison d'une suite de RDN : casse et blancs plies, ordre des ensembles neutre. */
export const cleDeRdns = (rdns: Nom['rdns']): string =>
  JSON.stringify(rdns.map((rdn) => rdn.map((a) => `${a.type}=${a.compare}`).sort()));

/** Vrai si `nom` est `base` ou se trouve dessous dans l'arbre des noms (contraintes, RFC 5280 §4.2.1.10). */
export const estSousNom = (nom: Nom, base: Nom): boolean =>
  nom.rdns.length >= base.rdns.length && cleDeRdns(nom.rdns.slice(0, base.rdns.length)) === base.cle;

/** Le premier attribut de ce type, ou undefined. */
export const attributDe = (nom: Nom, type: string): string | undefined =>
  nom.rdns.flat().find((a) => a.type === type)?.texte;

/** Texte lisible `CN=…, O=…`, le plus precis d'abord (RFC 4514). */
export const texteDuNom = (nom: Nom): string =>
  [...nom.rdns]
    .reverse()
    .map((rdn) => rdn.map((a) => `${LIBELLES.get(a.type) ?? a.type}=${a.texte}`).join('+'))
    .join(', ');

const LIBELLES: ReadonlyMap<string, string> = new Map([
  ['2.5.4.3', 'CN'],
  ['2.5.4.4', 'SN'],
  ['2.5.4.5', 'serialNumber'],
  ['2.5.4.6', 'C'],
  ['2.5.4.7', 'L'],
  ['2.5.4.8', 'ST'],
  ['2.5.4.10', 'O'],
  ['2.5.4.11', 'OU'],
  ['2.5.4.12', 'title'],
  ['2.5.4.42', 'GN'],
  ['2.5.4.97', 'organizationIdentifier'],
  ['0.9.2342.19200300.100.1.25', 'DC'],
  ['1.2.840.113549.1.9.1', 'E'],
]);

function lireAttribut(noeud: Noeud): AttributDeNom {
  const valeur = enfant(exiger(noeud, SUITE), 1);
  const texte = texteAsn1(valeur);
  const compare =
    texte === undefined
      ? `#${enHexa(octetsDe(valeur))}`
      : texte.normalize('NFKC').toLowerCase().trim().replace(/\s+/gu, ' ');
  return { type: oid(enfant(noeud, 0)), texte: texte ?? `#${enHexa(octetsDe(valeur))}`, compare };
}

/** Texte d'une chaine ASN.1 ; undefined si ce n'en est pas une. */
export function texteAsn1(noeud: Noeud): string | undefined {
  const octets = Buffer.from(valeurDe(noeud));
  switch (noeud.etiquette) {
    case 0x0c:
      return octets.toString('utf8');
    case 0x12:
    case 0x13:
    case 0x14:
    case 0x16:
    case 0x1a:
      return octets.toString('latin1');
    case 0x1e:
      return octets.length % 2 === 0 ? Buffer.from(octets).swap16().toString('utf16le') : undefined;
    case 0x1c:
      return octets.length % 4 === 0 ? quadruplets(octets) : undefined;
    default:
      return undefined;
  }
}

function quadruplets(octets: Buffer): string {
  const points = Array.from({ length: octets.length / 4 }, (_, rang) => octets.readUInt32BE(rang * 4));
  return points.every((point) => point <= 0x10ffff) ? String.fromCodePoint(...points) : '';
}
