import type { Bloc } from '@ppn/core';
import type { ActeJson, PointAttention } from './contract.ts';

/** Ce qui demande un motif pour etre passe outre : tout point, sauf une simple information. */
export const aPasserOutre = (points: readonly PointAttention[]): readonly PointAttention[] =>
  points.filter(({ information }) => information !== true);

/** Le motif d'un acte ordinaire : hors de son schema propre, dans son contenu ; vide s'il n'y en a pas. */
export function motifCommun(contenu: unknown): string {
  const motif: unknown =
    typeof contenu === 'object' && contenu !== null && 'passerOutre' in contenu ? contenu.passerOutre : '';
  return typeof motif === 'string' && motif.trim() !== '' && motif.length <= MOTIF_MAX ? motif.trim() : '';
}

const MOTIF_MAX = 2_000;

/** Les points signales avant la signature, et le motif pour lequel le redacteur a passe outre. */
export const blocsDesPoints = (motif: string, { attentions }: ActeJson): readonly Bloc[] => [
  ...(attentions === undefined
    ? []
    : [
        { type: 'titre', niveau: 2, texte: 'Points signalés avant la signature' } as const,
        {
          type: 'liste',
          elements: attentions.map(({ phrase, article }) => `${phrase.replace(/\.$/, '')} (${article}).`),
        } as const,
      ]),
  ...(motif.trim() === ''
    ? []
    : [{ type: 'champs', champs: [{ libelle: 'Motif', valeur: motif.trim() }] } as const]),
];

/** Le texte d'un acte ordinaire, ses points passes outre juste avant les signatures ; sans point, mot pour mot le meme. */
export function avecLesPoints(blocs: readonly Bloc[], acte: ActeJson): readonly Bloc[] {
  const points = blocsDesPoints(motifCommun(acte.contenu), acte);
  if (points.length === 0) return blocs;
  const rang = blocs.findLastIndex((bloc) => !estDeCloture(bloc, acte)) + 1;
  return [...blocs.slice(0, rang), ...points, ...blocs.slice(rang)];
}

/** Relecture, signatures de la main, mention de la signature electronique. */
const estDeCloture = (bloc: Bloc, { signatures = [] }: ActeJson): boolean =>
  bloc.type === 'mention' ||
  (bloc.type === 'image' &&
    signatures.some(({ issue }) => issue.etat === 'signee' && issue.image === bloc.cle));
