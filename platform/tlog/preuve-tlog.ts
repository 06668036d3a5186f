import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { hacherFeuille } from './arbre.ts';
import { lireEmpreinte, lireEntier, lireNote } from './note.ts';
import type { Note } from './note.ts';
import { deBase64, enBase64 } from './octets.ts';
import { verifierNote } from './signer.ts';
import type { Attente, RefusDeNote } from './signer.ts';
import { verifierInclusion } from './verifier-preuves.ts';

/** Une preuve d'inclusion a ecrire : `point` est la note entiere, cosignatures comprises ; `extra`, ce que l'application y joint. */
export type PreuveTlog = {
  readonly index: number;
  readonly preuve: readonly Uint8Array[];
  readonly point: string;
  readonly extra?: Uint8Array;
};

/** Un fait de 256 Kio, en base64, dans une ligne JSON. */
const EXTRA_MAX = 400_000;
const ENTETE = 'c2sp.org/tlog-proof@v1';

/** Ecrit une preuve au format C2SP tlog-proof. */
export const ecrirePreuve = ({ index, preuve, point, extra }: PreuveTlog): string =>
  `${ENTETE}\n${extra === undefined ? '' : `extra ${enBase64(extra)}\n`}index ${index}\n${preuve.map((noeud) => `${enBase64(noeud)}\n`).join('')}\n${point}`;

/** Lit une preuve C2SP tlog-proof (une ligne `extra` au plus) ; `undefined` si la forme est fausse. */
export function lirePreuve(texte: string): (PreuveTlog & { readonly note: Note }) | undefined {
  const coupe = texte.indexOf('\n\n');
  if (coupe < 0 || coupe > 63 * 45 + EXTRA_MAX) return undefined;
  const [entete, ...lignes] = texte.slice(0, coupe).split('\n');
  const extra =
    lignes[0]?.startsWith('extra ') === true ? deBase64(lignes.shift()?.slice(6) ?? '') : undefined;
  const index = lireEntier(/^index (\d+)$/.exec(lignes.shift() ?? '')?.[1] ?? '');
  const preuve = lignes.map(lireEmpreinte);
  const point = texte.slice(coupe + 2);
  const note = lireNote(point);
  if (entete !== ENTETE || index === undefined || note === undefined || preuve.length > 63) return undefined;
  return preuve.every((noeud) => noeud !== undefined)
    ? { index, preuve, point, note, ...(extra === undefined ? {} : { extra }) }
    : undefined;
}

/** Pourquoi une preuve d'inclusion ne vaut pas. */
export type RefusDePreuve = 'preuve-illisible' | 'origine-fausse' | 'inclusion-fausse' | RefusDeNote;

/** Verifie qu'une entree est dans le point de la preuve, et que le journal attendu l'a signe ; rend l'indice et le point. */
export function verifierPreuve(
  texte: string,
  entree: Uint8Array,
  attente: Attente,
): Result<{ readonly index: number; readonly note: Note }, RefusDePreuve> {
  const lue = lirePreuve(texte);
  if (lue === undefined) return refus('preuve-illisible');
  const { index, preuve, note } = lue;
  if (note.origine !== attente.nom) return refus('origine-fausse');
  const signee = verifierNote(lue.point, attente);
  if (!signee.ok) return signee;
  const { taille, racine } = note;
  return verifierInclusion({ feuille: hacherFeuille(entree), indice: index, taille, racine, preuve })
    ? reussite({ index, note })
    : refus('inclusion-fausse');
}
