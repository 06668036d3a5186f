import type { CertificatLu } from '../asn1/certificat-lu.ts';
import type { Contexte, ObjetSigne } from '../chemin/materiel.ts';
import { verifierObjet } from '../chemin/materiel.ts';
import { estRepondeur } from '../chemin/ocsp.ts';
import type { CmsLu } from './cms-lu.ts';

/** Attributs non signes connus (CAdES EN 319 122-1 §5, RFC 5126) : un autre OID peut etre un attribut abime. */
const ATTRIBUTS_CONNUS: ReadonlySet<string> = new Set([
  ...[14, 21, 22, 23, 24, 25, 26, 27, 48].map((rang) => `1.2.840.113549.1.9.16.2.${rang}`),
  '1.2.840.113549.1.9.6',
  '1.2.840.113583.1.1.8',
  '0.4.0.1733.2.4',
  '0.4.0.1733.2.5',
  '0.4.0.19122.1.1',
  '0.4.0.19122.1.2',
  '1.2.840.113549.1.9.16.2.49',
  '1.2.840.113549.1.9.16.2.50',
  '1.2.840.113549.1.9.16.2.60',
  '1.3.6.1.4.1.311.2.4.1',
]);

/**
 * Ce qui voyage dans un CMS sans etre signe par lui : certificats, listes, reponses, attributs. Chacun doit tenir par
 * sa propre signature, sinon un octet change y passerait inapercu. Les raisons d'en douter, en francais.
 */
export function doutesSurLesJoints(contexte: Contexte, cms: CmsLu): readonly string[] {
  const connus = [...contexte.materiel.racines, ...contexte.materiel.intermediaires];
  const tient = (objet: ObjetSigne, candidats: readonly CertificatLu[]): boolean =>
    candidats.some((candidat) => verifierObjet(contexte, objet, candidat.cle).juste);
  const nommes = (cle: string): readonly CertificatLu[] =>
    connus.filter((candidat) => candidat.sujet.cle === cle);
  return [
    ...cms.ecarts,
    ...cms.certificats
      .filter(
        (certificat) =>
          !certificat.algorithmesConcordants || !tient(certificat, nommes(certificat.emetteur.cle)),
      )
      .map(() => 'un certificat joint n’est pas celui que son émetteur a signé, ou son émetteur est inconnu'),
    ...cms.crls
      .filter((crl) => !tient(crl, nommes(crl.emetteur.cle)))
      .map(() => 'une liste de révocation jointe n’est pas celle que son émetteur a signée'),
    ...cms.ocsps
      .filter(
        (ocsp) =>
          !tient(
            ocsp,
            [...ocsp.certificats, ...connus].filter((candidat) => estRepondeur(ocsp, candidat)),
          ),
      )
      .map(() => 'une réponse OCSP jointe n’est pas celle que son répondeur a signée'),
    ...cms.signataires
      .flatMap((signataire) => signataire.nonSignes)
      .filter((attribut) => !ATTRIBUTS_CONNUS.has(attribut.oid))
      .map((attribut) => `attribut non signé inconnu ${attribut.oid}`),
  ];
}
