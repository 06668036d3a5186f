import { createPublicKey, sign, verify } from 'node:crypto';
import type { KeyObject } from 'node:crypto';
import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { empreinteDeCle, enPeriode, lireVkey } from './cles.ts';
import type { CleDeSignature, ClePublique, GenreDeCle } from './cles.ts';
import { corpsDuPoint, lireNote } from './note.ts';
import type { Note, SignatureDeNote } from './note.ts';
import { concatener, enBase64, enHexa, utf8 } from './octets.ts';

/** Un point a signer. */
export type PointASigner = {
  readonly origine: string;
  readonly taille: number;
  readonly racine: Uint8Array;
};

/** Signe un point par une cle de journal ; rend la note entiere (C2SP signed-note). */
export function signerPoint({ origine, taille, racine }: PointASigner, cle: CleDeSignature): string {
  const corps = corpsDuPoint(origine, taille, enBase64(racine));
  return `${corps}\n${ligne(cle, 'journal', new Uint8Array(sign(null, utf8(corps), cle.privee)))}`;
}

/** Cosigne un point a cette heure (secondes POSIX) ; rend la ligne a ajouter a la note (C2SP tlog-cosignature v1). */
export function cosigner(corps: string, cle: CleDeSignature, secondes: number): string {
  const signature = sign(null, messageDeCosignature(corps, secondes), cle.privee);
  const heure = new Uint8Array(8);
  new DataView(heure.buffer).setBigUint64(0, BigInt(secondes));
  return ligne(cle, 'temoin', concatener(heure, signature));
}

/** Pourquoi une note ne vaut pas : rien de cette cle, une signature fausse, ou une cle hors de sa periode. */
export type RefusDeNote = 'note-illisible' | 'signature-absente' | 'signature-fausse' | 'cle-hors-periode';

/** De qui une signature est attendue ; `a` : l'heure connue (ISO 8601) a laquelle la cle devait servir. */
export type Attente = { readonly nom: string; readonly cles: readonly ClePublique[]; readonly a?: string };

/** Verifie la signature de journal d'une note ; rend le point et la cle qui l'a signe. */
export function verifierNote(
  texte: string,
  attente: Attente,
): Result<{ readonly note: Note; readonly cle: ClePublique }, RefusDeNote> {
  const note = lireNote(texte);
  if (note === undefined) return refus('note-illisible');
  const jugee = juger(note, 'journal', attente);
  return jugee.ok ? reussite({ note, cle: jugee.valeur.cle }) : jugee;
}

/** Verifie la cosignature d'un temoin sur une note ; rend l'heure POSIX qu'elle porte, en secondes. La periode de la cle est jugee a cette heure. */
export function verifierCosignature(
  note: Note,
  attente: Omit<Attente, 'a'>,
): Result<{ readonly secondes: number; readonly cle: ClePublique }, RefusDeNote> {
  const jugee = juger(note, 'temoin', attente);
  if (!jugee.ok) return jugee;
  const { cle, signature } = jugee.valeur;
  const secondes = heureDe(signature) ?? 0;
  return enPeriode(cle, new Date(secondes * 1000).toISOString())
    ? reussite({ secondes, cle })
    : refus('cle-hors-periode');
}

/** Verifie une signature Ed25519 brute par une cle publique de 32 octets (donnee en JWK, RFC 8037 : sans `Buffer`). */
export function verifierEd25519(donnees: Uint8Array, publique: Uint8Array, signature: Uint8Array): boolean {
  if (publique.length !== 32 || signature.length !== 64) return false;
  try {
    return verify(null, donnees, ouvrirCle(publique), signature);
  } catch {
    return false;
  }
}

const CLES_GARDEES = 64;
const ouvertes = new Map<string, KeyObject>();

/** Les cles des journaux sont peu nombreuses et reviennent a chaque note : les ouvrir coute plus que verifier. */
function ouvrirCle(publique: Uint8Array): KeyObject {
  const x = enBase64(publique).replaceAll('+', '-').replaceAll('/', '_').replace('=', '');
  const connue = ouvertes.get(x);
  if (connue !== undefined) return connue;
  const ouverte = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
  if (ouvertes.size >= CLES_GARDEES) ouvertes.clear();
  ouvertes.set(x, ouverte);
  return ouverte;
}

type Jugee = { readonly cle: ClePublique; readonly signature: SignatureDeNote };

/** Une signature d'une cle connue doit etre juste : C2SP veut qu'une seule fausse rejette la note. */
function juger(note: Note, genre: GenreDeCle, { nom, cles, a }: Attente): Result<Jugee, RefusDeNote> {
  const jugees: Jugee[] = [];
  for (const cle of cles.filter((candidate) => candidate.nom === nom && candidate.genre === genre)) {
    const lue = lireVkey(cle.vkey);
    if (lue === undefined || lue.nom !== nom || lue.genre !== genre) continue;
    for (const signature of note.signatures) {
      if (signature.nom !== nom || enHexa(signature.empreinte) !== enHexa(lue.empreinte)) continue;
      if (!estJuste(note.corps, genre, lue.publique, signature)) return refus('signature-fausse');
      jugees.push({ cle, signature });
    }
  }
  const retenue = jugees.find(({ cle }) => enPeriode(cle, a));
  if (retenue !== undefined) return reussite(retenue);
  return refus(jugees.length === 0 ? 'signature-absente' : 'cle-hors-periode');
}

function estJuste(
  corps: string,
  genre: GenreDeCle,
  publique: Uint8Array,
  signature: SignatureDeNote,
): boolean {
  if (genre === 'journal') return verifierEd25519(utf8(corps), publique, signature.octets);
  const secondes = heureDe(signature);
  return (
    secondes !== undefined &&
    verifierEd25519(messageDeCosignature(corps, secondes), publique, signature.octets.slice(8))
  );
}

/** L'heure d'une cosignature, bornee a l'an 9999 : au-dela, rien d'honnete. */
function heureDe({ octets }: SignatureDeNote): number | undefined {
  if (octets.length !== 72) return undefined;
  const secondes = new DataView(octets.buffer, octets.byteOffset).getBigUint64(0);
  return secondes <= 253_402_300_799n ? Number(secondes) : undefined;
}

const messageDeCosignature = (corps: string, secondes: number): Uint8Array =>
  utf8(`cosignature/v1\ntime ${secondes}\n${corps}`);

const ligne = ({ nom, publique }: CleDeSignature, genre: GenreDeCle, signature: Uint8Array): string =>
  `\u2014 ${nom} ${enBase64(concatener(empreinteDeCle(nom, genre, publique), signature))}\n`;
