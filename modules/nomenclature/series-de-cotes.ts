import type { SerieDeCotes } from './contract.ts';

/**
 * Series de cotes d'usage (circulaire generale du 1er mars 1993, C.81, pour l'instruction ; etendues a l'enquete par la
 * pratique). Les lettres varient d'une juridiction a l'autre : une ligne de plus dans `PROPRES`.
 */
const USUELLES: readonly SerieDeCotes[] = [
  {
    lettre: 'A',
    libelle: 'Forme et renseignements',
    types: [
      'classement-sans-suite',
      'copj',
      'orientation',
      'soit-transmis',
      'mention-appel',
      'mention-opposition',
      'mention-rectification',
      'mention-signification',
      'mention-annulement',
      'notes-d-audience',
      'jugement',
      'declaration-recours',
      'extrait-ecrou',
      'extrait-tresor',
      'fiche-casier',
    ],
    aVerifier: true,
  },
  { lettre: 'B', libelle: 'Personnalité', types: [], aVerifier: true },
  { lettre: 'C', libelle: 'Détention et contrôle judiciaire', types: [], aVerifier: true },
  { lettre: 'D', libelle: 'Fond', types: [], aVerifier: true },
];

/** Series propres a une juridiction, par code. */
const PROPRES: Readonly<Record<string, readonly SerieDeCotes[]>> = {
  // Demonstration : une juridiction qui tient aussi les scelles a part.
  tj41018: [...USUELLES, { lettre: 'E', libelle: 'Scellés', types: [], aVerifier: true }],
};

/** Les series de cette juridiction, dans l'ordre de l'inventaire. */
export const seriesDeCotes = (juridiction: string): readonly SerieDeCotes[] =>
  PROPRES[juridiction] ?? USUELLES;
