import { X509Certificate, createHash, type KeyObject } from 'node:crypto';
import { empreinte, type Empreinte } from '@ppn/core';
import { DerMalForme, enfant, enfants, instantLu, lireDer, oidPointe, type Der } from './der.ts';

/** Usages de la cle (RFC 5280 §4.2.1.3), dans l'ordre des bits. */
export const USAGES_DE_CLE = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

/** Un usage de cle. */
export type UsageDeCle = (typeof USAGES_DE_CLE)[number];

/** Cles que la chaine sait signer et verifier : ECDSA (P-256, P-384) et RSA, toujours avec SHA-256. */
export type TypeDeCle = 'ec-p256' | 'ec-p384' | 'rsa';

/** Ce qu'on lit d'un certificat X.509 (RFC 5280). `…Der` : octets exacts du certificat, a recopier tels quels. */
export type Certificat = {
  readonly der: Uint8Array;
  readonly empreinte: Empreinte;
  /** `CN=…, O=…, C=FR`, dans l'ordre du certificat. */
  readonly sujet: string;
  readonly nom: string;
  readonly matricule?: string;
  readonly organisation?: string;
  readonly emetteur: string;
  /** Numero de serie en hexadecimal minuscule. */
  readonly serie: string;
  readonly sujetDer: Uint8Array;
  readonly emetteurDer: Uint8Array;
  readonly serieDer: Uint8Array;
  readonly usages: readonly UsageDeCle[];
  /** Usages etendus, identifiants pointes. */
  readonly usagesEtendus: readonly string[];
  readonly autorite: boolean;
  readonly debut: Date;
  readonly fin: Date;
  readonly cle: KeyObject;
  readonly typeDeCle: TypeDeCle;
};

/** Le certificat ne se lit pas, ou sa cle n'est pas d'un type admis. Message en francais. */
export class CertificatIllisible extends Error {
  override readonly name = 'CertificatIllisible';
}

/** Lit un certificat X.509 v3 en DER ; lance `CertificatIllisible`. Les memes octets rendent le meme certificat, lu une fois. */
export function lireCertificat(der: Uint8Array): Certificat {
  const cle = empreinteDe(der);
  const connu = connus.get(cle);
  if (connu !== undefined) return connu;
  const lu = lireOuDire(Uint8Array.from(der));
  const [ancien] = connus.keys();
  if (connus.size >= CONNUS_MAX && ancien !== undefined) connus.delete(ancien);
  connus.set(cle, lu);
  return lu;
}

/** Derniers certificats lus, par empreinte : une chaine de signature ne compte que quelques certificats, cites par chaque acte. */
const connus = new Map<Empreinte, Certificat>();
const CONNUS_MAX = 500;

function lireOuDire(der: Uint8Array): Certificat {
  try {
    return lire(der);
  } catch (cause) {
    if (cause instanceof CertificatIllisible) throw cause;
    throw new CertificatIllisible('Le certificat est illisible : ce n’est pas un certificat X.509 en DER.', {
      cause,
    });
  }
}

/** SHA-256 d'octets, en hexadecimal. */
export const empreinteDe = (octets: Uint8Array): Empreinte =>
  empreinte(createHash('sha256').update(octets).digest('hex'));

function lire(der: Uint8Array): Certificat {
  const champs = enfants(enfant(lireDer(der), 0, 0x30));
  const [serie, , emetteur, validite, sujet] = champs[0]?.tag === 0xa0 ? champs.slice(1) : champs;
  if (serie === undefined || emetteur === undefined || validite === undefined || sujet === undefined)
    throw new DerMalForme('Certificat incomplet.');
  const cle = new X509Certificate(der).publicKey;
  const extensions = lireExtensions(champs.find((champ) => champ.tag === 0xa3));
  const attributs = lireNom(sujet);
  const matricule = attributs.find(([type]) => type === 'SERIALNUMBER')?.[1];
  const organisation = attributs.find(([type]) => type === 'O')?.[1];
  return {
    der,
    empreinte: empreinteDe(der),
    sujet: enTexte(attributs),
    nom: attributs.find(([type]) => type === 'CN')?.[1] ?? enTexte(attributs),
    ...(matricule === undefined ? {} : { matricule }),
    ...(organisation === undefined ? {} : { organisation }),
    emetteur: enTexte(lireNom(emetteur)),
    serie: Buffer.from(serie.contenu).toString('hex'),
    sujetDer: sujet.brut,
    emetteurDer: emetteur.brut,
    serieDer: serie.brut,
    usages: lireUsages(extensions.get('2.5.29.15')),
    usagesEtendus: lireUsagesEtendus(extensions.get('2.5.29.37')),
    autorite: estAutorite(extensions.get('2.5.29.19')),
    debut: instantLu(enfant(validite, 0)),
    fin: instantLu(enfant(validite, 1)),
    cle,
    typeDeCle: typeDeCle(cle),
  };
}

function typeDeCle(cle: KeyObject): TypeDeCle {
  if (cle.asymmetricKeyType === 'rsa') return 'rsa';
  const courbe = cle.asymmetricKeyDetails?.namedCurve;
  if (courbe === 'prime256v1') return 'ec-p256';
  if (courbe === 'secp384r1') return 'ec-p384';
  throw new CertificatIllisible(
    `La clé du certificat n’est pas admise (${courbe ?? cle.asymmetricKeyType ?? 'inconnue'}) : il faut EC P-256, EC P-384 ou RSA.`,
  );
}

const ATTRIBUTS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.4': 'SN',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'TITLE',
  '2.5.4.42': 'GN',
  '2.5.4.97': 'ORGANIZATIONIDENTIFIER',
};

function lireNom(nom: Der): readonly (readonly [string, string])[] {
  return enfants(nom).flatMap((rdn) =>
    enfants(rdn).map((attribut) => {
      const type = oidPointe(enfant(attribut, 0));
      return [ATTRIBUTS[type] ?? type, chaineLue(enfant(attribut, 1))] as const;
    }),
  );
}

const enTexte = (attributs: readonly (readonly [string, string])[]): string =>
  attributs.map(([type, valeur]) => `${type}=${valeur}`).join(', ');

function chaineLue(noeud: Der): string {
  const octets = Buffer.from(noeud.contenu);
  if (noeud.tag === 0x1e) return octets.swap16().toString('utf16le');
  return octets.toString(noeud.tag === 0x0c ? 'utf8' : 'latin1');
}

function lireExtensions(champ: Der | undefined): ReadonlyMap<string, Der> {
  if (champ === undefined) return new Map();
  return new Map(
    enfants(enfant(champ, 0, 0x30)).map((extension) => {
      const valeur = enfants(extension).at(-1);
      if (valeur?.tag !== 0x04) throw new DerMalForme('Extension sans valeur.');
      return [oidPointe(enfant(extension, 0)), lireDer(valeur.contenu)];
    }),
  );
}

function lireUsages(extension: Der | undefined): readonly UsageDeCle[] {
  if (extension === undefined) return [];
  const bits = extension.contenu.subarray(1);
  return USAGES_DE_CLE.filter((_, rang) => ((bits[rang >> 3] ?? 0) & (0x80 >> (rang & 7))) !== 0);
}

const lireUsagesEtendus = (extension: Der | undefined): readonly string[] =>
  extension === undefined ? [] : enfants(extension).map(oidPointe);

const estAutorite = (extension: Der | undefined): boolean =>
  extension !== undefined &&
  enfants(extension)[0]?.tag === 0x01 &&
  enfants(extension)[0]?.contenu[0] === 0xff;
