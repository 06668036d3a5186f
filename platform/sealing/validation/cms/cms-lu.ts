import { ErreurDer, enfant, enfants, exiger, lireNoeud, octetsDe, valeurDe } from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { ENTIER, OCTETS, OID, SUITE, chaineOctets, enHexa, oid } from '../asn1/valeurs.ts';
import { condensatDe } from '../asn1/algorithmes.ts';
import { essayerCertificat } from '../asn1/certificat-lu.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { lireNom } from '../asn1/noms.ts';
import { essayerCrl, essayerOcsp } from '../ancres.ts';
import type { CrlLue } from '../chemin/crl.ts';
import type { OcspLue } from '../chemin/ocsp.ts';

/** Un attribut CMS : son OID et ses valeurs. */
export type Attribut = { readonly oid: string; readonly valeurs: readonly Noeud[] };

/** Un SignerInfo (RFC 5652 §5.3). */
export type SignataireLu = {
  readonly designation: { readonly emetteur: string; readonly serie: string } | { readonly cle: string };
  readonly condensat: string | undefined;
  /** [0] signedAttrs tel qu'encode ; undefined s'il n'y en a pas. */
  readonly attributs: Noeud | undefined;
  readonly signes: readonly Attribut[];
  readonly nonSignes: readonly Attribut[];
  readonly algorithme: Uint8Array;
  readonly signature: Uint8Array;
};

/** Un SignedData (RFC 5652 §5.1) et ce qu'il embarque. `fin` : nombre d'octets occupes. */
export type CmsLu = {
  readonly type: string;
  readonly contenu: Uint8Array | undefined;
  readonly certificats: readonly CertificatLu[];
  readonly crls: readonly CrlLue[];
  readonly ocsps: readonly OcspLue[];
  readonly signataires: readonly SignataireLu[];
  readonly fin: number;
};

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const OCSP_DANS_CMS = '1.3.6.1.5.5.7.16.2';

/** Lit un ContentInfo/SignedData DER ou BER ; ErreurDer si ce n'en est pas un. Des octets peuvent suivre (voir `fin`). */
export function lireCms(octets: Uint8Array): CmsLu {
  const racine = exiger(lireNoeud(octets, 0, octets.length), SUITE);
  if (oid(enfant(racine, 0)) !== SIGNED_DATA) throw new ErreurDer('ce n’est pas un SignedData');
  const [, , encapsule, ...reste] = enfants(enfant(enfant(racine, 1, 0xa0), 0, SUITE));
  const contenu = enfants(exiger(encapsule, SUITE));
  const porte = contenu[1];
  const choix = (etiquette: number): readonly Noeud[] => reste.filter((noeud) => noeud.etiquette === etiquette).flatMap(enfants);
  const signataires = enfants(exiger(reste.at(-1), 0x31)).map(lireSignataire);
  const attributs = signataires.flatMap((signataire) => [...signataire.signes, ...signataire.nonSignes]);
  const preuves = [...choix(0xa1).map(preuveChoisie), ...attributs.flatMap(preuvesDAttribut)];
  const certificats = [...choix(0xa0), ...attributs.filter((attribut) => attribut.oid === CERTIFICATS_CADES).flatMap((attribut) => attribut.valeurs.flatMap(enfants))];
  return {
    type: oid(contenu[0]),
    contenu: porte === undefined ? undefined : chaineOctets(enfant(porte, 0)),
    certificats: certificats.flatMap((noeud) => essayerCertificat(octetsDe(noeud)) ?? []),
    crls: preuves.flatMap((noeud) => (noeud === undefined ? [] : (essayerCrl(octetsDe(noeud)) ?? []))),
    ocsps: preuves.flatMap((noeud) => (noeud === undefined ? [] : (essayerOcsp(octetsDe(noeud)) ?? []))),
    signataires, fin: racine.fin,
  };
}

const CERTIFICATS_CADES = '1.2.840.113549.1.9.16.2.23';
const REVOCATIONS_CADES = '1.2.840.113549.1.9.16.2.24';
const REVOCATIONS_ADOBE = '1.2.840.113583.1.1.8';

function preuveChoisie(choix: Noeud): Noeud | undefined {
  if (choix.etiquette !== 0xa1) return choix;
  const [format, info] = enfants(choix);
  return format?.etiquette === OID && oid(format) === OCSP_DANS_CMS ? info : undefined;
}

function preuvesDAttribut(attribut: Attribut): readonly Noeud[] {
  if (attribut.oid !== REVOCATIONS_CADES && attribut.oid !== REVOCATIONS_ADOBE) return [];
  return attribut.valeurs.flatMap(enfants).filter((groupe) => groupe.etiquette === 0xa0 || groupe.etiquette === 0xa1).flatMap(enfants).flatMap(enfants);
}

function lireSignataire(noeud: Noeud): SignataireLu {
  const [, designation, condensat, ...reste] = enfants(exiger(noeud, SUITE));
  const attributs = reste[0]?.etiquette === 0xa0 ? reste[0] : undefined;
  const [algorithme, signature, nonSignes] = attributs === undefined ? reste : reste.slice(1);
  if (designation === undefined || condensat === undefined || algorithme === undefined || signature === undefined) throw new ErreurDer('SignerInfo incomplet');
  return {
    designation: lireDesignation(designation), condensat: condensatDe(condensat), attributs,
    signes: attributs === undefined ? [] : enfants(attributs).map(lireAttribut),
    nonSignes: nonSignes?.etiquette === 0xa1 ? enfants(nonSignes).map(lireAttribut) : [],
    algorithme: octetsDe(algorithme), signature: chaineOctets(signature),
  };
}

function lireDesignation(noeud: Noeud): SignataireLu['designation'] {
  if (noeud.etiquette === 0x80) return { cle: enHexa(valeurDe(noeud)) };
  if (noeud.etiquette === 0xa0) return { cle: enHexa(valeurDe(enfant(noeud, 0, OCTETS))) };
  return { emetteur: lireNom(enfant(noeud, 0)).cle, serie: enHexa(valeurDe(enfant(noeud, 1, ENTIER))) };
}

const lireAttribut = (noeud: Noeud): Attribut => ({ oid: oid(enfant(noeud, 0)), valeurs: enfants(enfant(noeud, 1, 0x31)) });
