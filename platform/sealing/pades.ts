import { createHash } from 'node:crypto';
import { PDF, PdfArray, PdfDict, PdfName, PdfNumber, PdfRef, PdfString } from '@libpdf/core';
import { empreinte as versEmpreinte, type Empreinte, type Horodate } from '@ppn/core';
import { ajouterChampSansSurface } from './champ-sans-surface.ts';
import { ajouterRevision } from './revision.ts';

/** Ce qui va dans le dictionnaire de signature. `signeA` : heure declaree, dans /M ; `nom` : /Name. */
export type DemandeSignature = {
  readonly pdf: Uint8Array;
  /** Champ vide a signer ; absent : un champ neuf, sans surface (PDF venu d'ailleurs). */
  readonly champ?: string;
  readonly signeA: Horodate;
  readonly nom: string;
  readonly motif?: string;
  readonly lieu?: string;
};

/** PDF pret a signer : /Contents a zero, et le SHA-256 des deux plages de /ByteRange. */
export type PdfASigner = { readonly octets: Uint8Array; readonly empreinte: Empreinte };

/** La signature ne peut pas etre posee (champ absent ou deja signe, place insuffisante). Message en francais. */
export class SignatureImpossible extends Error {
  override readonly name = 'SignatureImpossible';
}

/** Place reservee au CMS, en octets DER : signature, chaine, jeton et CRL. */
export const PLACE_CMS = 12_288;
const REPERE = 9_999_999_999;
const PLAGE = `[0 ${REPERE} ${REPERE} ${REPERE}]`;

/**
 * Ajoute par mise a jour incrementale le dictionnaire de signature PAdES (EN 319 142-1, ETSI.CAdES.detached) du champ vide nomme,
 * ou d'un champ neuf ; les octets donnes restent en tete. Deterministe et sans etat : memes demandes, memes octets. Lance `SignatureImpossible` ou `RevisionImpossible`.
 */
export async function preparerSignature({
  pdf: octets,
  champ,
  signeA,
  nom,
  motif,
  lieu,
}: DemandeSignature): Promise<PdfASigner> {
  const pdf = await PDF.load(octets);
  (champ === undefined ? champNeuf(pdf) : trouverChamp(pdf, champ)).set(
    'V',
    pdf.context.register(
      PdfDict.of({
        Type: PdfName.of('Sig'),
        Filter: PdfName.of('Adobe.PPKLite'),
        SubFilter: PdfName.of('ETSI.CAdES.detached'),
        ByteRange: plageVide(),
        Contents: PdfString.fromBytes(new Uint8Array(PLACE_CMS)),
        M: PdfString.fromString(datePdf(signeA)),
        Name: PdfString.fromString(nom),
        ...(motif === undefined ? {} : { Reason: PdfString.fromString(motif) }),
        ...(lieu === undefined ? {} : { Location: PdfString.fromString(lieu) }),
      }),
    ),
  );
  const posees = poserPlages(Buffer.from(await ajouterRevision(pdf, octets)));
  return { octets: posees.octets, empreinte: versEmpreinte(condenser('sha256', posees).toString('hex')) };
}

/** Dictionnaire d'un DocTimeStamp vide (EN 319 142-1 §5.4.3), a poser dans une mise a jour qui finit par `poserPlages`. */
export const dictionnaireDHorodatage = (): PdfDict =>
  PdfDict.of({
    Type: PdfName.of('DocTimeStamp'),
    Filter: PdfName.of('Adobe.PPKLite'),
    SubFilter: PdfName.of('ETSI.RFC3161'),
    ByteRange: plageVide(),
    Contents: PdfString.fromBytes(new Uint8Array(PLACE_CMS)),
  });

const plageVide = (): PdfArray =>
  new PdfArray([PdfNumber.of(0), PdfNumber.of(REPERE), PdfNumber.of(REPERE), PdfNumber.of(REPERE)]);

/** Condensat des deux plages d'un fichier dont /Contents attend encore. */
export const condenser = (
  algorithme: 'sha256' | 'sha512',
  { octets, debut, fin }: { readonly octets: Uint8Array; readonly debut: number; readonly fin: number },
): Buffer => createHash(algorithme).update(octets.subarray(0, debut)).update(octets.subarray(fin)).digest();

/** Ecrit le CMS dans la place laissee par `preparerSignature` ; les octets donnes ne changent pas. Lance `SignatureImpossible`. */
export function insererCms(octets: Uint8Array, cms: Uint8Array): Uint8Array {
  const { debut, fin } = placeVide(Buffer.from(octets.buffer, octets.byteOffset, octets.length));
  const place = (fin - debut - 2) / 2;
  if (cms.length > place)
    throw new SignatureImpossible(
      `La signature fait ${cms.length} octets, la place réservée ${place} : réduisez les listes de révocation jointes.`,
    );
  const complet = Uint8Array.from(octets);
  complet.set(Buffer.from(Buffer.from(cms).toString('hex'), 'latin1'), debut + 1);
  return complet;
}

