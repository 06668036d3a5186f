import { constants, createHash, createPublicKey, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { ErreurDer, enfant, enfants, exiger, lireTout } from './der.ts';
import type { Noeud } from './der.ts';
import { SUITE, oid, petitEntier } from './valeurs.ts';

/** Condensats admis (OID vers nom de node:crypto). MD5 et SHA-224 n'y sont pas : refuses. */
const CONDENSATS: ReadonlyMap<string, string> = new Map([
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
  ['2.16.840.1.101.3.4.2.2', 'sha384'],
  ['2.16.840.1.101.3.4.2.3', 'sha512'],
  ['2.16.840.1.101.3.4.2.8', 'sha3-256'],
  ['2.16.840.1.101.3.4.2.9', 'sha3-384'],
  ['2.16.840.1.101.3.4.2.10', 'sha3-512'],
  ['2.16.840.1.101.3.4.2.12', 'shake256'],
  ['1.3.14.3.2.26', 'sha1'],
]);

type Schema = {
  readonly famille: 'rsa' | 'rsa-pss' | 'ec' | 'dsa' | 'ed25519' | 'ed448';
  readonly condensat?: string;
};
const SIGNATURES: ReadonlyMap<string, Schema> = new Map([
  ['1.2.840.113549.1.1.1', { famille: 'rsa' }],
  ['1.2.840.113549.1.1.5', { famille: 'rsa', condensat: 'sha1' }],
  ['1.2.840.113549.1.1.11', { famille: 'rsa', condensat: 'sha256' }],
  ['1.2.840.113549.1.1.12', { famille: 'rsa', condensat: 'sha384' }],
  ['1.2.840.113549.1.1.13', { famille: 'rsa', condensat: 'sha512' }],
  ['1.2.840.113549.1.1.10', { famille: 'rsa-pss' }],
  ['1.2.840.10045.2.1', { famille: 'ec' }],
  ['1.2.840.10045.4.1', { famille: 'ec', condensat: 'sha1' }],
  ['1.2.840.10045.4.3.2', { famille: 'ec', condensat: 'sha256' }],
  ['1.2.840.10045.4.3.3', { famille: 'ec', condensat: 'sha384' }],
  ['1.2.840.10045.4.3.4', { famille: 'ec', condensat: 'sha512' }],
  ['1.2.840.10040.4.3', { famille: 'dsa', condensat: 'sha1' }],
  ['2.16.840.1.101.3.4.3.2', { famille: 'dsa', condensat: 'sha256' }],
  ['1.3.101.112', { famille: 'ed25519', condensat: 'sha512' }],
  ['1.3.101.113', { famille: 'ed448', condensat: 'shake256' }],
]);

/** Issue d'une verification : juste ou non, et les faiblesses qui interdisent de conclure « valide ». */
export type Verification = {
  readonly juste: boolean;
  readonly faiblesses: readonly string[];
  readonly motif?: string;
};

/** Nom du condensat d'un AlgorithmIdentifier, ou undefined s'il n'est pas admis. */
export const condensatDe = (algorithme: Noeud): string | undefined =>
  CONDENSATS.get(oid(enfant(exiger(algorithme, SUITE), 0)));

/** Condensat de plusieurs morceaux ; SHAKE256 rend 512 bits (RFC 8702). */
export function condenser(nom: string, morceaux: readonly Uint8Array[]): Uint8Array {
  const calcul = nom === 'shake256' ? createHash(nom, { outputLength: 64 }) : createHash(nom);
  for (const morceau of morceaux) calcul.update(morceau);
  return calcul.digest();
}

/** Une signature a verifier : `algorithme` est l'AlgorithmIdentifier DER, `cle` la SubjectPublicKeyInfo DER. */
export type SignatureAVerifier = {
  readonly donnees: Uint8Array;
  readonly signature: Uint8Array;
  readonly algorithme: Uint8Array;
  readonly cle: Uint8Array;
  /** Condensat annonce a cote (CMS digestAlgorithm) : doit etre celui de l'algorithme. */
  readonly condensat?: string;
};

/** Verifie une signature RSA, RSA-PSS, ECDSA, DSA ou EdDSA ; ne lance jamais pour une entree malformee. */
export function verifierSignature(demande: SignatureAVerifier): Verification {
  try {
    return verifierSansFilet(demande);
  } catch (erreur) {
    if (erreur instanceof Error) return faux('signature ou clé publique illisible');
    throw erreur;
  }
}

const faux = (motif: string): Verification => ({ juste: false, faiblesses: [], motif });

function verifierSansFilet(demande: SignatureAVerifier): Verification {
  const algorithme = exiger(lireTout(demande.algorithme), SUITE);
  const schema = SIGNATURES.get(oid(enfant(algorithme, 0)));
  if (schema === undefined) return faux(`algorithme de signature ${oid(enfant(algorithme, 0))} non admis`);
  const pss = schema.famille === 'rsa-pss' ? parametresPss(algorithme) : undefined;
  const condensat = pss?.condensat ?? schema.condensat ?? demande.condensat;
  if (condensat === undefined) return faux('condensat non admis');
  if (demande.condensat !== undefined && demande.condensat !== condensat)
    return faux('le condensat annoncé n’est pas celui de l’algorithme de signature');
  const cle = ouvrirCle(demande.cle);
  if (!cleConvient(cle, schema.famille))
    return faux('la clé publique ne correspond pas à l’algorithme de signature');
  const options =
    pss === undefined
      ? { key: cle }
      : { key: cle, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: pss.sel };
  const nom = schema.famille === 'ed25519' || schema.famille === 'ed448' ? null : condensat;
  return {
    juste: verify(nom, demande.donnees, options, demande.signature),
    faiblesses: faiblessesDe(cle, condensat),
  };
}

/** Les memes autorites et unites d'horodatage reviennent a chaque acte : leurs cles ne s'ouvrent qu'une fois. */
const CLES = new Map<string, KeyObject>();
const CLES_MAX = 256;

function ouvrirCle(spki: Uint8Array): KeyObject {
  const der = Buffer.from(spki);
  const nom = der.toString('base64');
  const ouverte = CLES.get(nom) ?? createPublicKey({ key: der, format: 'der', type: 'spki' });
  if (CLES.size >= CLES_MAX) CLES.clear();
  CLES.set(nom, ouverte);
  return ouverte;
}

function cleConvient(cle: KeyObject, famille: Schema['famille']): boolean {
  return cle.asymmetricKeyType === famille || (famille === 'rsa-pss' && cle.asymmetricKeyType === 'rsa');
}

function faiblessesDe(cle: KeyObject, condensat: string): readonly string[] {
  const bits = cle.asymmetricKeyDetails?.modulusLength;
  const courbe = cle.asymmetricKeyDetails?.namedCurve;
  return [
    ...(condensat === 'sha1' ? ['condensat SHA-1, trop faible'] : []),
    ...(bits !== undefined && bits < 2048 ? [`clé de ${bits} bits, trop courte`] : []),
    ...(courbe !== undefined && !COURBES.has(courbe) ? [`courbe ${courbe} non reconnue`] : []),
  ];
}

const COURBES: ReadonlySet<string> = new Set([
  'prime256v1',
  'secp384r1',
  'secp521r1',
  'brainpoolP256r1',
  'brainpoolP384r1',
  'brainpoolP512r1',
]);

/** RSASSA-PSS-params (RFC 4055 §3.1) ; MGF1 doit porter le meme condensat. */
function parametresPss(algorithme: Noeud): { readonly condensat: string; readonly sel: number } {
  const parametres = enfants(algorithme)[1];
  const champs = parametres === undefined ? [] : enfants(exiger(parametres, SUITE));
  const lire = (etiquette: number): Noeud | undefined => {
    const champ = champs.find((noeud) => noeud.etiquette === etiquette);
    return champ === undefined ? undefined : enfant(champ, 0);
  };
  const hachage = lire(0xa0);
  const mgf = lire(0xa1);
  const sel = lire(0xa2);
  const condensat = hachage === undefined ? 'sha1' : condensatDe(hachage);
  const condensatMgf = mgf === undefined ? 'sha1' : condensatDe(enfant(mgf, 1, SUITE));
  if (condensat === undefined || condensat !== condensatMgf)
    throw new ErreurDer('paramètres RSA-PSS non admis');
  return { condensat, sel: sel === undefined ? 20 : petitEntier(sel) };
}
