import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { hacherFeuille } from './arbre.ts';
import { lireEmpreinte, lireEntier, lireNote } from './note.ts';
import type { Note } from './note.ts';
import { enBase64 } from './octets.ts';
import { verifierNote } from './signer.ts';
import type { Attente, RefusDeNote } from './signer.ts';
import { verifierInclusion } from './verifier-preuves.ts';

/** Une preuve d'inclusion a ecrire : `point` est la note entiere, cosignatures comprises. */
export type PreuveTlog = {
  readonly index: number;
  readonly preuve: readonly Uint8Array[];
  readonly point: string;
};

const ENTETE = 'c2sp.org/tlog-proof@v1';

/** Ecrit une preuve au format C2SP tlog-proof. */
export const ecrirePreuve = ({ index, preuve, point }: PreuveTlog): string =>
  `${ENTETE}\nindex ${index}\n${preuve.map((noeud) => `${enBase64(noeud)}\n`).join('')}\n${point}`;

/** Lit une preuve C2SP tlog-proof (une ligne `extra` est admise et passee) ; `undefined` si la forme est fausse. */
export function lirePreuve(texte: string): (PreuveTlog & { readonly note: Note }) | undefined {
  const coupe = texte.indexOf('\n\n');
  if (coupe < 0 || coupe > 63 * 45 + 100_000) return undefined;
  const [entete, ...lignes] = texte.slice(0, coupe).split('\n');
  if (lignes[0]?.startsWith('extra ') === true) lignes.shift();
  const index = lireEntier(/^index (\d+)$/.exec(lignes.shift() ?? '')?.[1] ?? '');
  const preuve = lignes.map(lireEmpreinte);
  const point = texte.slice(coupe + 2);
  const note = lireNote(point);
  if (entete !== ENTETE || index === undefined || note === undefined || preuve.length > 63) return undefined;
  return preuve.every((noeud) => noeud !== undefined) ? { index, preuve, point, note } : undefined;
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
