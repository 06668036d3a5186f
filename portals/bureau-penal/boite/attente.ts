import type { ResumeDossier } from '@ppn/dossier/contract';

const instantDe = (texte: string): number => Date.parse(texte.replace(/\[[^\]]*\]$/, ''));

/** Temps d'attente court depuis la reception : « 4 min », « 3 h », « 2 j » ; vide si la date est illisible. */
export const tempsDAttente = (recueA: string | null, maintenant: number): string => {
  const minutes = Math.max(0, Math.floor((maintenant - instantDe(recueA ?? '')) / 60_000));
  if (Number.isNaN(minutes)) return '';
  if (minutes < 1) return 'à l’instant';
  if (minutes < 60) return `${minutes}\u00A0min`;
  return minutes < 48 * 60 ? `${Math.floor(minutes / 60)}\u00A0h` : `${Math.floor(minutes / 1_440)}\u00A0j`;
};

/** Vrai si le dossier attend une decision. */
export const attendDecision = (dossier: Pick<ResumeDossier, 'etat'>): boolean => dossier.etat === 'transmise';

/** Ce qui attend d'abord : les nouveaux, puis les plus anciens. */
export const ordreDAttente = (dossiers: readonly ResumeDossier[]): readonly ResumeDossier[] =>
  dossiers.toSorted(
    (a, b) =>
      Number(b.nouveau) - Number(a.nouveau) || instantDe(a.recueA ?? a.majA) - instantDe(b.recueA ?? b.majA),
  );

/** Les dossiers decides, le plus recent d'abord. */
export const ordreDeDecision = (dossiers: readonly ResumeDossier[]): readonly ResumeDossier[] =>
  dossiers.toSorted((a, b) => instantDe(b.majA) - instantDe(a.majA));

const aPlat = (texte: string): string => texte.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Vrai si chaque mot cherche se trouve dans le dossier (numeros, intitule, personnes, infractions, unite). */
export const correspond = (dossier: ResumeDossier, texte: string): boolean => {
  const cible = aPlat(
    [
      dossier.idj,
      dossier.numero,
      dossier.intitule,
      dossier.unite,
      ...dossier.victimes,
      ...dossier.misEnCause,
      ...dossier.infractions,
    ].join(' '),
  );
  return aPlat(texte)
    .split(/\s+/)
    .every((mot) => cible.includes(mot));
};
