import { refus, reussite } from '@ppn/core';
import type { Result } from '@ppn/core';
import { hacherFeuille } from './arbre.ts';
import type { ClePublique } from './cles.ts';
import { entreeDuFait } from './entree.ts';
import type { FaitSale } from './entree.ts';
import { lireFaitEnOctets, octetsDuFaitSale } from './fait-sale.ts';
import type { FaitLu } from './fait-sale.ts';
import type { Note } from './note.ts';
import { ecrirePreuve, lirePreuve } from './preuve-tlog.ts';
import type { PreuveTlog, RefusDePreuve } from './preuve-tlog.ts';
import { verifierCosignature, verifierNote } from './signer.ts';
import { verifierInclusion } from './verifier-preuves.ts';

/** Ecrit la preuve qui part avec un acte : le fait et son sel en `extra`, elle se suffit (docs/preuve.md §5.1). */
export const ecrirePreuveDeFait = (fait: FaitSale, preuve: Omit<PreuveTlog, 'extra'>): string =>
  ecrirePreuve({ ...preuve, extra: octetsDuFaitSale(fait) });

/** Qui a du signer, qui a pu cosigner, et ce que le fait doit designer. `periode` : instants ISO 8601 entre lesquels la cle a signe. */
export type AttenteDeFait = {
  readonly journal: string;
  readonly temoin: string;
  readonly cles: readonly ClePublique[];
  readonly auPlusTard: string;
  readonly designe: (fait: FaitLu['fait']) => boolean;
};

/** Une preuve de fait juste. `cosignee` : le temoin avait deja cosigne son point. */
export type PreuveDeFait = FaitLu & {
  readonly feuille: Uint8Array;
  readonly index: number;
  readonly note: Note;
  readonly point: string;
  readonly cosignee: boolean;
};

/** Pourquoi elle ne vaut pas. */
export type RefusDePreuveDeFait = RefusDePreuve | 'fait-illisible' | 'autre-fait' | 'cosignature-fausse';

/** Verifie la preuve qui part avec un acte : forme, fait, inclusion, point signe, cosignature juste s'il y en a une. */
export function verifierPreuveDeFait(
  texte: string,
  attente: AttenteDeFait,
): Result<PreuveDeFait, RefusDePreuveDeFait> {
  const lue = lirePreuveDeFait(texte);
  if (!lue.ok) return lue;
  const { fait, note, point } = lue.valeur;
  if (!attente.designe(fait)) return refus('autre-fait');
  if (note.origine !== attente.journal) return refus('origine-fausse');
  const cles = clesEnService(attente.cles, { du: fait.enregistreA, au: attente.auPlusTard });
  const signee = verifierNote(point, { nom: attente.journal, cles });
  if (!signee.ok) return signee;
  const temoin = verifierCosignature(note, { nom: attente.temoin, cles: attente.cles });
  return temoin.ok || temoin.refus === 'signature-absente'
    ? reussite({ ...lue.valeur, cosignee: temoin.ok })
    : refus('cosignature-fausse');
}

/** Lit une preuve de fait et juge son inclusion ; la signature de son point ne l'est pas encore. */
export function lirePreuveDeFait(
  texte: string,
): Result<Omit<PreuveDeFait, 'cosignee'>, 'preuve-illisible' | 'fait-illisible' | 'inclusion-fausse'> {
  const lue = lirePreuve(texte);
  if (lue === undefined) return refus('preuve-illisible');
  const sale = lue.extra === undefined ? undefined : lireFaitEnOctets(lue.extra);
  if (sale === undefined) return refus('fait-illisible');
  const { index, note, point, preuve } = lue;
  const feuille = hacherFeuille(entreeDuFait(sale));
  const { taille, racine } = note;
  return verifierInclusion({ feuille, indice: index, taille, racine, preuve })
    ? reussite({ ...sale, feuille, index, note, point })
    : refus('inclusion-fausse');
}

/** Les cles dont la periode touche cet intervalle : une signature y a ete faite, on ne sait pas quand. */
export const clesEnService = (
  cles: readonly ClePublique[],
  { du, au }: { readonly du: string | undefined; readonly au: string },
): readonly ClePublique[] =>
  cles.filter(
    (cle) =>
      Date.parse(cle.du) <= Date.parse(au) &&
      (cle.au === null || du === undefined || Date.parse(cle.au) >= Date.parse(du)),
  );
