import { validerJeton } from '@ppn/sealing';
import type { Ancres } from '@ppn/sealing';
import {
  clesEnService,
  lirePreuve,
  memesOctets,
  nomDuJournal,
  nomDuTemoin,
  texteDe,
  utf8,
  verifierCosignature,
  verifierInclusion,
  verifierNote,
} from '@ppn/tlog';
import type { ClePublique, Note } from '@ppn/tlog';
import { constat } from './codes.ts';
import type { Constat } from './codes.ts';
import type { Suite } from './faits.ts';

/** Ce avec quoi un point se juge. */
export type ContexteDePoint = {
  readonly service: string;
  readonly pair: string;
  readonly cles: readonly ClePublique[];
  readonly exporteA: string;
  readonly suite?: Suite;
};

const POINT = 'journal/point.note';

/** Juge la signature du journal sur un point ; rend la note si elle est bonne. */
export function noteSignee(contexte: ContexteDePoint, texte: string): Note | undefined {
  const nom = nomDuJournal(contexte.service);
  const cles = clesEnService(contexte.cles, {
    du: contexte.suite?.faits.at(-1)?.fait.enregistreA,
    au: contexte.exporteA,
  });
  const verifiee = verifierNote(texte, { nom, cles });
  return verifiee.ok && verifiee.valeur.note.origine === nom ? verifiee.valeur.note : undefined;
}

/** Le point auquel se rapportent les preuves, et ce qui lui manque. */
export function jugerPoint(
  contexte: ContexteDePoint,
  octets: Uint8Array | undefined,
): { readonly note?: Note; readonly constats: readonly Constat[] } {
  const note = octets === undefined ? undefined : noteSignee(contexte, texteDe(octets) ?? '');
  if (note === undefined)
    return {
      constats: [
        constat(
          'point-faux',
          POINT,
          'le point du journal manque, ou sa signature n’est pas celle du service',
        ),
      ],
    };
  const temoin = verifierCosignature(note, { nom: nomDuTemoin(contexte.pair), cles: contexte.cles });
  return {
    note,
    constats: temoin.ok
      ? []
      : [constat('point-sans-temoin', POINT, 'l’autre ministère n’a pas cosigné ce point du journal')],
  };
}

/** Le point doit porter un jeton d'horodatage. */
export function jugerHorodatageDuPoint(
  note: Note,
  jeton: Uint8Array | undefined,
  confiance: { readonly ancres: Ancres; readonly a: Date },
): readonly Constat[] {
  const juge =
    jeton === undefined
      ? { motifs: ['il n’y a pas de jeton'] }
      : validerJeton({ jeton, contenu: utf8(note.corps), ...confiance });
  return 'horodateA' in juge && juge.horodateA !== undefined
    ? []
    : [
        constat(
          'point-non-horodate',
          'journal/point.tsr',
          `l’heure du point n’est pas prouvée : ${juge.motifs.join(' ; ')}`,
        ),
      ];
}

/** Chaque fait a sa preuve d'inclusion dans le point, a une place du journal qui croit avec sa version. */
export function jugerPreuves(
  contexte: ContexteDePoint & { readonly suite: Suite },
  note: Note,
  preuves: ReadonlyMap<number, Uint8Array>,
  cheminDe: (version: number) => string = (version) => `journal/preuves/${version}.tlog-proof`,
): readonly Constat[] {
  const constats: Constat[] = [];
  let precedent = -1;
  for (const { fait, feuille } of contexte.suite.faits) {
    const chemin = cheminDe(fait.version);
    const octets = preuves.get(fait.version);
    const lue = octets === undefined ? undefined : lirePreuve(texteDe(octets) ?? '');
    if (lue !== undefined && bifurque(contexte, note, lue.point))
      constats.push(
        constat(
          'journal-bifurque',
          chemin,
          `le journal a signé deux points de ${note.taille} entrées qui se contredisent`,
        ),
      );
    const { taille, racine } = note;
    const juste =
      lue !== undefined &&
      lue.note.corps === note.corps &&
      lue.index > precedent &&
      verifierInclusion({ feuille, indice: lue.index, taille, racine, preuve: lue.preuve });
    if (!juste)
      constats.push(
        constat(
          'preuve-fausse',
          chemin,
          `rien ne prouve que le fait n° ${fait.version} est à sa place dans le journal`,
        ),
      );
    precedent = lue?.index ?? precedent;
  }
  return constats;
}

/** Un autre point, signe du meme journal, de meme taille et d'autre racine. */
export function bifurque(contexte: ContexteDePoint, note: Note, autre: string): boolean {
  if (autre.startsWith(note.corps)) return false;
  const signee = noteSignee(contexte, autre);
  return signee !== undefined && signee.taille === note.taille && !memesOctets(signee.racine, note.racine);
}
