/**
 * Écriture DER minimale (X.690 §10) pour ce qui doit aller vite : le jeton d'horodatage.
 * Les structures lues, et celles écrites rarement, passent par `@peculiar/asn1-*`.
 */
type Octets = Uint8Array;

/** Un élément DER : étiquette, longueur définie la plus courte, contenu. */
export function element(etiquette: number, ...contenus: readonly Octets[]): Octets {
  const taille = contenus.reduce((somme, contenu) => somme + contenu.length, 0);
  return Buffer.concat([entete(etiquette, taille), ...contenus]);
}

/** SEQUENCE. */
export const sequence = (...contenus: readonly Octets[]): Octets => element(0x30, ...contenus);

/** SET OF, trié comme l'exige DER (X.690 §11.6). */
export const ensemble = (...contenus: readonly Octets[]): Octets =>
  element(0x31, ...contenus.toSorted(ordreDer));

/** OCTET STRING. */
export const octets = (contenu: Octets): Octets => element(0x04, contenu);

/** INTEGER non négatif, depuis un nombre ou des octets gros-boutistes. */
export function entier(valeur: number | bigint | Octets): Octets {
  const brut = valeur instanceof Uint8Array ? valeur : Buffer.from(hexPair(valeur.toString(16)), 'hex');
  const debut = brut.findIndex((octet) => octet !== 0);
  const utile = debut === -1 ? Uint8Array.of(0) : brut.subarray(debut);
  return (utile[0] ?? 0) > 0x7f ? element(0x02, Uint8Array.of(0), utile) : element(0x02, utile);
}

/** OBJECT IDENTIFIER depuis sa forme pointée. */
export function identifiant(pointe: string): Octets {
  const [premier = 0, second = 0, ...suite] = pointe.split('.').map(Number);
  return element(0x06, Uint8Array.from([premier * 40 + second, ...suite].flatMap(base128)));
}

/** GeneralizedTime UTC à la seconde (RFC 5280 §4.1.2.5.2). */
export const heureGenerale = (date: Date): Octets =>
  element(0x18, Buffer.from(`${date.toISOString().slice(0, 19).replace(/[-:T]/g, '')}Z`, 'latin1'));

function entete(etiquette: number, taille: number): Octets {
  if (taille < 0x80) return Uint8Array.of(etiquette, taille);
  if (taille < 0x100) return Uint8Array.of(etiquette, 0x81, taille);
  if (taille < 0x1_00_00) return Uint8Array.of(etiquette, 0x82, taille >> 8, taille & 0xff);
  return Uint8Array.of(etiquette, 0x83, taille >> 16, (taille >> 8) & 0xff, taille & 0xff);
}

const hexPair = (hex: string): string => (hex.length % 2 === 0 ? hex : `0${hex}`);

function base128(valeur: number): readonly number[] {
  const bas = valeur % 128;
  const hauts = [];
  for (let reste = Math.floor(valeur / 128); reste > 0; reste = Math.floor(reste / 128))
    hauts.unshift((reste % 128) | 0x80);
  return [...hauts, bas];
}

/** Ordre DER des éléments d'un SET OF : octet par octet. */
export const ordreDer = (a: Octets, b: Octets): number => Buffer.compare(a, b);
