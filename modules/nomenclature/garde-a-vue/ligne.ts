import type { RegleDeGardeAVue } from '../contract.ts';

/** CPP lu en version consolidee au 1er decembre 2025 ; seul le jour d'entree en vigueur reste a preciser. */
export const CPP_LU = 'CPP, version consolidée au 1er décembre 2025 ; date de début de validité à préciser';
/** CJPM lu en version d'avril 2026. */
export const CJPM_LU =
  'CJPM, version d’avril 2026 (domaine-penal §2.5) ; date de début de validité à préciser';
/** CJPM L.413-1 a L.413-10 lu sur Legifrance, versions des 30 septembre 2021 et 20 juillet 2024. */
export const CJPM_RELU = 'CJPM, versions du 30 septembre 2021 et du 20 juillet 2024 (Légifrance)';
/** Articles du CPP hors de notre copie, lus dans la version dite. */
export const luEn = (quoi: string): string => `CPP, ${quoi} ; date de début de validité à préciser`;
/** Article qui n'a pas pu etre relu. */
export const NON_RELU = 'Connaissance générale (domaine-penal §2.5), article à relire sur Légifrance';
/** Choix du logiciel, pas une regle de droit. */
export const REGLAGE = 'Réglage du logiciel (domaine-penal §2.5.6), sans valeur légale';

/** Loi n° 2011-392 du 14 avril 2011 ; CJPM ; loi n° 2024-364 du 22 avril 2024 ; loi n° 2025-532 du 13 juin 2025. */
export const DEPUIS_2011 = '2011-06-01';
export const DEPUIS_CJPM = '2021-09-30';
export const DEPUIS_2024 = '2024-07-01';
export const DEPUIS_2025 = '2025-06-15';

type Obligatoire = 'id' | 'genre' | 'libelle' | 'valeur' | 'unite' | 'article';

const DEFAUT: Omit<RegleDeGardeAVue, Obligatoire> = {
  regimes: [],
  zones: [],
  autorites: [],
  rang: null,
  couvre: 1,
  presentation: 'sans-objet',
  visio: false,
  peineMinimaleAns: null,
  exigences: [],
  forme: '',
  articleFutur: null,
  validiteDebut: DEPUIS_2011,
  validiteFin: null,
  aVerifier: false,
  source: CPP_LU,
};

/** Une ligne : ce qu'elle a de propre, le reste par defaut. */
export const ligne = (
  propre: Pick<RegleDeGardeAVue, Obligatoire> & Partial<RegleDeGardeAVue>,
): RegleDeGardeAVue => ({ ...DEFAUT, ...propre });
