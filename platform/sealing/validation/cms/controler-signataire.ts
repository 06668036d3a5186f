import { createHash } from 'node:crypto';
import { ErreurDer, enfant, enfants, estDer, exiger, octetsDe, valeurDe } from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { ENTIER, OCTETS, SUITE, chaineOctets, enHexa, instant, memesOctets, oid } from '../asn1/valeurs.ts';
import { condensatDe, condenser, verifierSignature } from '../asn1/algorithmes.ts';
import type { CertificatLu } from '../asn1/certificat-lu.ts';
import { identifiantDeCle } from '../asn1/certificat-lu.ts';
import { lireNom } from '../asn1/noms.ts';
import type { Attribut, CmsLu, SignataireLu } from './cms-lu.ts';

/**
 * Ce que disent les seuls octets d'une signature CMS, avant toute question de confiance :
 * `fautes` la rendent invalide, `reserves` empechent de conclure, `notes` informent.
 */
export type ControleCms = {
  readonly intacte: boolean;
  readonly certificat: CertificatLu | undefined;
  readonly certificatDesigne: boolean;
  readonly signeA: Date | undefined;
  readonly fautes: readonly string[];
  readonly reserves: readonly string[];
  readonly notes: readonly string[];
};

const TYPE_DE_CONTENU = '1.2.840.113549.1.9.3';
const CONDENSAT = '1.2.840.113549.1.9.4';
const HEURE = '1.2.840.113549.1.9.5';
const CERTIFICAT_V1 = '1.2.840.113549.1.9.16.2.12';
const CERTIFICAT_V2 = '1.2.840.113549.1.9.16.2.47';

/** Controle un SignerInfo contre le contenu signe (en morceaux), RFC 5652 §5.4 et RFC 5035 §5. */
export function controlerSignataire(
  cms: CmsLu,
  signataire: SignataireLu,
  demande: { readonly contenu: readonly Uint8Array[]; readonly autres: readonly CertificatLu[] },
): ControleCms {
  try {
    return controlerOctets(cms, signataire, demande);
  } catch (erreur) {
    if (!(erreur instanceof ErreurDer)) throw erreur;
    return {
      intacte: false,
      certificat: undefined,
      certificatDesigne: false,
      signeA: undefined,
      fautes: [`attributs de signature illisibles (${erreur.message})`],
      reserves: [],
      notes: [],
    };
  }
}

function controlerOctets(
  cms: CmsLu,
  signataire: SignataireLu,
  demande: { readonly contenu: readonly Uint8Array[]; readonly autres: readonly CertificatLu[] },
): ControleCms {
  const certificat = trouverCertificat(signataire, [...cms.certificats, ...demande.autres]);
  const attributs = controlerAttributs(cms, signataire, demande.contenu);
  const designation =
    certificat === undefined ? { designe: false, fautes: [] } : controlerDesignation(signataire, certificat);
  const signature =
    certificat === undefined
      ? { juste: false, faiblesses: [], notes: [] }
      : verifier(signataire, certificat, demande.contenu);
  const fautes = [
    ...attributs,
    ...designation.fautes,
    ...(certificat === undefined
      ? ['certificat du signataire absent']
      : signature.juste
        ? []
        : [signature.motif ?? 'la signature ne correspond pas à la clé du signataire']),
  ];
  const sans = signataire.attributs === undefined;
  return {
    intacte: fautes.length === 0,
    certificat,
    certificatDesigne: designation.designe,
    signeA: heure(signataire),
    fautes,
    reserves: [...signature.faiblesses, ...(sans ? ['signature sans attributs signés'] : [])],
    notes: signature.notes,
  };
}

/** Le certificat que le SignerInfo designe, ou undefined. */
export function trouverCertificat(
  signataire: SignataireLu,
  certificats: readonly CertificatLu[],
): CertificatLu | undefined {
  const vise = signataire.designation;
  return certificats.find((certificat) =>
    'cle' in vise
      ? identifiantDeCle(certificat) === vise.cle
      : certificat.emetteur.cle === vise.emetteur && certificat.serie === vise.serie,
  );
}

function controlerAttributs(
  cms: CmsLu,
  signataire: SignataireLu,
  contenu: readonly Uint8Array[],
): readonly string[] {
  if (signataire.attributs === undefined) return [];
  const types = seules(signataire.signes, TYPE_DE_CONTENU);
  const condensats = seules(signataire.signes, CONDENSAT);
  if (types === undefined || condensats === undefined)
    return ['attributs signés obligatoires absents ou répétés'];
  if (signataire.condensat === undefined) return ['condensat non admis'];
  const attendu = condenser(signataire.condensat, contenu);
  return [
    ...(types.etiquette === 0x06 && oid(types) === cms.type
      ? []
      : ['le type de contenu signé n’est pas celui du message']),
    ...(memesOctets(chaineOctets(exiger(condensats, OCTETS)), attendu)
      ? []
      : ['le contenu n’est pas celui qui a été signé (condensat différent)']),
  ];
}

