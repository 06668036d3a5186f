import {
  ErreurDer,
  enfant,
  enfants,
  enfantsExacts,
  exiger,
  lireNoeud,
  octetsDe,
  valeurDe,
} from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { ENTIER, OCTETS, OID, SUITE, chaineOctets, enHexa, oid, petitEntier } from '../asn1/valeurs.ts';
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
  readonly ecarts: readonly string[];
};

/** Un SignedData (RFC 5652 §5.1) et ce qu'il embarque. `fin` : nombre d'octets occupes. */
export type CmsLu = {
  readonly type: string;
  readonly contenu: Uint8Array | undefined;
  readonly certificats: readonly CertificatLu[];
  readonly crls: readonly CrlLue[];
  readonly ocsps: readonly OcspLue[];
  readonly signataires: readonly SignataireLu[];
  /** Ecarts de forme que la signature ne protege pas : versions, algorithmes annonces, pieces jointes illisibles. */
  readonly ecarts: readonly string[];
  readonly fin: number;
};

/** [0] certificates puis [1] crls ; et les choix admis dedans (certificats d'attributs, autres formats compris). */
const ORDRES: ReadonlySet<number> = new Set([0xa0, 0xa1]);
const CHOIX: ReadonlySet<number> = new Set([SUITE, 0xa0, 0xa1, 0xa2, 0xa3]);

const SIGNED_DATA = '1.2.840.113549.1.7.2';
const OCSP_DANS_CMS = '1.3.6.1.5.5.7.16.2';

/** Lit un ContentInfo/SignedData DER ou BER ; ErreurDer si ce n'en est pas un. Des octets peuvent suivre (voir `fin`). */
export function lireCms(octets: Uint8Array): CmsLu {
  const racine = exiger(lireNoeud(octets, 0, octets.length), SUITE);
  const [type, enveloppe] = enfantsExacts(racine, 2);
  if (oid(type) !== SIGNED_DATA) throw new ErreurDer('ce n’est pas un SignedData');
  const [version, condensats, encapsule, ...reste] = enfants(
    exiger(enfantsExacts(exiger(enveloppe, 0xa0), 1)[0], SUITE),
  );
  const contenu = enfants(exiger(encapsule, SUITE));
  const porte = contenu[1];
  const choix = (etiquette: number): readonly Noeud[] =>
    reste.filter((noeud) => noeud.etiquette === etiquette).flatMap(enfants);
  const signataires = enfants(exiger(reste.at(-1), 0x31)).map(lireSignataire);
  const attributs = signataires.flatMap((signataire) => [...signataire.signes, ...signataire.nonSignes]);
  const preuves = [...choix(0xa1).map(preuveChoisie), ...attributs.flatMap(preuvesDAttribut)];
  const certificats = [
    ...choix(0xa0),
    ...attributs
      .filter((attribut) => attribut.oid === CERTIFICATS_CADES)
      .flatMap((attribut) => attribut.valeurs.flatMap(enfants)),
  ];
  const ordre = reste.slice(0, -1).map((noeud) => noeud.etiquette);
  const joints = certificats.filter((noeud) => noeud.etiquette === SUITE);
  const listes = preuves.flatMap((noeud) => noeud ?? []);
  const lus = joints.map((noeud) => essayerCertificat(octetsDe(noeud)));
  const preuvesLues = listes.map((noeud) => essayerCrl(octetsDe(noeud)) ?? essayerOcsp(octetsDe(noeud)));
  return {
    type: oid(contenu[0]),
    contenu: porte === undefined ? undefined : chaineOctets(enfant(exiger(porte, 0xa0), 0)),
    certificats: lus.flatMap((certificat) => certificat ?? []),
    crls: preuvesLues.flatMap((preuve) => (preuve !== undefined && 'chercher' in preuve ? [preuve] : [])),
    ocsps: preuvesLues.flatMap((preuve) => (preuve !== undefined && 'reponses' in preuve ? [preuve] : [])),
    signataires,
    fin: racine.fin,
    ecarts: [
      ...ecartsDeForme({ version, condensats, signataires }),
      ...(ordre.every(
        (etiquette, rang) => ORDRES.has(etiquette) && (rang === 0 || etiquette > (ordre[rang - 1] ?? 0)),
      ) && [...choix(0xa0), ...choix(0xa1)].every((noeud) => CHOIX.has(noeud.etiquette))
        ? []
        : ['éléments inattendus dans le CMS']),
      ...(lus.includes(undefined) ? ['certificat joint illisible'] : []),
      ...(preuvesLues.includes(undefined) ? ['preuve de non-révocation jointe illisible'] : []),
    ],
  };
}

