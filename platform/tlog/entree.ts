import { createHash } from 'node:crypto';
import enJsonCanonique from 'canonicalize';
import { enBase64, utf8 } from './octets.ts';

/** Ce qu'une entree engage d'un fait (docs/preuve.md §2) ; un fait porte d'autres champs, qui n'y entrent pas. */
export type FaitDeLEntree = {
  readonly auteur: string;
  readonly donnees: unknown;
  readonly enregistreA: string;
  readonly flux: string;
  readonly survenuA: string;
  readonly type: string;
  readonly version: number;
};

/** Un fait et son sel de 32 octets, qui ne sort qu'avec le dossier. */
export type FaitSale = { readonly sel: Uint8Array; readonly fait: FaitDeLEntree };

/** La forme JCS (RFC 8785) d'un fait, en UTF-8. Lance si le fait n'est pas du JSON. */
export function octetsDuFait(fait: FaitDeLEntree): Uint8Array {
  const { auteur, donnees, enregistreA, flux, survenuA, type, version } = fait;
  const canonique = enJsonCanonique({ auteur, donnees, enregistreA, flux, survenuA, type, version });
  if (canonique === undefined) throw new TypeError('Un fait qui n’est pas du JSON n’a pas d’entree.');
  return utf8(canonique);
}

/** Les octets que porte la feuille d'un fait : ses deux empreintes salees. Lance `RangeError` si le sel n'a pas 32 octets. */
export function entreeDuFait({ sel, fait }: FaitSale): Uint8Array {
  if (sel.length !== TAILLE_DU_SEL) throw new RangeError(`Sel de ${sel.length} octets au lieu de 32.`);
  const octets = octetsDuFait(fait);
  const empreinte = (algorithme: 'sha256' | 'sha3-512'): string =>
    enBase64(createHash(algorithme).update(sel).update(octets).digest());
  return utf8(`ppn/feuille@1\nsha256 ${empreinte('sha256')}\nsha3-512 ${empreinte('sha3-512')}\n`);
}

/** Taille d'un sel, en octets. */
export const TAILLE_DU_SEL = 32;