/** La valeur d'un attribut present une seule fois avec une seule valeur. */
function seules(attributs: readonly Attribut[], voulu: string): Noeud | undefined {
  const trouves = attributs.filter((attribut) => attribut.oid === voulu);
  return trouves.length === 1 && trouves[0]?.valeurs.length === 1 ? trouves[0].valeurs[0] : undefined;
}

function controlerDesignation(
  signataire: SignataireLu,
  certificat: CertificatLu,
): { readonly designe: boolean; readonly fautes: readonly string[] } {
  const trouves = signataire.signes.filter(
    (attribut) => attribut.oid === CERTIFICAT_V1 || attribut.oid === CERTIFICAT_V2,
  );
  if (trouves.length === 0) return { designe: false, fautes: [] };
  const justes = trouves.every((attribut) => {
    const valeur = attribut.valeurs[0];
    return (
      attribut.valeurs.length === 1 &&
      valeur !== undefined &&
      designe(valeur, certificat, attribut.oid === CERTIFICAT_V2)
    );
  });
  return {
    designe: justes,
    fautes: justes
      ? []
      : ['l’attribut signing-certificate désigne un autre certificat que celui du signataire'],
  };
}

/** ESSCertID / ESSCertIDv2 (RFC 5035 §4) : le premier est celui du signataire. */
function designe(valeur: Noeud, certificat: CertificatLu, v2: boolean): boolean {
  const champs = enfants(enfant(enfant(valeur, 0, SUITE), 0, SUITE));
  const explicite = v2 && champs[0]?.etiquette === SUITE ? champs[0] : undefined;
  const nom = explicite === undefined ? (v2 ? 'sha256' : 'sha1') : condensatDe(explicite);
  const [condensat, emetteurEtSerie] = explicite === undefined ? champs : champs.slice(1);
  if (nom === undefined || condensat === undefined) return false;
  if (!memesOctets(valeurDe(exiger(condensat, OCTETS)), createHash(nom).update(certificat.der).digest()))
    return false;
  return emetteurEtSerie === undefined || memeEmetteurEtSerie(emetteurEtSerie, certificat);
}

function memeEmetteurEtSerie(noeud: Noeud, certificat: CertificatLu): boolean {
  const [noms, serie] = enfants(exiger(noeud, SUITE));
  const annuaire = enfants(exiger(noms, SUITE)).find((nom) => nom.etiquette === 0xa4);
  const memeNom = annuaire === undefined || lireNom(enfant(annuaire, 0)).cle === certificat.emetteur.cle;
  return memeNom && enHexa(valeurDe(exiger(serie, ENTIER))) === certificat.serie;
}

function verifier(
  signataire: SignataireLu,
  certificat: CertificatLu,
  contenu: readonly Uint8Array[],
): {
  readonly juste: boolean;
  readonly faiblesses: readonly string[];
  readonly motif?: string;
  readonly notes: readonly string[];
} {
  const base = {
    signature: signataire.signature,
    algorithme: signataire.algorithme,
    cle: certificat.cle,
    ...(signataire.condensat === undefined ? {} : { condensat: signataire.condensat }),
  };
  const attributs = signataire.attributs;
  if (attributs === undefined)
    return { ...verifierSignature({ ...base, donnees: Buffer.concat(contenu) }), notes: [] };
  const trie = enSet(
    enfants(attributs)
      .map(octetsDe)
      .sort((un, autre) => Buffer.compare(un, autre)),
  );
  const telQuel = enSet(enfants(attributs).map(octetsDe));
  const issue = verifierSignature({ ...base, donnees: telQuel });
  const conforme = estDer(attributs) && memesOctets(trie, telQuel);
  if (issue.juste || conforme)
    return { ...issue, notes: conforme ? [] : ['attributs signés non encodés en DER'] };
  return {
    ...verifierSignature({ ...base, donnees: trie }),
    notes: ['attributs signés non triés comme le veut le DER'],
  };
}

/** SET OF DER des attributs, longueur minimale (RFC 5652 §5.4). */
function enSet(elements: readonly Uint8Array[]): Uint8Array {
  const corps = Buffer.concat(elements);
  const octets =
    corps.length < 0x80
      ? [corps.length]
      : corps.length < 0x100
        ? [0x81, corps.length]
        : corps.length < 0x10000
          ? [0x82, corps.length >> 8, corps.length & 0xff]
          : [0x83, corps.length >> 16, (corps.length >> 8) & 0xff, corps.length & 0xff];
  return Buffer.concat([Buffer.from([0x31, ...octets]), corps]);
}

function heure(signataire: SignataireLu): Date | undefined {
  const valeur = seules(signataire.signes, HEURE);
  return valeur === undefined ? undefined : instant(valeur);
}
