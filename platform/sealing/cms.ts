import { verify } from 'node:crypto';
import { empreinte as versEmpreinte, type Empreinte } from '@ppn/core';
import { empreinteDe, lireCertificat, type TypeDeCle } from './certificat.ts';
import {
  DerMalForme,
  chaineOctets,
  element,
  enfant,
  enfants,
  ensemble,
  entier,
  lireDer,
  nul,
  oid,
  oidPointe,
  sequence,
  type Der,
} from './der.ts';

const CONTENT_TYPE = '1.2.840.113549.1.9.3';
const MESSAGE_DIGEST = '1.2.840.113549.1.9.4';
const SIGNING_CERTIFICATE_V2 = '1.2.840.113549.1.9.16.2.47';
const SIGNATURE_TIME_STAMP = '1.2.840.113549.1.9.16.2.14';
const ID_DATA = '1.2.840.113549.1.7.1';
const ID_SIGNED_DATA = '1.2.840.113549.1.7.2';
const SHA_256 = '2.16.840.1.101.3.4.2.1';

/**
 * Les attributs signes, SET DER trie pret a signer : contentType (id-data), messageDigest, signing-certificate-v2 (RFC 5035).
 * Pas de signing-time : en PAdES l'heure declaree va dans /M (EN 319 142-1 §6.3).
 */
export function attributsSignes({
  empreinte,
  certificat,
}: {
  readonly empreinte: Empreinte;
  readonly certificat: Uint8Array;
}): Uint8Array {
  return batirAttributs(empreinte, empreinteDe(certificat));
}

/**
 * Relit des attributs signes : l'empreinte du document et celle du certificat signataire.
 * `undefined` si ce n'est pas, octet pour octet, ce que `attributsSignes` produit : un porte-cle ne signe rien d'autre.
 */
export function lireAttributsSignes(
  der: Uint8Array,
): { readonly messageDigest: Empreinte; readonly certificat: Empreinte } | undefined {
  try {
    const lus = new Map(
      enfants(lireDer(der)).map((noeud) => [oidPointe(enfant(noeud, 0)), enfant(enfant(noeud, 1, 0x31), 0)]),
    );
    const messageDigest = empreinteLue(lus.get(MESSAGE_DIGEST));
    const certs = lus.get(SIGNING_CERTIFICATE_V2);
    const certificat = empreinteLue(
      certs === undefined ? undefined : enfant(enfant(enfant(certs, 0, 0x30), 0, 0x30), 0),
    );
    return Buffer.compare(der, batirAttributs(messageDigest, certificat)) === 0
      ? { messageDigest, certificat }
      : undefined;
  } catch {
    return undefined;
  }
}

/** De quoi assembler une signature : `certificats` commence par celui du signataire ; tout est en DER. */
export type PartiesCms = {
  readonly attributsSignes: Uint8Array;
  /** ECDSA en DER (`SEQUENCE { r, s }`) ou RSA PKCS#1 v1.5, SHA-256. */
  readonly signature: Uint8Array;
  readonly certificats: readonly Uint8Array[];
  readonly crls?: readonly Uint8Array[];
  /** Jeton RFC 3161 sur la valeur de signature : passe la signature de B-B a B-T. */
  readonly jeton?: Uint8Array;
};

/** Signature CMS detachee (RFC 5652, CAdES EN 319 122-1), en DER. Lance `CertificatIllisible` ou `RangeError` sans certificat. */
export function assemblerCms({
  attributsSignes: attributs,
  signature,
  certificats,
  crls = [],
  jeton,
}: PartiesCms): Uint8Array {
  const [signataire] = certificats;
  if (signataire === undefined) throw new RangeError('Il faut au moins le certificat du signataire.');
  const lu = lireCertificat(signataire);
  const signerInfo = sequence(
    entier(1),
    sequence(lu.emetteurDer, lu.serieDer),
    algorithme(SHA_256),
    element(0xa0, lireDer(attributs).contenu),
    algorithmeDeSignature(lu.typeDeCle),
    chaineOctets(signature),
    ...(jeton === undefined ? [] : [ensemble([attribut(SIGNATURE_TIME_STAMP, jeton)], 0xa1)]),
  );
  const signedData = sequence(
    entier(1),
    ensemble([algorithme(SHA_256)]),
    sequence(oid(ID_DATA)),
    ensemble(sansDoublon(certificats), 0xa0),
    ...(crls.length === 0 ? [] : [ensemble(sansDoublon(crls), 0xa1)]),
    ensemble([signerInfo]),
  );
  return sequence(oid(ID_SIGNED_DATA), element(0xa0, signedData));
}

/** Vrai si `signature` (ECDSA DER ou RSA, SHA-256) signe les attributs avec la cle du certificat. */
export function verifierSignatureBrute({
  attributsSignes: attributs,
  signature,
  certificat,
}: {
  readonly attributsSignes: Uint8Array;
  readonly signature: Uint8Array;
  readonly certificat: Uint8Array;
}): boolean {
  try {
    return verify('sha256', attributs, lireCertificat(certificat).cle, signature);
  } catch {
    return false;
  }
}

const attribut = (type: string, valeur: Uint8Array): Uint8Array => sequence(oid(type), ensemble([valeur]));

const algorithme = (type: string, ...parametres: readonly Uint8Array[]): Uint8Array =>
  sequence(oid(type), ...parametres);

/** ecdsa-with-SHA256 sans parametre (RFC 5754 §3.3) ; sha256WithRSAEncryption avec NULL (RFC 4055 §5). */
const algorithmeDeSignature = (type: TypeDeCle): Uint8Array =>
  type === 'rsa' ? algorithme('1.2.840.113549.1.1.11', nul()) : algorithme('1.2.840.10045.4.3.2');

function empreinteLue(noeud: Der | undefined): Empreinte {
  if (noeud?.tag !== 0x04) throw new DerMalForme('Une empreinte était attendue.');
  return versEmpreinte(Buffer.from(noeud.contenu).toString('hex'));
}

function batirAttributs(messageDigest: Empreinte, certificat: Empreinte): Uint8Array {
  return ensemble([
    attribut(CONTENT_TYPE, oid(ID_DATA)),
    attribut(MESSAGE_DIGEST, chaineOctets(Buffer.from(messageDigest, 'hex'))),
    attribut(
      SIGNING_CERTIFICATE_V2,
      sequence(sequence(sequence(chaineOctets(Buffer.from(certificat, 'hex'))))),
    ),
  ]);
}

const sansDoublon = (elements: readonly Uint8Array[]): readonly Uint8Array[] => [
  ...new Map(elements.map((octets) => [Buffer.from(octets).toString('base64'), octets])).values(),
];
