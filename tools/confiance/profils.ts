import { createHash } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AccessDescription,
  AuthorityInfoAccessSyntax,
  AuthorityKeyIdentifier,
  BasicConstraints,
  CertificatePolicies,
  CRLDistributionPoints,
  DistributionPoint,
  DistributionPointName,
  ExtendedKeyUsage,
  Extension,
  GeneralName,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  PolicyInformation,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
} from '@peculiar/asn1-x509';
import type { Autorite } from './certificat.ts';
import { identifiantDeCle, lireCertificat, tampon } from './certificat.ts';
import { cleDer } from './cles.ts';

/** Noms des autorités, qui sont aussi ceux des fichiers et des adresses publiées. */
export type NomAc = 'racine' | 'agents' | 'services';
/** Toutes les autorités, la racine d'abord. */
export const ACS: readonly NomAc[] = ['racine', 'agents', 'services'];

/** Politique des certificats et politique d'horodatage, sous l'arc d'exemple de la recommandation X.660 (2.999). */
export const POLITIQUE_CERTIFICATS = '2.999.589.1';
export const POLITIQUE_HORODATAGE = '2.999.589.2';

/** À qui va le certificat. */
export type Usage =
  | 'ac-racine'
  | 'ac-intermediaire'
  | 'authentification'
  | 'signature'
  | 'cachet'
  | 'horodatage'
  | 'ocsp'
  | 'tls-serveur'
  | 'tls-client';
/** Ce dont les extensions dépendent ; `ac` et `url` disent où publier la révocation (absents pour une racine). */
export type DemandeProfil = {
  readonly usage: Usage;
  readonly cle: KeyObject;
  readonly emetteur?: Autorite | undefined;
  readonly publication?: { readonly ac: NomAc; readonly url: string };
};

const { digitalSignature, nonRepudiation, keyCertSign, cRLSign } = KeyUsageFlags;
const USAGES: Readonly<
  Record<
    Usage,
    { readonly bits: number; readonly etendus: readonly string[]; readonly etenduCritique?: true }
  >
> = {
  'ac-racine': { bits: keyCertSign | cRLSign, etendus: [] },
  'ac-intermediaire': { bits: keyCertSign | cRLSign, etendus: [] },
  authentification: { bits: digitalSignature, etendus: ['1.3.6.1.5.5.7.3.2'] },
  signature: { bits: nonRepudiation, etendus: [] },
  cachet: { bits: digitalSignature | nonRepudiation, etendus: [] },
  horodatage: { bits: digitalSignature, etendus: ['1.3.6.1.5.5.7.3.8'], etenduCritique: true },
  ocsp: { bits: digitalSignature, etendus: ['1.3.6.1.5.5.7.3.9'] },
  'tls-serveur': { bits: digitalSignature, etendus: ['1.3.6.1.5.5.7.3.1'] },
  'tls-client': { bits: digitalSignature, etendus: ['1.3.6.1.5.5.7.3.2'] },
};

/** Les extensions d'un certificat selon son usage (RFC 5280 §4.2 ; RFC 3161 §2.3 ; RFC 6960 §4.2.2.2). */
export function extensionsDe({ usage, cle, emetteur, publication }: DemandeProfil): readonly Extension[] {
  const { bits, etendus, etenduCritique = false } = USAGES[usage];
  const estAc = usage === 'ac-racine' || usage === 'ac-intermediaire';
  const cleEmetteur = emetteur ? spkiDe(emetteur.certificat) : cleDer(cle);
  return [
    extension('2.5.29.19', new BasicConstraints(contraintes(usage)), estAc),
    extension('2.5.29.15', new KeyUsage(bits), true),
    extension('2.5.29.14', new SubjectKeyIdentifier(tampon(identifiantDeCle(cleDer(cle))))),
    extension(
      '2.5.29.35',
      new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(tampon(identifiantDeCle(cleEmetteur))) }),
    ),
    ...(etendus.length > 0
      ? [extension('2.5.29.37', new ExtendedKeyUsage([...etendus]), etenduCritique)]
      : []),
    ...(estAc
      ? []
      : [
          extension(
            '2.5.29.32',
            new CertificatePolicies([new PolicyInformation({ policyIdentifier: POLITIQUE_CERTIFICATS })]),
          ),
        ]),
    ...(usage === 'ocsp'
      ? [new Extension({ extnID: '1.3.6.1.5.5.7.48.1.5', extnValue: new OctetString(Uint8Array.of(5, 0)) })]
      : []),
    ...(usage === 'tls-serveur' || usage === 'tls-client' ? [extension('2.5.29.17', LOCAL)] : []),
    ...(publication ? revocation(publication) : []),
  ];
}

const LOCAL = new SubjectAlternativeName([
  new GeneralName({ dNSName: 'localhost' }),
  new GeneralName({ iPAddress: '127.0.0.1' }),
]);

function contraintes(usage: Usage): { cA: boolean; pathLenConstraint?: number } {
  if (usage === 'ac-racine') return { cA: true };
  return usage === 'ac-intermediaire' ? { cA: true, pathLenConstraint: 0 } : { cA: false };
}

function revocation({ ac, url }: { readonly ac: NomAc; readonly url: string }): readonly Extension[] {
  const acces = (methode: string, adresse: string): AccessDescription =>
    new AccessDescription({
      accessMethod: methode,
      accessLocation: new GeneralName({ uniformResourceIdentifier: adresse }),
    });
  const points = new CRLDistributionPoints([
    new DistributionPoint({
      distributionPoint: new DistributionPointName({
        fullName: [new GeneralName({ uniformResourceIdentifier: `${url}/crl/${ac}.crl` })],
      }),
    }),
  ]);
  return [
    extension(
      '1.3.6.1.5.5.7.1.1',
      new AuthorityInfoAccessSyntax([
        acces('1.3.6.1.5.5.7.48.1', `${url}/ocsp`),
        acces('1.3.6.1.5.5.7.48.2', `${url}/ac/${ac}.cer`),
      ]),
    ),
    extension('2.5.29.31', points),
  ];
}

/** SubjectPublicKeyInfo DER d'un certificat. */
export const spkiDe = (certificat: Uint8Array): Uint8Array =>
  new Uint8Array(AsnConvert.serialize(lireCertificat(certificat).tbsCertificate.subjectPublicKeyInfo));

/** Empreinte du nom d'une autorité, pour reconnaître le CertID d'une question OCSP. */
export const condenser = (algorithme: 'sha1' | 'sha256', octets: Uint8Array | ArrayBuffer): Buffer =>
  createHash(algorithme).update(new Uint8Array(octets)).digest();

function extension(extnID: string, valeur: object, critical = false): Extension {
  return new Extension({
    extnID,
    critical,
    extnValue: new OctetString(new Uint8Array(AsnConvert.serialize(valeur))),
  });
}
