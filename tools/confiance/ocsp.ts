import { AsnConvert, OctetString } from '@peculiar/asn1-schema';
import {
  BasicOCSPResponse,
  CertStatus,
  KeyHash,
  OCSPRequest,
  OCSPResponse,
  OCSPResponseStatus,
  ResponderID,
  ResponseBytes,
  ResponseData,
  RevokedInfo,
  SingleResponse,
  Version,
} from '@peculiar/asn1-ocsp';
import type { CertID } from '@peculiar/asn1-ocsp';
import { CRLReason } from '@peculiar/asn1-x509';
import {
  algorithmeDeSignature,
  identifiantDeCle,
  lireCertificat,
  serieHex,
  signer,
  tampon,
} from './certificat.ts';
import type { Confiance } from './confiance.ts';
import { RAISONS } from './liste-de-revocation.ts';
import { ACS, condenser, spkiDe } from './profils.ts';
import type { NomAc } from './profils.ts';
import type { Statut } from './registre.ts';

const NONCE = '1.3.6.1.5.5.7.48.1.2';
const BASIC = '1.3.6.1.5.5.7.48.1.1';
const QUESTIONS_MAX = 20;
const VALIDITE_MS = 3_600_000;

/** Répond à une OCSPRequest (RFC 6960) : état de chaque certificat, signé par le délégué de son autorité. */
export async function repondreOcsp(confiance: Confiance, corps: Uint8Array): Promise<Uint8Array> {
  const demande = decoder(corps);
  if (demande === undefined) return echec(OCSPResponseStatus.malformedRequest);
  const { requestList, requestExtensions } = demande.tbsRequest;
  const ac = requestList[0] && reconnaitre(confiance, requestList[0].reqCert);
  if (ac === undefined || requestList.length > QUESTIONS_MAX) return echec(OCSPResponseStatus.unauthorized);

  const maintenant = new Date(Math.floor(confiance.horloge().getTime() / 1000) * 1000);
  const responses = await Promise.all(
    requestList.map(({ reqCert }) => reponseUnique(confiance, ac, reqCert, maintenant)),
  );
  const nonce = (requestExtensions ?? []).filter(
    (extension) => extension.extnID === NONCE && extension.extnValue.byteLength <= 128,
  );
  return signerReponse(
    confiance,
    ac,
    new ResponseData({
      version: Version.v1,
      responderID: new ResponderID({
        byKey: new KeyHash(tampon(identifiantDeCle(spkiDe(delegue(confiance, ac).certificat)))),
      }),
      producedAt: maintenant,
      responses,
      ...(nonce.length > 0 ? { responseExtensions: nonce } : {}),
    }),
  );
}

function decoder(corps: Uint8Array): OCSPRequest | undefined {
  try {
    return AsnConvert.parse(corps, OCSPRequest);
  } catch {
    return undefined;
  }
}

async function reponseUnique(
  confiance: Confiance,
  ac: NomAc,
  certID: CertID,
  maintenant: Date,
): Promise<SingleResponse> {
  const sienne = reconnaitre(confiance, certID) === ac;
  const statut: Statut = sienne
    ? await confiance.registre.statut(ac, serieHex(certID.serialNumber))
    : { etat: 'inconnu' };
  return new SingleResponse({
    certID,
    certStatus: statutOcsp(statut),
    thisUpdate: maintenant,
    nextUpdate: new Date(maintenant.getTime() + VALIDITE_MS),
  });
}

function statutOcsp(statut: Statut): CertStatus {
  switch (statut.etat) {
    case 'bon':
      return new CertStatus({ good: null });
    case 'inconnu':
      return new CertStatus({ unknown: null });
    case 'revoque':
      return new CertStatus({
        revoked: new RevokedInfo({
          revocationTime: statut.a,
          revocationReason: new CRLReason(RAISONS[statut.motif]),
        }),
      });
  }
}

/** L'autorité que nomme le CertID (empreintes SHA-1 ou SHA-256 de son nom et de sa clé). */
function reconnaitre(
  confiance: Confiance,
  { hashAlgorithm, issuerNameHash, issuerKeyHash }: CertID,
): NomAc | undefined {
  const algorithme = CONDENSATS.get(hashAlgorithm.algorithm);
  if (algorithme === undefined) return undefined;
  return ACS.find((ac) => {
    const { subject, subjectPublicKeyInfo } = lireCertificat(
      confiance.autorite(ac).certificat,
    ).tbsCertificate;
    return (
      condenser(algorithme, AsnConvert.serialize(subject)).equals(Buffer.from(issuerNameHash.buffer)) &&
      condenser(algorithme, subjectPublicKeyInfo.subjectPublicKey).equals(Buffer.from(issuerKeyHash.buffer))
    );
  });
}

const CONDENSATS: ReadonlyMap<string, 'sha1' | 'sha256'> = new Map([
  ['1.3.14.3.2.26', 'sha1'],
  ['2.16.840.1.101.3.4.2.1', 'sha256'],
]);

function delegue(confiance: Confiance, ac: NomAc): { readonly certificat: Uint8Array } {
  const [certificat] = confiance.ocsp(ac).certificats;
  if (certificat === undefined) throw new Error(`Le répondeur OCSP ${ac} n’a pas de certificat.`);
  return { certificat };
}

function signerReponse(confiance: Confiance, ac: NomAc, tbsResponseData: ResponseData): Uint8Array {
  const { cle } = confiance.ocsp(ac);
  const basique = new BasicOCSPResponse({
    tbsResponseData,
    signatureAlgorithm: algorithmeDeSignature(cle),
    signature: tampon(signer(AsnConvert.serialize(tbsResponseData), cle)),
    certs: [lireCertificat(delegue(confiance, ac).certificat)],
  });
  return serialiser(
    new OCSPResponse({
      responseStatus: OCSPResponseStatus.successful,
      responseBytes: new ResponseBytes({
        responseType: BASIC,
        response: new OctetString(AsnConvert.serialize(basique)),
      }),
    }),
  );
}

const echec = (responseStatus: OCSPResponseStatus): Uint8Array =>
  serialiser(new OCSPResponse({ responseStatus }));
const serialiser = (reponse: OCSPResponse): Uint8Array => new Uint8Array(AsnConvert.serialize(reponse));
