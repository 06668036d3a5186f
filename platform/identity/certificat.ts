import { X509Certificate } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  BasicConstraints,
  Certificate,
  CRLDistributionPoints,
  KeyUsage,
  KeyUsageFlags,
} from '@peculiar/asn1-x509';

/** Un certificat lu : l'objet de Node pour les clés et les dates, sa structure pour le reste. */
export type CertificatLu = {
  readonly der: Uint8Array;
  readonly x509: X509Certificate;
  readonly structure: Certificate;
};

const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const MATRICULE = '2.5.4.5';

/** Lit un certificat DER, ou `undefined` si les octets n'en sont pas un (ni plus ni moins). */
export function lireCertificat(der: Uint8Array): CertificatLu | undefined {
  try {
    const x509 = new X509Certificate(der);
    return Buffer.compare(x509.raw, der) === 0
      ? { der, x509, structure: AsnConvert.parse(der, Certificate) }
      : undefined;
  } catch {
    return undefined;
  }
}

/** Clé d'authentification : digitalSignature et clientAuth (RFC 5280 §4.2.1.3 et §4.2.1.12). */
export const estDAuthentification = (certificat: CertificatLu): boolean =>
  !certificat.x509.ca &&
  permet(certificat, KeyUsageFlags.digitalSignature) &&
  (certificat.x509.keyUsage ?? []).includes(CLIENT_AUTH);

/** Clé de signature : contentCommitment (nonRepudiation). */
export const estDeSignature = (certificat: CertificatLu): boolean =>
  !certificat.x509.ca && permet(certificat, KeyUsageFlags.nonRepudiation);

/** Autorité habilitée à signer certificats et listes. */
export const estAutorite = (certificat: CertificatLu): boolean => {
  const contraintes = extension(certificat, '2.5.29.19');
  return (
    contraintes !== undefined &&
    AsnConvert.parse(contraintes, BasicConstraints).cA &&
    permet(certificat, KeyUsageFlags.keyCertSign) &&
    permet(certificat, KeyUsageFlags.cRLSign)
  );
};

/** `serialNumber` du sujet : le matricule de l'agent ; `undefined` s'il manque ou figure deux fois. */
export function matriculeDe({ structure }: CertificatLu): string | undefined {
  const trouves = structure.tbsCertificate.subject
    .flatMap((rdn) => [...rdn])
    .filter(({ type }) => type === MATRICULE);
  return trouves.length === 1 ? trouves[0]?.value.toString() : undefined;
}

/** Adresses http(s) où lire la liste de révocation (RFC 5280 §4.2.1.13). */
export function adressesDeListe(certificat: CertificatLu): readonly string[] {
  const valeur = extension(certificat, '2.5.29.31');
  if (valeur === undefined) return [];
  return AsnConvert.parse(valeur, CRLDistributionPoints)
    .flatMap(({ distributionPoint }) => distributionPoint?.fullName ?? [])
    .flatMap(({ uniformResourceIdentifier }) => uniformResourceIdentifier ?? []);
}

function permet(certificat: CertificatLu, drapeau: KeyUsageFlags): boolean {
  const valeur = extension(certificat, '2.5.29.15');
  return valeur !== undefined && (AsnConvert.parse(valeur, KeyUsage).toNumber() & drapeau) !== 0;
}

function extension({ structure }: CertificatLu, oid: string): ArrayBuffer | undefined {
  return structure.tbsCertificate.extensions?.find(({ extnID }) => extnID === oid)?.extnValue.buffer;
}