/** Un champ de plus, sur un document qui l'admet : une certification sans changement permis (§12.8.2.2, P 1) l'interdit. */
function champNeuf(pdf: PDF): PdfDict {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const certification = pdf.context.catalog.getDict().getDict('Perms', lire)?.getDict('DocMDP', lire);
  const regles = certification?.getArray('Reference', lire)?.toArray() ?? [];
  const interdit = regles.some((regle) => {
    const lue = regle instanceof PdfRef ? lire(regle) : regle;
    const permis = lue instanceof PdfDict ? lue.getDict('TransformParams', lire) : undefined;
    return permis?.getNumber('P', lire)?.value === 1;
  });
  if (interdit)
    throw new SignatureImpossible(
      'Ce document est certifié par son auteur, qui interdit d’y ajouter une signature : demandez-lui une copie non certifiée.',
    );
  const champ = ajouterChampSansSurface(pdf, nomLibre);
  if (champ === undefined) throw new SignatureImpossible('Ce document n’a aucune page à signer.');
  return champ;
}

const nomLibre = (existants: readonly string[]): string => {
  let rang = existants.length + 1;
  while (existants.includes(`Signature${rang}`)) rang += 1;
  return `Signature${rang}`;
};

function trouverChamp(pdf: PDF, nom: string): PdfDict {
  const lire = (ref: PdfRef) => pdf.context.resolve(ref);
  const champs =
    pdf.context.catalog.getDict().getDict('AcroForm', lire)?.getArray('Fields', lire)?.toArray() ?? [];
  const champ = champs
    .map((element) => (element instanceof PdfRef ? lire(element) : element))
    .find(
      (element): element is PdfDict =>
        element instanceof PdfDict && element.getString('T', lire)?.asString() === nom,
    );
  if (champ?.getName('FT', lire)?.value !== 'Sig')
    throw new SignatureImpossible(`Le document n’a pas de champ de signature « ${nom} ».`);
  if (champ.has('V')) throw new SignatureImpossible(`Le champ « ${nom} » est déjà signé.`);
  return champ;
}

/** Remplace les reperes de /ByteRange, a longueur egale ; `debut` et `fin` bornent /Contents (ISO 32000-1 §12.8.1). */
export function poserPlages(octets: Buffer): {
  readonly octets: Buffer;
  readonly debut: number;
  readonly fin: number;
} {
  const plage = octets.lastIndexOf(PLAGE);
  const debut = octets.indexOf('<0000', plage);
  const fin = debut + 2 + 2 * PLACE_CMS;
  if (plage < 0 || debut < 0 || octets[fin - 1] !== 0x3e)
    throw new SignatureImpossible('Le document n’a pas pu être préparé pour la signature.');
  octets.write(`[0 ${debut} ${fin} ${octets.length - fin}]`.padEnd(PLAGE.length), plage, 'latin1');
  return { octets, debut, fin };
}

/** La place du dernier /ByteRange : elle doit etre vide et le fichier s'arreter avec la seconde plage. */
function placeVide(octets: Buffer): { readonly debut: number; readonly fin: number } {
  const plage = octets.subarray(octets.lastIndexOf('/ByteRange'));
  const [, debut = 0, fin = 0, reste = 0] = (
    /^\/ByteRange\s*\[0 (\d+) (\d+) (\d+)\s*\]/.exec(plage.subarray(0, 100).toString('latin1')) ?? []
  ).map(Number);
  const vide =
    fin > debut &&
    octets[debut] === 0x3c &&
    octets[fin - 1] === 0x3e &&
    octets.subarray(debut + 1, fin - 1).equals(Buffer.alloc(fin - debut - 2, 0x30));
  if (!vide || fin + reste !== octets.length)
    throw new SignatureImpossible('Le document n’attend pas de signature : préparez-le d’abord.');
  return { debut, fin };
}

/** `D:20261121153000+01'00'` (ISO 32000-1 §7.9.4). */
function datePdf(signeA: Horodate): string {
  const [, date = '', heure = '', decalage = ''] =
    /^([\d-]{10})T([\d:]{8})([+-]\d\d:\d\d)/.exec(signeA) ?? [];
  return `D:${date.replaceAll('-', '')}${heure.replaceAll(':', '')}${decalage.replace(':', "'")}'`;
}
