import { lireCleDsa, verifierDsa } from './dsa.ts';
import { lireCleEc, verifierEcdsa } from './courbes.ts';
import { bits, enHexa, lireElement, lireSeul, lireSuite } from './der-strict.ts';
import type { Element } from './der-strict.ts';
import { verifierEd25519, verifierEd448 } from './edwards.ts';
import { lireCleRsa, verifierPkcs1, verifierPss } from './rsa.ts';
import { encoder } from './codages.ts';

export { createHash } from './empreintes.ts';

/** Constantes de Node dont le moteur se sert. */
export const constants = { RSA_PKCS1_PADDING: 1, RSA_PKCS1_PSS_PADDING: 6 } as const;

/** Une signature a juger : condensat (null : celui du schema), donnees, valeur, sel de PSS s'il y en a un. */
type Epreuve = {
  readonly nom: string | null;
  readonly donnees: Uint8Array;
  readonly signature: Uint8Array;
  readonly sel: number | undefined;
};

/** Le `KeyObject` public de Node, pour ce que le moteur en lit. */
export type CleOuverte = {
  readonly type: 'public';
  readonly asymmetricKeyType: 'rsa' | 'rsa-pss' | 'ec' | 'dsa' | 'ed25519' | 'ed448';
  readonly asymmetricKeyDetails: { readonly modulusLength?: number; readonly namedCurve?: string };
  readonly verifier: (epreuve: Epreuve) => boolean;
};

type EnDer = { readonly key: Uint8Array; readonly format: 'der'; readonly type: 'spki' };
type EnJwk = {
  readonly key: { readonly kty: string; readonly crv: string; readonly x: string };
  readonly format: 'jwk';
};

/** `createPublicKey` de Node : SubjectPublicKeyInfo DER (RFC 5280 §4.1), ou JWK Ed25519. Lance si la cle est illisible. */
export function createPublicKey(source: EnDer | EnJwk): CleOuverte {
  if (source.format === 'jwk') return cleDeJwk(source.key);
  const [algorithme, cle, ...autres] = lireSuite(lireSeul(source.key, 0x30));
  if (algorithme?.etiquette !== 0x30 || autres.length > 0) throw new Error('clé publique illisible');
  const type = lireElement(algorithme.contenu, 0x06);
  return ouvrir({ oid: enHexa(type.contenu), parametres: type.reste, cle });
}

type CleLue = {
  readonly oid: string;
  readonly parametres: Uint8Array;
  readonly cle: Element | undefined;
};

function ouvrir({ oid, parametres, cle }: CleLue): CleOuverte {
  switch (oid) {
    case '2a864886f70d010101':
      return cleRsa('rsa', bits(cle), exigerParametres(parametres, ['', '0500']));
    case '2a864886f70d01010a':
      return cleRsa('rsa-pss', bits(cle), exigerParametres(parametres, ['']));
    case '2a8648ce3d0201':
      return cleEc(parametres, bits(cle));
    case '2a8648ce380401':
      return cleDsa(parametres, bits(cle));
    case '2b6570':
      return cleEdwards('ed25519', bits(cle), exigerParametres(parametres, ['']));
    case '2b6571':
      return cleEdwards('ed448', bits(cle), exigerParametres(parametres, ['']));
    default:
      throw new Error('type de clé inconnu');
  }
}

/** Une cle RSA-PSS restreinte par ses parametres n'est pas lue : mieux vaut un refus qu'une restriction ignoree. */
function exigerParametres(parametres: Uint8Array, admis: readonly string[]): true {
  if (!admis.includes(enHexa(parametres))) throw new Error('paramètres de clé inattendus');
  return true;
}

function cleDeJwk({ kty, crv, x }: EnJwk['key']): CleOuverte {
  if (kty !== 'OKP' || crv !== 'Ed25519') throw new Error('type de clé inconnu');
  return cleEdwards('ed25519', encoder(x, 'base64url'), true);
}

function cleRsa(genre: 'rsa' | 'rsa-pss', der: Uint8Array, _parametres: true): CleOuverte {
  const cle = lireCleRsa(der);
  return {
    type: 'public',
    asymmetricKeyType: genre,
    asymmetricKeyDetails: { modulusLength: cle.bits },
    verifier: ({ nom, donnees, signature, sel }) => {
      if (sel === undefined && genre === 'rsa') return verifierPkcs1(cle, exigerNom(nom), donnees, signature);
      return sel !== undefined && verifierPss(cle, { nom: exigerNom(nom), sel }, donnees, signature);
    },
  };
}

function cleEc(parametres: Uint8Array, point: Uint8Array): CleOuverte {
  const cle = lireCleEc(parametres, point);
  return {
    type: 'public',
    asymmetricKeyType: 'ec',
    asymmetricKeyDetails: { namedCurve: cle.courbe },
    verifier: ({ nom, donnees, signature }) => verifierEcdsa(cle, exigerNom(nom), donnees, signature),
  };
}

function cleDsa(parametres: Uint8Array, der: Uint8Array): CleOuverte {
  const cle = lireCleDsa(parametres, der);
  return {
    type: 'public',
    asymmetricKeyType: 'dsa',
    asymmetricKeyDetails: { modulusLength: cle.p.toString(2).length },
    verifier: ({ nom, donnees, signature }) => verifierDsa(cle, exigerNom(nom), donnees, signature),
  };
}

function cleEdwards(genre: 'ed25519' | 'ed448', cle: Uint8Array, _parametres: true): CleOuverte {
  if (cle.length !== (genre === 'ed25519' ? 32 : 57)) throw new Error('clé de mauvaise taille');
  const verifier = genre === 'ed25519' ? verifierEd25519 : verifierEd448;
  return {
    type: 'public',
    asymmetricKeyType: genre,
    asymmetricKeyDetails: {},
    verifier: ({ donnees, signature }) => verifier(cle, donnees, signature),
  };
}

function exigerNom(nom: string | null): string {
  if (nom === null) throw new Error('condensat absent');
  return nom;
}

type AvecCle = { readonly key: CleOuverte; readonly padding?: number; readonly saltLength?: number };

const enOptions = (cle: CleOuverte | AvecCle | EnDer | EnJwk): AvecCle => {
  if ('format' in cle) return { key: createPublicKey(cle) };
  return 'key' in cle ? cle : { key: cle };
};

/** `verify` de Node, synchrone : vrai ou faux ; lance si le condensat est inconnu. */
export function verify(
  nom: string | null | undefined,
  donnees: Uint8Array,
  cle: CleOuverte | AvecCle | EnDer | EnJwk,
  signature: Uint8Array,
): boolean {
  const options = enOptions(cle);
  const pss = options.padding === constants.RSA_PKCS1_PSS_PADDING;
  return options.key.verifier({
    nom: nom ?? null,
    donnees,
    signature,
    sel: pss ? (options.saltLength ?? 0) : undefined,
  });
}
