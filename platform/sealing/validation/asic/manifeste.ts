import { ErreurXml, lireXml } from './xml.ts';
import type { ElementXml } from './xml.ts';

/** Une piece designee par un manifeste. `condensat` : nom node:crypto, undefined s'il n'est pas admis. */
export type ReferenceDeManifeste = {
  readonly nom: string;
  readonly typeMime: string;
  readonly condensat: string | undefined;
  readonly valeur: string;
};
/** Un ASiCManifest ou ASiCArchiveManifest (EN 319 162-1 annexe A.4). `signature` : le fichier de signature ou de jeton. */
export type ManifesteLu = {
  readonly signature: string;
  readonly references: readonly ReferenceDeManifeste[];
};

const ASIC = 'http://uri.etsi.org/02918/v1.2.1#';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

const CONDENSATS: ReadonlyMap<string, string> = new Map([
  ['http://www.w3.org/2001/04/xmlenc#sha256', 'sha256'],
  ['http://www.w3.org/2001/04/xmldsig-more#sha384', 'sha384'],
  ['http://www.w3.org/2001/04/xmlenc#sha512', 'sha512'],
]);

/** Lit un manifeste, quels que soient ses prefixes et l'ordre de ses attributs ; le motif s'il est inutilisable. */
export function lireManifesteXml(octets: Uint8Array): ManifesteLu | string {
  try {
    return interpreter(lireXml(octets));
  } catch (erreur) {
    if (erreur instanceof ErreurXml) return `manifeste illisible (${erreur.message})`;
    throw erreur;
  }
}

function interpreter(racine: ElementXml): ManifesteLu | string {
  if (racine.nom !== 'ASiCManifest' || racine.espace !== ASIC) return 'ce n’est pas un manifeste ASiC';
  const enfants = (nom: string): readonly ElementXml[] =>
    racine.enfants.filter((enfant) => enfant.nom === nom && enfant.espace === ASIC);
  const [signature, ...autres] = enfants('SigReference');
  const references = enfants('DataObjectReference').map(lireReference);
  const nom = signature === undefined ? undefined : nomDe(signature);
  if (nom === undefined || autres.length > 0) return 'le manifeste ne désigne pas une signature';
  const lues = references.flatMap((reference) => reference ?? []);
  if (lues.length === 0 || lues.length !== references.length) return 'le manifeste désigne mal ses pièces';
  if (new Set(lues.map((reference) => reference.nom)).size !== lues.length)
    return 'le manifeste désigne deux fois la même pièce';
  return { signature: nom, references: lues };
}

function lireReference(element: ElementXml): ReferenceDeManifeste | undefined {
  const enfant = (nom: string): ElementXml | undefined =>
    element.enfants.find((candidat) => candidat.nom === nom && candidat.espace === DSIG);
  const algorithme = enfant('DigestMethod')?.attributs.get('Algorithm');
  const valeur = enfant('DigestValue')?.texte.replace(/\s/gu, '');
  const nom = nomDe(element);
  if (
    nom === undefined ||
    algorithme === undefined ||
    valeur === undefined ||
    !/^[A-Za-z0-9+/]+=*$/u.test(valeur)
  )
    return undefined;
  return {
    nom,
    typeMime: element.attributs.get('MimeType') ?? '',
    condensat: CONDENSATS.get(algorithme),
    valeur: Buffer.from(valeur, 'base64').toString('hex'),
  };
}

/** Nom de fichier d'une URI relative au conteneur, sequences %XX depliees. */
function nomDe(element: ElementXml): string | undefined {
  const uri = element.attributs.get('URI');
  if (uri === undefined || uri === '' || /^[a-z][a-z0-9+.-]*:/iu.test(uri)) return undefined;
  try {
    return decodeURIComponent(uri).replace(/^\.?\//u, '');
  } catch (erreur) {
    if (erreur instanceof URIError) return undefined;
    throw erreur;
  }
}
