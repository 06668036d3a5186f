/**
 * DER (UIT-T X.690) : un petit encodeur et un petit lecteur.
 * Les structures ASN.1 completes d'une bibliotheque ecrivent 260 CMS/s sur un coeur ; celui-ci plus de 10 000,
 * et il recopie les octets des certificats sans les relire, donc sans jamais les changer.
 */

/** Un element DER : son etiquette (un octet), ses octets complets et son contenu. */
export type Der = { readonly tag: number; readonly brut: Uint8Array; readonly contenu: Uint8Array };

/** Les octets ne sont pas du DER bien forme (longueur fausse, forme indefinie, reste apres la fin). */
export class DerMalForme extends Error {
  override readonly name = 'DerMalForme';
}

/** Concatene des octets. */
export const joindre = (...parties: readonly Uint8Array[]): Uint8Array => {
  const tout = new Uint8Array(parties.reduce((somme, partie) => somme + partie.length, 0));
  let rang = 0;
  for (const partie of parties) {
    tout.set(partie, rang);
    rang += partie.length;
  }
  return tout;
};

/** Element d'etiquette `tag` (un octet : 0x30 SEQUENCE, 0xa0 [0] construit…) portant les contenus donnes. */
export const element = (tag: number, ...contenus: readonly Uint8Array[]): Uint8Array => {
  const contenu = joindre(...contenus);
  return joindre(Uint8Array.of(tag, ...longueur(contenu.length)), contenu);
};

/** SEQUENCE. */
export const sequence = (...contenus: readonly Uint8Array[]): Uint8Array => element(0x30, ...contenus);

/** SET OF, elements tries comme l'exige DER (X.690 §11.6) ; `tag` pour un etiquetage implicite. */
export const ensemble = (contenus: readonly Uint8Array[], tag = 0x31): Uint8Array =>
  element(tag, ...contenus.toSorted((un, autre) => Buffer.compare(un, autre)));

/** INTEGER positif, a partir d'octets gros-boutistes ou d'un petit nombre. */
export const entier = (valeur: number | Uint8Array): Uint8Array => {
  const octets = typeof valeur === 'number' ? octetsDe(valeur) : sansZeros(valeur);
  return (octets[0] ?? 0) >= 0x80 ? element(0x02, Uint8Array.of(0), octets) : element(0x02, octets);
};

/** OCTET STRING. */
export const chaineOctets = (valeur: Uint8Array): Uint8Array => element(0x04, valeur);

/** NULL. */
export const nul = (): Uint8Array => Uint8Array.of(5, 0);

/** BOOLEAN vrai. */
export const vrai = (): Uint8Array => Uint8Array.of(1, 1, 0xff);

/** OBJECT IDENTIFIER a partir de sa forme pointee. */
export const oid = (pointe: string): Uint8Array => {
  const [premier = 0, second = 0, ...reste] = pointe.split('.').map(Number);
  return element(0x06, Uint8Array.from([premier * 40 + second, ...reste].flatMap(base128)));
};

/** Lit l'unique element des octets ; lance `DerMalForme`. */
export const lireDer = (octets: Uint8Array): Der => {
  const lu = lireUn(octets, 0);
  if (lu.brut.length !== octets.length) throw new DerMalForme('Des octets suivent la fin de la structure.');
  return lu;
};

/** Les elements contenus dans un element construit ; lance `DerMalForme`. */
export const enfants = (noeud: Der): readonly Der[] => {
  const tous: Der[] = [];
  for (let rang = 0; rang < noeud.contenu.length;) {
    const lu = lireUn(noeud.contenu, rang);
    tous.push(lu);
    rang += lu.brut.length;
  }
  return tous;
};

/** L'enfant de rang donne ; lance `DerMalForme` s'il manque ou n'a pas l'etiquette attendue. */
export const enfant = (noeud: Der, rang: number, tag?: number): Der => {
  const lu = enfants(noeud)[rang];
  if (lu === undefined) throw new DerMalForme(`Il manque un element de rang ${rang}.`);
  if (tag !== undefined && lu.tag !== tag) throw new DerMalForme(`Etiquette ${lu.tag} au lieu de ${tag}.`);
  return lu;
};

/** Forme pointee d'un OBJECT IDENTIFIER lu. */
export const oidPointe = (noeud: Der): string => {
  if (noeud.tag !== 0x06) throw new DerMalForme('Un identifiant d’objet était attendu.');
  const nombres: number[] = [];
  let courant = 0;
  for (const octet of noeud.contenu) {
    courant = courant * 128 + (octet & 0x7f);
    if ((octet & 0x80) === 0) {
      nombres.push(courant);
      courant = 0;
    }
  }
  const [tete = 0, ...reste] = nombres;
  const premier = Math.min(2, Math.floor(tete / 40));
  return [premier, tete - premier * 40, ...reste].join('.');
};

/** Instant d'un UTCTime ou d'un GeneralizedTime (RFC 5280 §4.1.2.5), fractions admises. */
export const instantLu = (noeud: Der): Date => {
  const texte = Buffer.from(noeud.contenu).toString('latin1');
  const complet = noeud.tag === 0x17 ? `${Number(texte.slice(0, 2)) < 50 ? '20' : '19'}${texte}` : texte;
  const iso = complet.replace(FORME_TEMPS, '$1-$2-$3T$4:$5:$6$7Z');
  const instant = new Date(iso === complet ? Number.NaN : iso);
  if ((noeud.tag !== 0x17 && noeud.tag !== 0x18) || Number.isNaN(instant.getTime()))
    throw new DerMalForme('Date illisible.');
  return instant;
};

const FORME_TEMPS = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)((?:\.\d{1,9})?)Z$/;

function longueur(taille: number): readonly number[] {
  if (taille < 0x80) return [taille];
  const octets = octetsDe(taille);
  return [0x80 | octets.length, ...octets];
}

function octetsDe(valeur: number): Uint8Array {
  const hexa = valeur.toString(16);
  return Uint8Array.from(Buffer.from(hexa.padStart(hexa.length + (hexa.length % 2), '0'), 'hex'));
}

function sansZeros(octets: Uint8Array): Uint8Array {
  const debut = octets.findIndex((octet) => octet !== 0);
  return debut < 0 ? Uint8Array.of(0) : octets.subarray(debut);
}

function base128(valeur: number): readonly number[] {
  const chiffres = [valeur & 0x7f];
  for (let reste = Math.floor(valeur / 128); reste > 0; reste = Math.floor(reste / 128))
    chiffres.unshift((reste & 0x7f) | 0x80);
  return chiffres;
}

function lireUn(octets: Uint8Array, debut: number): Der {
  const tag = octets[debut];
  const forme = octets[debut + 1];
  if (tag === undefined || forme === undefined || (tag & 0x1f) === 0x1f)
    throw new DerMalForme('En-tête illisible.');
  const suite = forme < 0x80 ? 0 : forme & 0x7f;
  if (forme === 0x80 || suite > 4) throw new DerMalForme('Longueur illisible.');
  const taille =
    suite === 0
      ? forme
      : octets.subarray(debut + 2, debut + 2 + suite).reduce((somme, octet) => somme * 256 + octet, 0);
  const entete = debut + 2 + suite;
  if (entete + taille > octets.length) throw new DerMalForme('Structure tronquée.');
  return {
    tag,
    brut: octets.subarray(debut, entete + taille),
    contenu: octets.subarray(entete, entete + taille),
  };
}
