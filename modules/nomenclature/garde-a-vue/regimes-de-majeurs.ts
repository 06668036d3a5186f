import type { RegleDeGardeAVue } from '../contract.ts';
import { CPP_LU, DEPUIS_2025, ligne } from './ligne.ts';

const TOUS_MAJEURS = ['droit-commun', 'criminalite-organisee', 'mule', 'terrorisme'] as const;
const ORGANISES = ['criminalite-organisee', 'mule', 'terrorisme', 'mineur-criminalite-organisee'] as const;
const ECRITE = 'autorisation écrite et motivée';
const REQUETE = 'décision écrite et motivée, à la requête du procureur de la République';

/** 706-88 ne dit rien de la visioconference : 706-71 al. 2 l'ouvre a toute presentation aux fins de prolongation. */
const PAR_VISIO = {
  source: `${CPP_LU} ; visioconférence : 706-71 al. 2, lu en version du 1er juin 2019`,
} as const;

/** Droit commun et criminalite organisee (§2.5.1, art. 63, 706-88, 706-88-1, 706-88-2 CPP). */
export const REGIMES_DE_MAJEURS: readonly RegleDeGardeAVue[] = [
  ligne({
    id: 'base.majeurs',
    genre: 'base',
    libelle: 'Durée de la garde à vue',
    regimes: [...TOUS_MAJEURS],
    valeur: 24,
    unite: 'heures',
    autorites: ['opj'],
    forme: 'placement par un officier de police judiciaire, d’office ou sur instruction',
    article: '63 I et II CPP',
  }),
  ligne({
    id: 'prolongation.1.majeurs',
    genre: 'prolongation',
    libelle: 'Première prolongation',
    regimes: [...TOUS_MAJEURS],
    rang: 1,
    valeur: 24,
    unite: 'heures',
    autorites: ['procureur'],
    presentation: 'facultative',
    visio: true,
    peineMinimaleAns: 1,
    forme: `${ECRITE} ; le procureur peut exiger la présentation`,
    article: '63 II CPP',
  }),
  ligne({
    id: 'prolongation.2.organisee',
    genre: 'prolongation',
    libelle: 'Première prolongation supplémentaire',
    regimes: [...ORGANISES],
    rang: 2,
    valeur: 24,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    presentation: 'exigee',
    visio: true,
    exigences: ['examen-medical'],
    forme: REQUETE,
    article: '706-88 al. 1 à 4 CPP',
    ...PAR_VISIO,
  }),
  ligne({
    id: 'prolongation.2-unique.organisee',
    genre: 'prolongation',
    libelle: 'Prolongation supplémentaire unique de quarante-huit heures',
    regimes: [...ORGANISES],
    rang: 2,
    couvre: 2,
    valeur: 48,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    presentation: 'exigee',
    visio: true,
    exigences: ['examen-medical'],
    forme: `${REQUETE} ; la durée prévisible des investigations doit le justifier`,
    article: '706-88 al. 5 CPP',
    ...PAR_VISIO,
  }),
  ligne({
    id: 'prolongation.3.organisee',
    genre: 'prolongation',
    libelle: 'Seconde prolongation supplémentaire',
    regimes: [...ORGANISES],
    rang: 3,
    valeur: 24,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    presentation: 'exigee-sauf-motif',
    visio: true,
    forme: `${REQUETE} ; sans présentation à titre exceptionnel`,
    article: '706-88 al. 1 à 3 CPP',
    ...PAR_VISIO,
  }),
  ligne({
    id: 'prolongation.4.mule',
    genre: 'prolongation',
    libelle: 'Prolongation exceptionnelle, stupéfiants in corpore',
    regimes: ['mule'],
    rang: 4,
    valeur: 24,
    unite: 'heures',
    autorites: ['jld'],
    presentation: 'facultative',
    exigences: ['certificat-in-corpore'],
    forme: `${REQUETE} ; certificat établi avant la fin de la quatre-vingt-seizième heure`,
    article: '706-88-2 CPP',
    validiteDebut: DEPUIS_2025,
  }),
  ...[4, 5].map((rang) =>
    ligne({
      id: `prolongation.${rang}.terrorisme`,
      genre: 'prolongation',
      libelle: rang === 4 ? 'Prolongation exceptionnelle' : 'Prolongation exceptionnelle renouvelée',
      regimes: ['terrorisme'],
      rang,
      valeur: 24,
      unite: 'heures',
      autorites: ['jld'],
      presentation: 'facultative',
      exigences: ['examen-medical'],
      forme: `${REQUETE} ; risque sérieux d’une action terroriste imminente ou coopération internationale impérative`,
      article: '706-88-1 CPP',
    }),
  ),
  ...(
    [
      ['droit-commun', 48, '63 II CPP'],
      ['criminalite-organisee', 96, '63 II et 706-88 CPP'],
      ['mule', 120, '63 II, 706-88 et 706-88-2 CPP'],
      ['terrorisme', 144, '63 II, 706-88 et 706-88-1 CPP'],
    ] as const
  ).map(([regime, valeur, article]) =>
    ligne({
      id: `maximum.${regime}`,
      genre: 'maximum',
      libelle: 'Durée maximale de la mesure',
      regimes: [regime],
      valeur,
      unite: 'heures',
      article,
      validiteDebut: regime === 'mule' ? DEPUIS_2025 : '2011-06-01',
    }),
  ),
];
