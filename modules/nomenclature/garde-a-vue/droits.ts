import type { RegleDeGardeAVue } from '../contract.ts';
import { DEPUIS_2024, NON_RELU, ligne } from './ligne.ts';

type Droit = Partial<RegleDeGardeAVue> & Pick<RegleDeGardeAVue, 'id' | 'libelle' | 'article'>;
const droit = (propre: Droit): RegleDeGardeAVue =>
  ligne({ genre: 'droit', valeur: 0, unite: 'heures', ...propre });
const NR = { aVerifier: true, source: NON_RELU } as const;
const AVOCAT = { articleFutur: 'L.3524-6 à L.3524-20', validiteDebut: DEPUIS_2024 } as const;
const TIERS = { articleFutur: 'L.3524-21', validiteDebut: DEPUIS_2024 } as const;
const ORGANISES = ['criminalite-organisee', 'mule', 'terrorisme'] as const;

/** Droits et obligations de toute mesure (§2.5.3). Valeur zero : sans delai chiffre par la loi. */
export const DROITS: readonly RegleDeGardeAVue[] = [
  droit({
    ...NR,
    id: 'droit.avis-magistrat',
    libelle: 'Avis au magistrat dès le début de la mesure ; au-delà de ce seuil, retard signalé',
    valeur: 60,
    unite: 'minutes',
    autorites: ['opj'],
    forme: 'par tout moyen : motifs (62-2) et qualification notifiée',
    article: '63 I al. 2 CPP',
    source: 'La loi dit « dès le début » ; seuil tiré de la jurisprudence (domaine-penal §2.5.3), à relire',
  }),
  droit({
    id: 'droit.notification',
    libelle: 'Notification immédiate du placement et des droits ; au-delà de ce seuil, retard signalé',
    valeur: 30,
    unite: 'minutes',
    autorites: ['opj', 'apj'],
    forme: 'dans une langue comprise ; émargement ou mention du refus',
    article: '63-1 CPP',
    aVerifier: true,
    source: 'La loi dit « immédiatement » ; seuil d’alerte du logiciel, à relire',
  }),
  droit({
    id: 'droit.declaration',
    libelle: 'Remise d’un document énonçant les droits, que la personne conserve',
    article: '803-6 CPP',
  }),
  ...(['proche', 'employeur', 'consulat'] as const).map((qui) =>
    droit({
      ...TIERS,
      id: `droit.avis.${qui}`,
      libelle: `Diligences pour prévenir ${qui === 'proche' ? 'un proche' : qui === 'employeur' ? 'l’employeur' : 'le consulat'}`,
      valeur: 3,
      unite: 'heures',
      autorites: ['opj'],
      article: '63-2 I CPP',
    }),
  ),
  droit({
    ...TIERS,
    id: 'droit.avis.report-maximal',
    libelle:
      'Au-delà de cette heure, le report de l’avis relève du JLD ou du juge d’instruction ; jamais pour le consulat',
    valeur: 48,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    article: '63-2 I al. 4 CPP',
  }),
  droit({
    ...TIERS,
    id: 'droit.communication',
    libelle: 'Communication avec un tiers, durée maximale',
    valeur: 30,
    unite: 'minutes',
    autorites: ['opj'],
    article: '63-2 II CPP',
  }),
  droit({
    id: 'droit.medecin',
    libelle: 'Diligences pour l’examen médical',
    valeur: 3,
    unite: 'heures',
    autorites: ['opj'],
    article: '63-3 CPP',
    articleFutur: 'L.3524-25',
  }),
  droit({
    id: 'droit.medecin.visio',
    libelle:
      'Examen par vidéotransmission : en prolongation seulement, majeurs non protégés, procureur autorisant',
    autorites: ['procureur'],
    article: '63-3 al. 5 et 6 CPP',
    articleFutur: 'L.3524-25',
    validiteDebut: '2024-09-30',
  }),
  droit({
    ...AVOCAT,
    id: 'droit.avocat',
    libelle: 'Délai laissé à l’avocat désigné ; ensuite le bâtonnier est saisi',
    valeur: 2,
    unite: 'heures',
    autorites: ['opj'],
    article: '63-3-1 CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'droit.entretien',
    libelle:
      'Entretien confidentiel avec l’avocat, durée maximale ; à nouveau au début de chaque prolongation',
    valeur: 30,
    unite: 'minutes',
    article: '63-4 CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'droit.consultation',
    libelle: 'Consultation des procès-verbaux de notification, des auditions et des certificats',
    article: '63-4-1 et 63-1 3° CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'droit.presence',
    libelle: 'Aucune audition sur les faits sans l’avocat demandé, sauf renonciation expresse',
    article: '63-4-2 al. 1 CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'differe.procureur',
    libelle: 'Report de la présence de l’avocat par le procureur, jusqu’à cette heure',
    valeur: 12,
    unite: 'heures',
    autorites: ['procureur'],
    forme: 'écrite et motivée, raisons impérieuses',
    article: '63-4-2 al. 3 CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'differe.jld',
    libelle: 'Report de la présence de l’avocat par le JLD, jusqu’à cette heure',
    valeur: 24,
    unite: 'heures',
    autorites: ['jld'],
    peineMinimaleAns: 5,
    forme: 'écrite et motivée, sur requête du procureur',
    article: '63-4-2 al. 3 CPP',
  }),
  droit({
    ...AVOCAT,
    id: 'differe.immediate',
    libelle: 'Audition immédiate sans attendre l’avocat',
    autorites: ['procureur'],
    forme: 'écrite et motivée',
    article: '63-4-2-1 CPP',
  }),
  droit({
    id: 'differe.organise.procureur',
    libelle: 'Report de l’intervention de l’avocat par le procureur, jusqu’à cette heure',
    regimes: [...ORGANISES],
    valeur: 24,
    unite: 'heures',
    autorites: ['procureur'],
    forme: 'écrite et motivée ; précise la durée',
    article: '706-88 al. 6 et 7 CPP',
  }),
  droit({
    id: 'differe.organise.jld',
    libelle: 'Report de l’intervention de l’avocat par le JLD, jusqu’à cette heure',
    regimes: [...ORGANISES],
    valeur: 48,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    forme: 'écrite et motivée ; précise la durée',
    article: '706-88 al. 6 et 7 CPP',
  }),
  droit({
    id: 'differe.organise.jld-72',
    libelle: 'Même report pour les infractions des 3° et 11° de l’article 706-73',
    regimes: [...ORGANISES],
    valeur: 72,
    unite: 'heures',
    autorites: ['jld', 'juge-instruction'],
    forme: 'écrite et motivée ; précise la durée',
    article: '706-88 al. 6 et 7 CPP',
  }),
];
