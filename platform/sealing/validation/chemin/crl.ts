import { createHash } from 'node:crypto';
import { ErreurDer, enfants, exiger, lireTout, octetsDe, valeurDe } from '../asn1/der.ts';
import type { Noeud } from '../asn1/der.ts';
import { ENTIER, SUITE, chaineBits, enHexa, instant } from '../asn1/valeurs.ts';
import { lireExtensions } from '../asn1/certificat-lu.ts';
import type { Extensions } from '../asn1/certificat-lu.ts';
import { lireNom } from '../asn1/noms.ts';
import type { Nom } from '../asn1/noms.ts';

/** Liste de revocation lue (RFC 5280 §5) ; ses entrees ne sont parcourues qu'a la demande. */
export type CrlLue = {
  readonly empreinte: string;
  readonly der: Uint8Array;
  readonly tbs: Uint8Array;
  readonly algorithme: Uint8Array;
  readonly signature: Uint8Array;
  readonly emetteur: Nom;
  readonly le: Date;
  readonly suivante: Date | undefined;
  readonly portee: Portee;
  /** undefined si le certificat n'y est pas ; `illisible` si une extension critique inconnue interdit de conclure. */
  readonly chercher: (serie: string) => EntreeDeCrl | undefined | 'illisible';
};
export type EntreeDeCrl = { readonly revoqueLe: Date; readonly raison: number };

/** Ce que la liste couvre (issuingDistributionPoint, RFC 5280 §5.2.5). `exclue` : liste que nous n'employons pas, avec sa raison. */
export type Portee = {
  readonly exclue?: string;
  readonly seulementFinales: boolean;
  readonly seulementAc: boolean;
  readonly point?: Uint8Array;
};

const CONNUES: ReadonlySet<string> = new Set([
  '2.5.29.20',
  '2.5.29.35',
  '2.5.29.28',
  '2.5.29.46',
  '2.5.29.18',
  '1.3.6.1.5.5.7.1.1',
]);

/** Lit une CRL DER ; ErreurDer si ce n'en est pas une. */
export function lireCrl(der: Uint8Array): CrlLue {
  const [tbs, algorithme, signature] = enfants(exiger(lireTout(der), SUITE));
  const champs = enfants(exiger(tbs, SUITE));
  const suite = champs[0]?.etiquette === ENTIER ? champs.slice(1) : champs;
  const [interne, emetteur, le, ...reste] = suite;
  if (tbs === undefined || algorithme === undefined || emetteur === undefined || interne === undefined)
    throw new ErreurDer('CRL incomplète');
  if (Buffer.compare(octetsDe(algorithme), octetsDe(interne)) !== 0)
    throw new ErreurDer('CRL à deux algorithmes de signature');
  const suivante = reste.find(
    (noeud, rang) => rang === 0 && (noeud.etiquette === 0x17 || noeud.etiquette === 0x18),
  );
  const entrees = reste.find((noeud) => noeud.etiquette === SUITE);
  const extensions = reste.find((noeud) => noeud.etiquette === 0xa0);
  const lues: Extensions =
    extensions === undefined ? new Map() : lireExtensions(exiger(enfants(extensions)[0], SUITE)).extensions;
  return {
    empreinte: createHash('sha256').update(der).digest('hex'),
    der,
    tbs: octetsDe(tbs),
    algorithme: octetsDe(algorithme),
    signature: chaineBits(signature),
    emetteur: lireNom(emetteur),
    le: instant(le),
    suivante: suivante === undefined ? undefined : instant(suivante),
    portee: lirePortee(lues),
    chercher: (serie) => chercherOuRenoncer(entrees, serie),
  };
}

function chercherOuRenoncer(
  entrees: Noeud | undefined,
  serie: string,
): EntreeDeCrl | undefined | 'illisible' {
  try {
    return chercher(entrees, serie);
  } catch (erreur) {
    if (erreur instanceof ErreurDer) return 'illisible';
    throw erreur;
  }
}

function chercher(entrees: Noeud | undefined, serie: string): EntreeDeCrl | undefined | 'illisible' {
  if (entrees === undefined) return undefined;
  let trouvee: EntreeDeCrl | undefined;
  for (const entree of enfants(entrees)) {
    const [numero, date, extensions] = enfants(entree);
    const lues: Extensions = extensions === undefined ? new Map() : lireExtensions(extensions).extensions;
    if (
      [...lues].some(([oid, extension]) => extension.critique && oid !== '2.5.29.21' && oid !== '2.5.29.24')
    )
      return 'illisible';
    if (enHexa(valeurDe(exiger(numero, ENTIER))) !== serie) continue;
    const raison = lues.get('2.5.29.21');
    trouvee = {
      revoqueLe: instant(date),
      raison: raison === undefined ? 0 : (valeurDe(lireTout(raison.valeur))[0] ?? 0),
    };
  }
  return trouvee;
}

function lirePortee(extensions: Extensions): Portee {
  const tout = { seulementFinales: false, seulementAc: false };
  const inconnue = [...extensions].find(
    ([oid, extension]) => extension.critique && !CONNUES.has(oid) && oid !== '2.5.29.27',
  );
  if (inconnue !== undefined) return { ...tout, exclue: `extension critique inconnue ${inconnue[0]}` };
  if (extensions.has('2.5.29.27')) return { ...tout, exclue: 'liste différentielle' };
  const idp = extensions.get('2.5.29.28');
  if (idp === undefined) return tout;
  const champs = enfants(exiger(lireTout(idp.valeur), SUITE));
  const pose = (rang: number): boolean =>
    champs.some((champ) => champ.etiquette === 0x80 + rang && (valeurDe(champ)[0] ?? 0) !== 0);
  if (champs.some((champ) => champ.etiquette === 0x83))
    return { ...tout, exclue: 'liste limitée à certaines raisons' };
  if (pose(4)) return { ...tout, exclue: 'liste indirecte' };
  if (pose(5)) return { ...tout, exclue: 'liste de certificats d’attributs' };
  const point = champs.find((champ) => champ.etiquette === 0xa0);
  const bornes = { seulementFinales: pose(1), seulementAc: pose(2) };
  return point === undefined ? bornes : { ...bornes, point: valeurDe(point) };
}

/**
 * Vrai si le point de diffusion de la liste est l'un de ceux du certificat (noms complets, comparaison d'octets),
 * ou si la liste n'en nomme pas.
 */
export function pointConvient(portee: Portee, extensions: Extensions): boolean {
  if (portee.point === undefined) return true;
  const noms = enfants(enveloppe(portee.point)).flatMap(nomsComplets);
  const points = extensions.get('2.5.29.31');
  if (points === undefined) return false;
  const duCertificat = enfants(exiger(lireTout(points.valeur), SUITE))
    .flatMap((point) => enfants(point).filter((champ) => champ.etiquette === 0xa0))
    .flatMap(enfants)
    .flatMap(nomsComplets);
  return noms.some((nom) => duCertificat.includes(nom));
}

const nomsComplets = (noeud: Noeud): readonly string[] =>
  noeud.etiquette === 0xa0 ? enfants(noeud).map((nom) => enHexa(octetsDe(nom))) : [];
const enveloppe = (contenu: Uint8Array): Noeud => ({
  source: contenu,
  etiquette: SUITE,
  debut: 0,
  contenu: 0,
  finContenu: contenu.length,
  fin: contenu.length,
  ber: false,
});
