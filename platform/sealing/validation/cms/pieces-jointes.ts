import type { CertificatLu } from '../asn1/certificat-lu.ts';
import type { Contexte, ObjetSigne } from '../chemin/materiel.ts';
import { verifierObjet } from '../chemin/materiel.ts';
import { estRepondeur } from '../chemin/ocsp.ts';
import type { CmsLu } from './cms-lu.ts';

const id = (rang: number): string => `1.2.840.113549.1.9.16.2.${rang}`;

/** Attributs non signes que nous jugeons : horodatage de la signature, certificats et preuves joints (EN 319 122-1 §5). */
const ATTRIBUTS_JUGES: ReadonlySet<string> = new Set([id(14), id(23), id(24), '1.2.840.113583.1.1.8']);

/**
 * Attributs non signes reconnus et non juges. Les laisser passer rendrait « valide » un fichier dont ils ont ete changes :
 * ils rendent donc indetermine, en le disant.
 */
const ATTRIBUTS_NON_JUGES: ReadonlyMap<string, string> = new Map([
  ['1.2.840.113549.1.9.6', 'contre-signature présente, non vérifiée'],
  ...[21, 22, 44, 45].map((rang) => [id(rang), 'références de preuves présentes, non vérifiées'] as const),
  ...[25, 26].map((rang) => [id(rang), 'horodatage des preuves présent, non vérifié'] as const),
  ...[id(27), id(48), '0.4.0.1733.2.4', '0.4.0.1733.2.5', '0.4.0.19122.1.4', '0.4.0.19122.1.5'].map(
    (oid) => [oid, 'horodatage d’archive CAdES présent, non vérifié'] as const,
  ),
  ...[id(49), id(50)].map(
    (oid) => [oid, 'dossier de preuve (evidence record) présent, non vérifié'] as const,
  ),
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
      .filter((attribut) => !ATTRIBUTS_JUGES.has(attribut.oid))
      .map(
        (attribut) => ATTRIBUTS_NON_JUGES.get(attribut.oid) ?? `attribut non signé inconnu ${attribut.oid}`,
      ),
  ];
}
