import { createHash } from 'node:crypto';
import { type Empreinte, empreinte as enEmpreinte, isIdj } from '@ppn/core';
import {
  type ClesDuJournal,
  garderTeteDuPair,
  jugerTeteDuPair,
  type RefusDeTeteDuPair,
  remettreTete,
  tetesDuPair,
} from '@ppn/journal';
import { type ClePublique, lireTete } from '@ppn/tlog';
import type { QueryExecutorProvider } from 'kysely';
import type { ReglagesNoeud } from './reglages.ts';
import type { Envoi } from './tables.ts';

/** Le journal d'ici et les cles du pair. `surFaute` : le journal ou un dossier du pair ne prolonge plus ce que nous en gardons. */
export type ReglagesDePreuve = {
  readonly cles: ClesDuJournal;
  readonly clesDuPair: () => readonly ClePublique[];
  readonly surFaute: (faute: FauteDuPair) => Promise<void>;
  /** Les preuves a joindre aux pieces d'un envoi ; lance s'il faut l'attendre encore : l'envoi est reporte. */
  readonly preuvesDe?: (envoi: Pick<Envoi, 'objet' | 'pieces'>) => Promise<readonly PreuveAJoindre[]>;
};

/** Une preuve a joindre : le nom de la piece du pli, et ses octets. */
export type PreuveAJoindre = { readonly nom: string; readonly octets: Uint8Array };

/** Une faute du pair, prouvee par ce que nous gardons de lui ; les tailles sont des numeros de sequence. */
export type FauteDuPair =
  | { readonly code: 'journal-du-pair-bifurque'; readonly connue: number; readonly annoncee: number }
  | { readonly code: 'tete-du-pair-incoherente'; readonly idj: string; readonly phrase: string };

/** Ce qu'un bordereau ou un accuse porte d'une tete. */
export type TetePortee = {
  readonly tete?: string;
  readonly coherence?: { de: number; preuve: string[] }[];
};

/** La tete a joindre pour cet objet, signee maintenant et retenue ; rien si l'objet n'est pas un dossier d'ici. */
export async function teteAJoindre(objet: string, { moi, base, preuve }: ReglagesNoeud): Promise<TetePortee> {
  if (preuve === undefined || !isIdj(objet)) return {};
  const remise = await remettreTete(base.db, { idj: objet, service: moi, cle: preuve.cles.journal });
  if (remise === undefined) return {};
  return {
    tete: remise.note,
    coherence: remise.coherence.map(({ de, preuve: noeuds }) => ({ de, preuve: [...noeuds] })),
  };
}

/** Empreinte d'une tete portee, telle qu'un accuse la redit. */
export const empreinteDeTete = (tete: string): Empreinte =>
  enEmpreinte(createHash('sha256').update(tete, 'utf8').digest('hex'));

/** Une tete recue : de quel objet, dans quoi, a quelle heure. */
export type TeteARecevoir = TetePortee & { readonly objet: string; readonly a: string };

/** Les motifs, en francais, de refuser une tete du pair ; aucun si elle vaut, ou s'il n'y a rien a en attendre. */
export async function motifsDeTete(
  recue: TeteARecevoir,
  { base, pair, preuve }: ReglagesNoeud,
): Promise<readonly string[]> {
  if (preuve === undefined || !isIdj(recue.objet)) return [];
  if (recue.tete === undefined)
    return (await tetesDuPair(base.db, recue.objet)).length === 0
      ? []
      : ['Ce pli ne porte pas la tête signée du dossier, alors que des plis précédents la portaient.'];
  const jugee = await jugerTeteDuPair(base.db, {
    note: recue.tete,
    coherence: recue.coherence ?? [],
    idj: recue.objet,
    pair: pair.nom,
    cles: preuve.clesDuPair(),
    a: recue.a,
  });
  return jugee.ok ? [] : [phraseDe(jugee.refus)];
}

function phraseDe(refus: RefusDeTeteDuPair): string {
  switch (refus.code) {
    case 'tete-incoherente':
      return `La suite du dossier ne prolonge plus celle qui nous avait été remise au fait n° ${refus.gardee} : un fait a été changé, retiré ou déplacé au plus tard à ce rang.`;
    case 'autre-dossier':
      return 'La tête jointe est celle d’un autre dossier ou d’un autre service.';
    case 'tete-illisible':
      return 'La tête signée du dossier est illisible.';
    case 'signature-absente':
    case 'signature-fausse':
      return 'La tête du dossier n’est pas signée par la clé de journal de l’émetteur.';
    case 'cle-hors-periode':
      return 'La tête du dossier est signée par une clé de journal hors de sa période.';
  }
}

/** Garde une tete jugee bonne, dans la transaction de ce qui la porte. */
export async function garderTete(
  tx: QueryExecutorProvider,
  { tete, coherence }: TetePortee,
  { preuve }: ReglagesNoeud,
): Promise<void> {
  const lue = tete === undefined || preuve === undefined ? undefined : lireTete(tete);
  if (lue !== undefined && tete !== undefined)
    await garderTeteDuPair(tx, { note: tete, coherence: coherence ?? [] }, lue);
}
