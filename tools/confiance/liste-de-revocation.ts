import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  AuthorityKeyIdentifier,
  CertificateList,
  CRLReason,
  CRLReasons,
  Extension,
  KeyIdentifier,
  RevokedCertificate,
  TBSCertList,
  Time,
  Version,
} from '@peculiar/asn1-x509';
import type { Autorite } from './certificat.ts';
import { algorithmeDeSignature, identifiantDeCle, lireCertificat, signer, tampon } from './certificat.ts';
import { entier } from './der.ts';
import { spkiDe } from './profils.ts';
import type { MotifRevocation, Revocation } from './registre.ts';

/** Durée de validité d'une liste : sept jours, pour qu'un service hors réseau garde une réponse utilisable. */
export const VALIDITE_LISTE_MS = 7 * 24 * 3_600_000;

/** Raison RFC 5280 §5.3.1 de chaque motif. */
export const RAISONS: Readonly<Record<MotifRevocation, CRLReasons>> = {
  'cle-compromise': CRLReasons.keyCompromise,
  'changement-d-affectation': CRLReasons.affiliationChanged,
  remplacement: CRLReasons.superseded,
  cessation: CRLReasons.cessationOfOperation,
};

/** Signe une liste de révocation v2 (RFC 5280 §5). Le numéro de liste est l'heure en millisecondes : il croît toujours. */
export function signerListe({
  autorite,
  revoques,
  maintenant,
}: {
  readonly autorite: Autorite;
  readonly revoques: readonly Revocation[];
  readonly maintenant: Date;
}): Uint8Array {
  const seconde = Math.floor(maintenant.getTime() / 1000) * 1000;
  const tbs = new TBSCertList({
    version: Version.v2,
    signature: algorithmeDeSignature(autorite.cle),
    issuer: lireCertificat(autorite.certificat).tbsCertificate.subject,
    thisUpdate: new Time(new Date(seconde)),
    nextUpdate: new Time(new Date(seconde + VALIDITE_LISTE_MS)),
    ...(revoques.length > 0 ? { revokedCertificates: revoques.map(entree) } : {}),
    crlExtensions: [
      extension(
        '2.5.29.35',
        new Uint8Array(
          AsnConvert.serialize(
            new AuthorityKeyIdentifier({
              keyIdentifier: new KeyIdentifier(tampon(identifiantDeCle(spkiDe(autorite.certificat)))),
            }),
          ),
        ),
      ),
      extension('2.5.29.20', entier(maintenant.getTime())),
    ],
  });
  const signature = tampon(signer(AsnConvert.serialize(tbs), autorite.cle));
  return new Uint8Array(
    AsnConvert.serialize(
      new CertificateList({
        tbsCertList: tbs,
        signatureAlgorithm: algorithmeDeSignature(autorite.cle),
        signature,
      }),
    ),
  );
}

const entree = ({ serie, a, motif }: Revocation): RevokedCertificate =>
  new RevokedCertificate({
    userCertificate: tampon(Buffer.from(serie.length % 2 === 0 ? serie : `0${serie}`, 'hex')),
    revocationDate: new Time(new Date(Math.floor(a.getTime() / 1000) * 1000)),
    crlEntryExtensions: [
      extension('2.5.29.21', new Uint8Array(AsnConvert.serialize(new CRLReason(RAISONS[motif])))),
    ],
  });

const extension = (extnID: string, valeur: Uint8Array): Extension =>
  new Extension({ extnID, critical: false, extnValue: new OctetString(valeur) });
