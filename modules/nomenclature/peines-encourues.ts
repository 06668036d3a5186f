import type { PeineEncourue } from './contract.ts';

const CODE_PENAL = 'Code pénal, version d’avril 2026 relue ; début de validité à préciser';
const DE_MEMOIRE = 'Texte non relu';

type Ligne = readonly [natinf: number, mois: number, amende: number, article: string, source: string];

/** NATINF, emprisonnement ou reclusion en mois (0 : l'amende seule), amende en euros, article. */
const LIGNES: readonly Ligne[] = [
  [7, 60, 375_000, 'L.163-2 CMF', DE_MEMOIRE],
  [23, 0, 1_500, 'R.625-1 CP', DE_MEMOIRE],
  [33, 60, 45_000, '226-10 CP', CODE_PENAL],
  [41, 24, 4_500, 'L.234-1 C. route', DE_MEMOIRE],
  [60, 12, 15_000, '227-5 CP', CODE_PENAL],
  [61, 12, 15_000, '222-32 CP', CODE_PENAL],
  [70, 36, 45_000, '441-1 CP', CODE_PENAL],
  [77, 6, 7_500, '313-5 CP', CODE_PENAL],
  [78, 6, 7_500, '313-5 CP', CODE_PENAL],
  [90, 12, 15_000, 'L.317-8 3° CSI', DE_MEMOIRE],
  [108, 12, 15_000, '433-17 CP', CODE_PENAL],
  [113, 36, 45_000, '226-4 CP', CODE_PENAL],
  [152, 12, 15_000, '441-7 CP', CODE_PENAL],
  [161, 60, 75_000, '434-23 CP', CODE_PENAL],
  [173, 12, 15_000, '226-13 CP', CODE_PENAL],
  [180, 12, 3_750, 'L.3421-1 CSP', DE_MEMOIRE],
  [188, 0, 7_500, '442-7 CP', CODE_PENAL],
  [194, 36, 45_000, '434-15 CP', CODE_PENAL],
  [7140, 60, 75_000, '222-12 CP', CODE_PENAL],
  [7145, 36, 45_000, '222-13 CP', CODE_PENAL],
  [7151, 36, 45_000, '311-3 CP', CODE_PENAL],
  [7154, 84, 100_000, '311-5 3° CP', CODE_PENAL],
  [7156, 84, 100_000, '311-5 3° CP', CODE_PENAL],
  [7164, 240, 150_000, '311-8 CP', CODE_PENAL],
  [7183, 36, 45_000, '222-11 CP', CODE_PENAL],
  [7184, 36, 45_000, '222-13 1° CP', CODE_PENAL],
  [7203, 60, 75_000, '312-10 CP', CODE_PENAL],
  [7204, 84, 100_000, '312-1 CP', CODE_PENAL],
  [7536, 12, 15_000, 'L.221-2 C. route', DE_MEMOIRE],
  [7953, 24, 30_000, '434-41 CP', CODE_PENAL],
  [7991, 120, 7_500_000, '222-37 CP', CODE_PENAL],
  [7992, 120, 7_500_000, '222-37 CP', CODE_PENAL],
];

/** Maximum encouru par infraction de demonstration, au jour des faits ; ce qui n'y est pas est inconnu, et le portail le dit. */
export const PEINES_ENCOURUES: readonly PeineEncourue[] = LIGNES.map(
  ([natinf, mois, amende, article, source]) => ({
    natinf,
    mois,
    amende,
    article,
    validiteDebut: '2026-04-01',
    validiteFin: null,
    aVerifier: source === DE_MEMOIRE,
    source,
  }),
);

/**
 * La peine encourue pour cette infraction, le jour des faits (AAAA-MM-JJ) ; `undefined` : la table ne le dit pas, ou d'un texte
 * qui n'a pas ete relu. Une peine incertaine ne ferme aucune decision : elle se verifie.
 */
export const peineEncourueLe = (natinf: number, jour: string): PeineEncourue | undefined =>
  PEINES_ENCOURUES.find(
    (ligne) =>
      ligne.natinf === natinf &&
      !ligne.aVerifier &&
      ligne.validiteDebut <= jour &&
      (ligne.validiteFin === null || jour <= ligne.validiteFin),
  );
