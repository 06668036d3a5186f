import { createHash, randomBytes, sign } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  Certificate,
  Extensions,
  Name,
  RelativeDistinguishedName,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from '@peculiar/asn1-x509';
import type { Extension } from '@peculiar/asn1-x509';
import { cleDer } from './cles.ts';

/** Une autorité prête à signer : son certificat DER et sa clé. */
export type Autorite = { readonly certificat: Uint8Array; readonly cle: KeyObject };
/** Nom distingué, du plus général au plus précis : `[['C', 'FR'], ['O', '…'], ['CN', '…']]`. */
export type Sujet = readonly (readonly [keyof typeof ATTRIBUTS, string])[];
/** Ce qu'il faut pour émettre un certificat X.509 v3 (RFC 5280). Sans `emetteur` : autosigné. */
export type DemandeCertificat = {
  readonly sujet: Sujet;
  readonly cle: KeyObject;
  readonly emetteur?: Autorite;
  readonly debut: Date;
  readonly fin: Date;
  readonly extensions: readonly Extension[];
};

const ATTRIBUTS = {
  C: '2.5.4.6',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  CN: '2.5.4.3',
  SN: '2.5.4.4',
  GN: '2.5.4.42',
  serialNumber: '2.5.4.5',
} as const;
const IMPRIMABLES: ReadonlySet<string> = new Set(['C', 'serialNumber']);

/** Émet un certificat ; rend son DER. Numéro de série de 127 bits aléatoires (RFC 5280 §4.1.2.2). */
export function emettreCertificat({
  sujet,
  cle,
  emetteur,
  debut,
  fin,
  extensions,
}: DemandeCertificat): Uint8Array {
  const signataire = emetteur?.cle ?? cle;
  const nom = nomDe(sujet);
  const tbs = new TBSCertificate({
    version: Version.v3,
    serialNumber: tampon(numeroDeSerie()),
    signature: algorithmeDeSignature(signataire),
    issuer: emetteur ? lireCertificat(emetteur.certificat).tbsCertificate.subject : nom,
    validity: new Validity({ notBefore: alaSeconde(debut), notAfter: alaSeconde(fin) }),
    subject: nom,
    subjectPublicKeyInfo: AsnConvert.parse(cleDer(cle), SubjectPublicKeyInfo),
    extensions: new Extensions([...extensions]),
  });
  const signatureValue = tampon(signer(AsnConvert.serialize(tbs), signataire));
  return new Uint8Array(
    AsnConvert.serialize(
      new Certificate({
        tbsCertificate: tbs,
        signatureAlgorithm: algorithmeDeSignature(signataire),
        signatureValue,
      }),
    ),
  );
}

/** Lit un certificat DER ; lance si ce n'en est pas un. */
export const lireCertificat = (der: Uint8Array): Certificate => AsnConvert.parse(der, Certificate);

/** Numéro de série en hexadécimal minuscule, sans zéros de tête : la clé du registre. */
export const serieDe = (der: Uint8Array): string => serieHex(lireCertificat(der).tbsCertificate.serialNumber);

/** Forme du registre d'un numéro de série ASN.1. */
export const serieHex = (serie: ArrayBuffer): string => Buffer.from(serie).toString('hex').replace(/^0+/, '');

/** SHA-1 des bits de la clé publique (RFC 5280 §4.2.1.2, méthode 1) : un identifiant, pas une sécurité. */
export function identifiantDeCle(spki: Uint8Array): Uint8Array {
  return createHash('sha1')
    .update(new Uint8Array(AsnConvert.parse(spki, SubjectPublicKeyInfo).subjectPublicKey))
    .digest();
}

/** Signe avec l'algorithme que la clé impose : ECDSA-SHA384 en P-384, ECDSA-SHA256 en P-256, RSA-SHA256. */
export const signer = (contenu: Uint8Array | ArrayBuffer, cle: KeyObject): Uint8Array =>
  sign(condensat(cle), new Uint8Array(contenu), cle);

/** L'AlgorithmIdentifier de `signer` (RFC 5758 ; RSA avec paramètre NULL, RFC 4055). */
export function algorithmeDeSignature(cle: KeyObject): AlgorithmIdentifier {
  if (cle.asymmetricKeyType === 'rsa')
    return new AlgorithmIdentifier({ algorithm: '1.2.840.113549.1.1.11', parameters: null });
  return new AlgorithmIdentifier({
    algorithm: condensat(cle) === 'sha384' ? '1.2.840.10045.4.3.3' : '1.2.840.10045.4.3.2',
  });
}

/** Copie en `ArrayBuffer`, la forme qu'attend `@peculiar/asn1-*`. */
export const tampon = (octets: Uint8Array): ArrayBuffer => new Uint8Array(octets).buffer;

const condensat = (cle: KeyObject): 'sha384' | 'sha256' =>
  cle.asymmetricKeyDetails?.namedCurve === 'secp384r1' ? 'sha384' : 'sha256';
const alaSeconde = (date: Date): Date => new Date(Math.floor(date.getTime() / 1000) * 1000);

function numeroDeSerie(): Uint8Array {
  const serie = randomBytes(16);
  serie[0] = ((serie[0] ?? 0) & 0x7f) | 0x40;
  return serie;
}

const nomDe = (sujet: Sujet): Name =>
  new Name(
    sujet.map(
      ([cle, valeur]) =>
        new RelativeDistinguishedName([
          new AttributeTypeAndValue({
            type: ATTRIBUTS[cle],
            value: new AttributeValue(
              IMPRIMABLES.has(cle) ? { printableString: valeur } : { utf8String: valeur },
            ),
          }),
        ]),
    ),
  );
