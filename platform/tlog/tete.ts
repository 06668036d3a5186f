import { isIdj, refus, reussite } from '@ppn/core';
import type { Idj, Result } from '@ppn/core';
import { enPeriode, lireVkey, nomDuJournal } from './cles.ts';
import type { CleDeSignature, ClePublique } from './cles.ts';
import { corpsDuPoint, lireEmpreinte, lireEntier, lireNote } from './note.ts';
import { deBase64, enBase64, utf8 } from './octets.ts';
import { signerPoint, verifierEd25519, verifierNote } from './signer.ts';
import type { RefusDeNote } from './signer.ts';

/** La tete de la suite d'un dossier : sa taille est la version du dernier fait. */
export type Tete = {
  readonly service: string;
  readonly idj: Idj;
  readonly taille: number;
  readonly racine: Uint8Array;
};

/** Origine d'une tete : `ppn/<service>/dossier/<idj>`. */
export const origineDeLaTete = (service: string, idj: string): string =>
  `${nomDuJournal(service)}/dossier/${idj}`;

/** Signe la tete d'un dossier par la cle de journal de son service ; rend la note. */
export const signerTete = ({ service, idj, taille, racine }: Tete, cle: CleDeSignature): string =>
  signerPoint({ origine: origineDeLaTete(service, idj), taille, racine }, cle);

/** Pourquoi une tete ne vaut pas. */
export type RefusDeTete = 'tete-illisible' | Exclude<RefusDeNote, 'note-illisible'>;

/** Lit une tete (note ou ligne de QR) sans verifier sa signature. */
export function lireTete(texte: string): Tete | undefined {
  if (texte.startsWith(`${MARQUE} `)) return lireQr(texte)?.tete;
  const note = lireNote(texte);
  const [, service, idj] = /^ppn\/([a-z0-9-]+)\/dossier\/(.+)$/.exec(note?.origine ?? '') ?? [];
  if (note === undefined || service === undefined || !isIdj(idj)) return undefined;
  return { service, idj, taille: note.taille, racine: note.racine };
}

/** Verifie une tete, note ou ligne de QR, par les cles de journal de son service ; `a` : l'heure connue, s'il y en a une. */
export function verifierTete(
  texte: string,
  cles: readonly ClePublique[],
  a?: string,
): Result<Tete, RefusDeTete> {
  const tete = lireTete(texte);
  if (tete === undefined) return refus('tete-illisible');
  const verifiee = texte.startsWith(`${MARQUE} `)
    ? verifierQr(texte, cles, a)
    : verifierNote(texte, { nom: nomDuJournal(tete.service), cles, ...(a === undefined ? {} : { a }) });
  if (verifiee.ok) return reussite(tete);
  return refus(verifiee.refus === 'note-illisible' ? 'tete-illisible' : verifiee.refus);
}

const MARQUE = 'PPN1';

/** La ligne d'une tete pour un QR : `PPN1 <service> <idj> <taille> <racine> <signature>`. Lance `RangeError` si la note n'est pas une tete signee. */
export function qrDeLaTete(texte: string): string {
  const tete = lireTete(texte);
  const signature = lireNote(texte)?.signatures.find(({ nom }) => nom === nomDuJournal(tete?.service ?? ''));
  if (tete === undefined || signature === undefined) throw new RangeError('Pas une tete signee.');
  const { service, idj, taille, racine } = tete;
  return `${MARQUE} ${service} ${idj} ${taille} ${enBase64(racine)} ${enBase64(signature.octets)}`;
}

function lireQr(ligne: string): { readonly tete: Tete; readonly signature: Uint8Array } | undefined {
  const [, service = '', idj, decimal = '', racine64 = '', signature64 = '', trop] = ligne.trim().split(' ');
  const taille = lireEntier(decimal);
  const racine = lireEmpreinte(racine64);
  const signature = deBase64(signature64);
  if (!/^[a-z0-9-]+$/.test(service) || !isIdj(idj) || trop !== undefined) return undefined;
  if (taille === undefined || racine === undefined || signature?.length !== 64) return undefined;
  return { tete: { service, idj, taille, racine }, signature };
}

/** Le QR ne dit pas quelle cle a signe : chaque cle de journal du service est essayee. */
function verifierQr(
  ligne: string,
  cles: readonly ClePublique[],
  a: string | undefined,
): Result<ClePublique, RefusDeTete> {
  const lu = lireQr(ligne);
  if (lu === undefined) return refus('tete-illisible');
  const { service, idj, taille, racine } = lu.tete;
  const corps = utf8(corpsDuPoint(origineDeLaTete(service, idj), taille, enBase64(racine)));
  const duService = cles.filter(({ nom, genre }) => genre === 'journal' && nom === nomDuJournal(service));
  const signataires = duService.filter((cle) => {
    const lue = lireVkey(cle.vkey);
    return (
      lue?.genre === 'journal' && lue.nom === cle.nom && verifierEd25519(corps, lue.publique, lu.signature)
    );
  });
  const retenue = signataires.find((cle) => enPeriode(cle, a));
  if (retenue !== undefined) return reussite(retenue);
  if (duService.length === 0) return refus('signature-absente');
  return refus(signataires.length === 0 ? 'signature-fausse' : 'cle-hors-periode');
}
