import type { RegleDeGardeAVue } from '../contract.ts';
import { CJPM_LU, CJPM_RELU, DEPUIS_CJPM, ligne } from './ligne.ts';

const CJPM = { validiteDebut: DEPUIS_CJPM, source: CJPM_LU } as const;
const ECRITE = 'autorisation écrite et motivée, présentation préalable au magistrat';

/** Retenue de 10 a 12 ans, gardes a vue de mineurs (§2.5.1, CJPM L.413-1 et suivants). L'age est celui du jour de la mesure (L.411-1). */
export const REGIMES_DE_MINEURS: readonly RegleDeGardeAVue[] = [
  ligne({
    ...CJPM,
    id: 'base.retenue-10-12',
    genre: 'base',
    libelle: 'Retenue d’un mineur de dix à moins de treize ans',
    regimes: ['retenue-10-12'],
    valeur: 12,
    unite: 'heures',
    autorites: ['opj', 'procureur', 'juge-instruction'],
    peineMinimaleAns: 5,
    forme: 'accord préalable et contrôle du magistrat, qui fixe la durée',
    article: 'L.413-1 à L.413-3 CJPM',
  }),
  ligne({
    ...CJPM,
    id: 'prolongation.1.retenue-10-12',
    genre: 'prolongation',
    libelle: 'Prolongation exceptionnelle de la retenue',
    regimes: ['retenue-10-12'],
    rang: 1,
    valeur: 12,
    unite: 'heures',
    autorites: ['procureur', 'juge-instruction'],
    presentation: 'exigee-sauf-motif',
    peineMinimaleAns: 5,
    forme: 'décision motivée, présentation préalable sauf impossibilité',
    article: 'L.413-2 CJPM',
  }),
  ...(['mineur-13-15', 'mineur-16-17', 'mineur-criminalite-organisee'] as const).flatMap((regime) => [
    ligne({
      ...CJPM,
      id: `base.${regime}`,
      genre: 'base',
      libelle: 'Durée de la garde à vue d’un mineur',
      regimes: [regime],
      valeur: 24,
      unite: 'heures',
      autorites: ['opj'],
      forme: 'placement par un officier de police judiciaire',
      article: '63 I et II CPP, L.413-6 CJPM',
    }),
    ligne({
      ...CJPM,
      id: `prolongation.1.${regime}`,
      genre: 'prolongation',
      libelle: 'Prolongation de la garde à vue d’un mineur',
      regimes: [regime],
      rang: 1,
      valeur: 24,
      unite: 'heures',
      autorites: ['procureur'],
      presentation: 'exigee',
      visio: true,
      peineMinimaleAns: regime === 'mineur-13-15' ? 5 : 1,
      forme: ECRITE,
      article: regime === 'mineur-13-15' ? 'L.413-10 CJPM' : '63 II CPP, L.413-10 CJPM',
      source: CJPM_RELU,
    }),
    ligne({
      ...CJPM,
      id: `maximum.${regime}`,
      genre: 'maximum',
      libelle: 'Durée maximale de la mesure',
      regimes: [regime],
      valeur: regime === 'mineur-criminalite-organisee' ? 96 : 48,
      unite: 'heures',
      article:
        regime === 'mineur-criminalite-organisee' ? 'L.413-11 CJPM, 706-88 CPP' : 'L.413-6 CJPM, 63 II CPP',
    }),
  ]),
  ligne({
    ...CJPM,
    id: 'maximum.retenue-10-12',
    genre: 'maximum',
    libelle: 'Durée maximale de la retenue',
    regimes: ['retenue-10-12'],
    valeur: 24,
    unite: 'heures',
    article: 'L.413-2 CJPM',
  }),
];
