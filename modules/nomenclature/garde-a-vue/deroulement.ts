import type { RegleDeGardeAVue } from '../contract.ts';
import { CJPM_LU, DEPUIS_CJPM, NON_RELU, ligne } from './ligne.ts';

type Droit = Partial<RegleDeGardeAVue> & Pick<RegleDeGardeAVue, 'id' | 'libelle' | 'article'>;
const droit = (propre: Droit): RegleDeGardeAVue =>
  ligne({ genre: 'droit', valeur: 0, unite: 'heures', ...propre });
const NR = { aVerifier: true, source: NON_RELU } as const;
const CJPM = { validiteDebut: DEPUIS_CJPM, source: CJPM_LU } as const;
const MINEURS = ['mineur-13-15', 'mineur-16-17', 'mineur-criminalite-organisee'] as const;

/** Deroulement de la mesure, majeurs proteges, et ce que les mineurs ont en plus (§2.5.3, §2.5.4). */
export const DEROULEMENT: readonly RegleDeGardeAVue[] = [
  droit({
    id: 'droit.questions',
    libelle: 'Questions et observations de l’avocat à la fin de chaque audition ; un refus est mentionné',
    article: '63-4-3 CPP',
  }),
  droit({
    id: 'droit.interprete',
    libelle: 'Interprète, sans délai ; à distance dans les cas de la loi, jamais pour un majeur protégé',
    article: '803-5 et D.594-1 CPP',
  }),
  droit({
    id: 'droit.observations',
    libelle: 'Observations au magistrat qui se prononce sur la prolongation',
    article: '63-1 3° CPP',
  }),
  droit({
    id: 'droit.silence',
    libelle: 'Droit de faire des déclarations, de répondre ou de se taire, rappelé à chaque audition',
    article: '63-1 3° CPP',
  }),
  droit({
    id: 'droit.repos',
    libelle: 'Repos et alimentation, portés au récapitulatif',
    article: '64 I 2° CPP',
  }),
  droit({
    id: 'droit.enregistrement.crime',
    libelle:
      'Enregistrement audiovisuel des auditions en garde à vue pour crime ; procureur avisé de l’impossibilité',
    article: '64-1 CPP',
  }),
  droit({
    ...CJPM,
    id: 'droit.enregistrement.mineur',
    libelle:
      'Enregistrement audiovisuel de toutes les auditions d’un mineur ; magistrat avisé de l’impossibilité',
    regimes: [...MINEURS, 'retenue-10-12'],
    article: 'L.413-12 et L.413-13 CJPM',
  }),
  droit({
    id: 'droit.fouille',
    libelle: 'Fouille intégrale décidée par un officier de police judiciaire, mentionnée',
    autorites: ['opj'],
    article: '63-7 et 64 I 5° CPP',
  }),
  droit({
    id: 'droit.transport',
    libelle: 'Avocat informé sans délai du transport de la personne',
    article: '63-4-3-1 et D.15-5-6 CPP',
  }),
  droit({
    ...NR,
    id: 'droit.majeur-protege',
    libelle: 'Avis au tuteur ou au curateur, de la connaissance de la mesure de protection',
    valeur: 6,
    unite: 'heures',
    autorites: ['opj'],
    article: '706-112-1 et D.47-14 CPP',
  }),
  droit({
    ...NR,
    id: 'droit.autre-infraction',
    libelle: 'Autre infraction découverte : droits de l’article 61-1 notifiés avant les questions',
    article: '65 CPP',
  }),
  droit({
    ...CJPM,
    id: 'mineur.parents',
    libelle:
      'Avis aux parents, au tuteur ou au service, juste après le magistrat ; au-delà de ce seuil, retard signalé',
    regimes: [...MINEURS, 'retenue-10-12'],
    valeur: 60,
    unite: 'minutes',
    autorites: ['opj'],
    article: 'L.413-7 CJPM',
    aVerifier: true,
    source: 'La loi ne chiffre pas ce délai ; seuil d’alerte du logiciel',
  }),
  droit({
    ...CJPM,
    id: 'mineur.parents.report',
    libelle: 'Report maximal de l’avis aux parents',
    regimes: [...MINEURS],
    valeur: 24,
    unite: 'heures',
    autorites: ['procureur', 'juge-instruction'],
    forme: 'douze heures quand la garde à vue ne peut être prolongée',
    article: 'L.413-7 CJPM',
  }),
  droit({
    ...CJPM,
    id: 'mineur.parents.report-retenue',
    libelle: 'Report maximal de l’avis aux parents',
    regimes: ['retenue-10-12'],
    valeur: 12,
    unite: 'heures',
    autorites: ['procureur', 'juge-instruction'],
    article: 'L.413-3 CJPM',
    aVerifier: true,
  }),
  droit({
    ...CJPM,
    id: 'mineur.avocat',
    libelle: 'Assistance obligatoire d’un avocat ; le bâtonnier est saisi à défaut',
    regimes: [...MINEURS, 'retenue-10-12'],
    valeur: 60,
    unite: 'minutes',
    autorites: ['opj'],
    article: 'L.413-9 CJPM',
    aVerifier: true,
    source: 'Obligation lue au CJPM d’avril 2026 ; numéro d’article et seuil d’alerte à relire',
  }),
  droit({
    ...CJPM,
    id: 'mineur.medecin',
    libelle: 'Examen médical obligatoire avant seize ans',
    regimes: ['mineur-13-15', 'retenue-10-12'],
    valeur: 3,
    unite: 'heures',
    autorites: ['opj'],
    article: 'L.413-8 CJPM',
    aVerifier: true,
    source: 'Obligation lue au CJPM d’avril 2026 ; numéro d’article et seuil d’alerte à relire',
  }),
  droit({
    ...CJPM,
    id: 'mineur.signaletique',
    libelle: 'Relevés signalétiques sans consentement : délai laissé à l’avocat pour venir',
    regimes: [...MINEURS],
    valeur: 2,
    unite: 'heures',
    autorites: ['procureur'],
    peineMinimaleAns: 5,
    forme: 'autorisation écrite du procureur',
    article: 'L.413-17 CJPM',
  }),
];
