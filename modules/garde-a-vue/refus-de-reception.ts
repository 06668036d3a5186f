import type { ApportDActe } from './catalogue.ts';
import type { Entree } from './domain/entrees.ts';
import type { Refus } from './domain/refus.ts';
import { refusDe, TYPES_JUGES } from './points-d-attention.ts';

/** Ce qu'on sait ici quand un acte arrive. */
export type Reception = {
  /** Le registre d'ici. */
  readonly connues: readonly Entree[];
  /** Les entrees sur lesquelles l'emetteur l'a juge ; absentes : il ne les dit pas. */
  readonly premisses: readonly string[] | undefined;
  readonly acteId: string;
  /** Qualite du redacteur. */
  readonly qualite: string;
};

/** Refus qu'aucune entree encore en route ne pourrait lever : ils ne tiennent qu'a l'acte, a son auteur et a l'age. */
const SANS_REMEDE: readonly string[] = [
  'placement-par-un-non-opj',
  'enfant-de-moins-de-dix-ans',
  'audition-immediate-mauvaise-autorite',
];

/**
 * Ce qu'un acte recu porte et qui ne peut legalement exister. Rejoue le jugement de l'emetteur sur les entrees qu'il avait,
 * toutes connues ici : ce qui est arrive depuis, ou a ete consigne ici entre-temps, n'y change rien. S'il en manque une
 * (depeche en route, coupure), seul se refuse ce qu'aucune ne pourrait lever ; le reste, l'horloge le signale. Pure.
 */
export function refusDeReception(
  { mesure, entrees }: ApportDActe,
  { connues, premisses, acteId, qualite }: Reception,
): readonly Refus[] {
  const portees = entrees.filter(({ source }) => source.genre === 'acte' && source.acteId === acteId);
  const siennes = new Set(portees.map(({ id }) => id));
  const parId = new Map(connues.map((entree) => [entree.id, entree]));
  const voulues = premisses?.filter((id) => !siennes.has(id));
  const complet = voulues !== undefined && voulues.every((id) => parId.has(id));
  const alors = complet
    ? voulues.flatMap((id) => parId.get(id) ?? [])
    : connues.filter(({ id }) => !siennes.has(id));
  const refus = portees
    .filter(({ type }) => TYPES_JUGES.includes(type))
    .flatMap((entree) => refusDe({ mesure, entrees: alors }, entree, { portees, qualite }));
  return complet ? refus : refus.filter(({ code }) => SANS_REMEDE.includes(code));
}