function ecartsDeForme(cms: {
  readonly version: Noeud | undefined;
  readonly condensats: Noeud | undefined;
  readonly signataires: readonly SignataireLu[];
}): readonly string[] {
  const annonces = cms.condensats === undefined ? [] : enfants(exiger(cms.condensats, 0x31)).map(condensatDe);
  const version = petitEntier(cms.version);
  return [
    ...([1, 3, 4, 5].includes(version) ? [] : [`version ${version} de CMS inconnue`]),
    ...(cms.signataires.every((signataire) => annonces.includes(signataire.condensat))
      ? []
      : ['condensat du signataire non annoncé par le CMS']),
    ...(annonces.includes(undefined) ? ['condensat annoncé non admis'] : []),
    ...cms.signataires.flatMap((signataire) => signataire.ecarts),
  ];
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
  return attribut.valeurs
    .flatMap(enfants)
    .filter((groupe) => groupe.etiquette === 0xa0 || groupe.etiquette === 0xa1)
    .flatMap(enfants)
    .flatMap(enfants);
}

function lireSignataire(noeud: Noeud): SignataireLu {
  const [version, designation, condensat, ...reste] = enfants(exiger(noeud, SUITE));
  const attributs = reste[0]?.etiquette === 0xa0 ? reste[0] : undefined;
  const [algorithme, signature, nonSignes, ...autres] = attributs === undefined ? reste : reste.slice(1);
  if (
    designation === undefined ||
    condensat === undefined ||
    algorithme === undefined ||
    signature === undefined ||
    autres.length > 0 ||
    (nonSignes !== undefined && nonSignes.etiquette !== 0xa1)
  )
    throw new ErreurDer('SignerInfo mal formé');
  return {
    designation: lireDesignation(designation),
    condensat: condensatDe(condensat),
    attributs,
    signes: attributs === undefined ? [] : enfants(attributs).map(lireAttribut),
    nonSignes: nonSignes === undefined ? [] : enfants(nonSignes).map(lireAttribut),
    algorithme: octetsDe(algorithme),
    signature: chaineOctets(signature),
    ecarts: [
      ...(petitEntier(version) === (designation.etiquette === SUITE ? 1 : 3)
        ? []
        : ['version de SignerInfo incohérente']),
      ...(parametresOrdinaires(condensat) && parametresOrdinaires(algorithme)
        ? []
        : ['paramètres d’algorithme inattendus']),
    ],
  };
}

const RSA_PSS = '1.2.840.113549.1.1.10';

/** Parametres absents ou NULL, sauf RSA-PSS et SHAKE dont les parametres sont juges avec la signature. */
function parametresOrdinaires(algorithme: Noeud): boolean {
  const [type, parametres, ...autres] = enfants(exiger(algorithme, SUITE));
  if (oid(type) === RSA_PSS || condensatDe(algorithme) === 'shake256') return true;
  return (
    autres.length === 0 &&
    (parametres === undefined || (parametres.etiquette === 0x05 && valeurDe(parametres).length === 0))
  );
}

function lireDesignation(noeud: Noeud): SignataireLu['designation'] {
  if (noeud.etiquette === 0x80) return { cle: enHexa(valeurDe(noeud)) };
  if (noeud.etiquette === 0xa0) return { cle: enHexa(valeurDe(enfant(noeud, 0, OCTETS))) };
  const [emetteur, serie] = enfantsExacts(exiger(noeud, SUITE), 2);
  return { emetteur: lireNom(exiger(emetteur, SUITE)).cle, serie: enHexa(valeurDe(exiger(serie, ENTIER))) };
}

function lireAttribut(noeud: Noeud): Attribut {
  const [type, valeurs] = enfantsExacts(exiger(noeud, SUITE), 2);
  return { oid: oid(type), valeurs: enfants(exiger(valeurs, 0x31)) };
}
