import { empreinteDe } from './certificat.ts';

/** Une piece du conteneur : nom ASCII relatif, sans `..`, hors META-INF. */
export type PieceAsic = { readonly nom: string; readonly typeMime: string; readonly octets: Uint8Array };

/** Une reference du manifeste : empreinte SHA-256 en hexadecimal minuscule. */
export type ReferenceAsic = { readonly nom: string; readonly typeMime: string; readonly empreinte: string };

/** Le manifeste lu : ses octets exacts (ce que couvre la signature), le fichier de signature et les pieces annoncees. */
export type ManifesteAsic = {
  readonly octets: Uint8Array;
  readonly signature: string;
  readonly references: readonly ReferenceAsic[];
};

/** Noms fixes du conteneur (EN 319 162-1 §4.4). */
export const NOM_MANIFESTE = 'META-INF/ASiCManifest001.xml';
export const NOM_SIGNATURE = 'META-INF/signature001.p7s';
const SHA_256 = 'http://www.w3.org/2001/04/xmlenc#sha256';

/** Vrai pour un nom admis dans nos conteneurs : chemin relatif ASCII, 200 signes au plus. */
export const isNomDePiece = (nom: string): boolean =>
  nom.length <= 200 &&
  /^[A-Za-z0-9_-][A-Za-z0-9._-]*(?:\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/.test(nom) &&
  !/^(?:META-INF(?:\/|$)|mimetype$)/i.test(nom);

/** Vrai pour un type MIME simple (`type/sous-type`). */
export const isTypeMime = (type: string): boolean =>
  /^[a-z0-9][a-z0-9.+-]{0,60}\/[a-z0-9][a-z0-9.+-]{0,80}$/i.test(type);

/** Ecrit le manifeste (ASiCManifest, EN 319 162-1 annexe A.4), pieces dans l'ordre donne. */
export function ecrireManifeste(pieces: readonly PieceAsic[]): Uint8Array {
  const references = pieces.map(
    ({ nom, typeMime, octets }) =>
      `<asic:DataObjectReference URI="${nom}" MimeType="${typeMime}"><ds:DigestMethod Algorithm="${SHA_256}"/><ds:DigestValue>${Buffer.from(empreinteDe(octets), 'hex').toString('base64')}</ds:DigestValue></asic:DataObjectReference>\n`,
  );
  return Buffer.from(
    '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n' +
      '<asic:ASiCManifest xmlns:asic="http://uri.etsi.org/02918/v1.2.1#" xmlns:ds="http://www.w3.org/2000/09/xmldsig#">\n' +
      `<asic:SigReference URI="${NOM_SIGNATURE}" MimeType="application/pkcs7-signature"/>\n${references.join('')}</asic:ASiCManifest>\n`,
    'utf8',
  );
}

/** Lit un manifeste de notre profil (SHA-256, sans DTD, commentaire ni entite) ; `undefined` sinon. */
export function lireManifeste(octets: Uint8Array): ManifesteAsic | undefined {
  const texte = Buffer.from(octets).toString('utf8');
  const [, corps] = MANIFESTE.exec(texte) ?? [];
  if (corps === undefined || /[&]|<!|<\?/.test(corps)) return undefined;
  const signatures = [...corps.matchAll(SIGNATURE)].map(([, attributs = '']) => attribut(attributs, 'URI'));
  const references = [...corps.matchAll(REFERENCE)].map(([, attributs = '', algorithme, valeur = '']) =>
    algorithme === SHA_256 && BASE_64.test(valeur)
      ? {
          nom: attribut(attributs, 'URI') ?? '',
          typeMime: attribut(attributs, 'MimeType') ?? '',
          empreinte: Buffer.from(valeur, 'base64').toString('hex'),
        }
      : undefined,
  );
  const [signature] = signatures;
  const reste = corps.replace(SIGNATURE, '').replace(REFERENCE, '').trim();
  if (
    reste !== '' ||
    signatures.length !== 1 ||
    signature === undefined ||
    !references.every((reference) => reference !== undefined)
  )
    return undefined;
  return { octets, signature, references };
}

const MANIFESTE =
  /^\uFEFF?(?:<\?xml[^?]*\?>)?\s*<(?:[A-Za-z_][\w.-]*:)?ASiCManifest\b[^<>]*>([\s\S]*)<\/(?:[A-Za-z_][\w.-]*:)?ASiCManifest>\s*$/;
const SIGNATURE =
  /<(?:[A-Za-z_][\w.-]*:)?SigReference\b([^<>]*?)\/?>(?:\s*<\/(?:[A-Za-z_][\w.-]*:)?SigReference>)?/g;
const REFERENCE =
  /<(?:[A-Za-z_][\w.-]*:)?DataObjectReference\b([^<>]*)>\s*<(?:[A-Za-z_][\w.-]*:)?DigestMethod\s+Algorithm="([^"<>]*)"\s*\/>\s*<(?:[A-Za-z_][\w.-]*:)?DigestValue>\s*([A-Za-z0-9+/=]+)\s*<\/(?:[A-Za-z_][\w.-]*:)?DigestValue>\s*<\/(?:[A-Za-z_][\w.-]*:)?DataObjectReference>/g;
/** 32 octets. */
const BASE_64 = /^[A-Za-z0-9+/]{43}=$/;

const attribut = (attributs: string, nom: string): string | undefined =>
  new RegExp(`(?:^|\\s)${nom}="([^"]*)"`).exec(attributs)?.[1];
