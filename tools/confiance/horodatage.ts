import { createHash, randomBytes } from 'node:crypto';
import { AsnConvert } from '@peculiar/asn1-schema';
import { lireCertificat, signer } from './certificat.ts';
import type { Identite } from './confiance.ts';
import { element, ensemble, ordreDer, entier, heureGenerale, identifiant, octets, sequence } from './der.ts';
import { POLITIQUE_HORODATAGE } from './profils.ts';
import { BITS_REFUS, lireQuestion } from './question-horodatage.ts';
import type { QuestionHorodatage, RefusHorodatage } from './question-horodatage.ts';

/** Répond à une TimeStampReq par une TimeStampResp DER, accordée ou refusée (RFC 3161). Ne lance jamais sur une question fausse. */
export type Horodater = (question: Uint8Array) => Uint8Array;

const TST_INFO = identifiant('1.2.840.113549.1.9.16.1.4');
const SIGNED_DATA = identifiant('1.2.840.113549.1.7.2');
const CONTENT_TYPE = identifiant('1.2.840.113549.1.9.3');
const MESSAGE_DIGEST = identifiant('1.2.840.113549.1.9.4');
const SIGNING_CERTIFICATE_V2 = identifiant('1.2.840.113549.1.9.16.2.47');
const SHA256 = sequence(identifiant('2.16.840.1.101.3.4.2.1'));
const ECDSA_SHA256 = sequence(identifiant('1.2.840.10045.4.3.2'));
const POLITIQUE = identifiant(POLITIQUE_HORODATAGE);
/** Exactitude annoncée : une seconde. */
const EXACTITUDE = sequence(entier(1));
const STATUT_ACCORDE = sequence(entier(0));

/** Prépare l'unité d'horodatage ; `identite` a une clé EC P-256 et l'EKU timeStamping seul et critique. */
export function uniteHorodatage({
  identite,
  horloge,
}: {
  readonly identite: Identite;
  readonly horloge: () => Date;
}): Horodater {
  const [certificat, ...autorites] = identite.certificats;
  if (certificat === undefined) throw new Error('L’unité d’horodatage n’a pas de certificat.');
  const { issuer, serialNumber } = lireCertificat(certificat).tbsCertificate;
  const emetteurEtSerie = sequence(
    new Uint8Array(AsnConvert.serialize(issuer)),
    entier(new Uint8Array(serialNumber)),
  );
  // ESSCertIDv2 (RFC 5035) : SHA-256 par défaut, donc omis ; issuerSerial facultatif.
  const attributCertificat = attribut(
    SIGNING_CERTIFICATE_V2,
    sequence(sequence(sequence(octets(sha256(certificat))))),
  );
  const attributType = attribut(CONTENT_TYPE, TST_INFO);
  const chaine = element(0xa0, ...[certificat, ...autorites].toSorted(ordreDer));

  return (corps) => {
    const question = lireQuestion(corps);
    if (!question.ok) return refuser(question.refus);
    const info = tstInfo(question.valeur, horloge());
    const attributs = [
      attributType,
      attribut(MESSAGE_DIGEST, octets(sha256(info))),
      attributCertificat,
    ].toSorted(ordreDer);
    const signature = signer(ensemble(...attributs), identite.cle);
    const signataire = sequence(
      entier(1),
      emetteurEtSerie,
      SHA256,
      element(0xa0, ...attributs),
      ECDSA_SHA256,
      octets(signature),
    );
    const donnees = sequence(
      entier(3),
      ensemble(SHA256),
      sequence(TST_INFO, element(0xa0, octets(info))),
      ...(question.valeur.certificatsDemandes ? [chaine] : []),
      ensemble(signataire),
    );
    return sequence(STATUT_ACCORDE, sequence(SIGNED_DATA, element(0xa0, donnees)));
  };
}

function tstInfo({ algorithme, empreinte, nonce }: QuestionHorodatage, maintenant: Date): Uint8Array {
  return sequence(
    entier(1),
    POLITIQUE,
    sequence(sequence(identifiant(algorithme)), octets(empreinte)),
    entier(randomBytes(16)),
    heureGenerale(maintenant),
    EXACTITUDE,
    ...(nonce ? [entierRecopie(nonce)] : []),
  );
}

/** PKIStatusInfo `rejection` avec son PKIFailureInfo (BIT STRING nommé : zéros de fin retirés). */
function refuser(raison: RefusHorodatage): Uint8Array {
  const bit = BITS_REFUS[raison];
  const drapeaux = new Uint8Array(Math.floor(bit / 8) + 1);
  drapeaux[drapeaux.length - 1] = 0x80 >> (bit % 8);
  const texte = sequence(element(0x0c, Buffer.from(raison, 'utf8')));
  return sequence(sequence(entier(2), texte, element(0x03, Uint8Array.of(7 - (bit % 8)), drapeaux)));
}

const attribut = (type: Uint8Array, valeur: Uint8Array): Uint8Array => sequence(type, element(0x31, valeur));
/** Le nonce est rendu octet pour octet, signe compris. */
const entierRecopie = (brut: Uint8Array): Uint8Array => element(0x02, brut);
const sha256 = (contenu: Uint8Array): Uint8Array => createHash('sha256').update(contenu).digest();
