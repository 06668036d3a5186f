import type { RegleDeGardeAVue } from '../contract.ts';
import { CJPM_LU, CJPM_RELU, DEPUIS_CJPM, ligne, luEn } from './ligne.ts';

type Droit = Partial<RegleDeGardeAVue> & Pick<RegleDeGardeAVue, 'id' | 'libelle' | 'article'>;
const droit = (propre: Droit): RegleDeGardeAVue =>
  ligne({ genre: 'droit', valeur: 0, unite: 'heures', ...propre });
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
    id: 'droit.majeur-protege',
    libelle: 'Avis au tuteur ou au curateur, de la connaissance de la mesure de protection',
    valeur: 6,
    unite: 'heures',
    autorites: ['opj', 'apj'],
    article: '706-112-1 et D.47-14 CPP',
    source: luEn('706-112-1, version du 27 décembre 2020 ; D.47-14, visé par D.15-5-7'),
  }),
  droit({
    id: 'droit.autre-infraction',
    libelle: 'Autre infraction découverte : droits de l’article 61-1 notifiés avant les questions',
    article: '65 CPP',
    source: luEn('65, quatrième version publiée'),
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
    source: `${CJPM_RELU} ; la loi ne chiffre pas ce délai : seuil d’alerte du logiciel`,
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
    source: CJPM_RELU,
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
    source: `${CJPM_RELU} pour la garde à vue ; article de la retenue à relire, seuil d’alerte du logiciel`,
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
    source: `${CJPM_RELU} pour la garde à vue ; article de la retenue à relire ; la loi dit « dès le début », le délai est celui de 63-3`,
  }),
  droit({
    ...CJPM,
    id: 'mineur.medecin.demande',
    libelle:
      'Examen médical à la demande du mineur de seize ans ou plus, de ses représentants ou de l’avocat',
    regimes: ['mineur-16-17', 'mineur-criminalite-organisee'],
    autorites: ['opj'],
    article: 'L.413-8 CJPM',
    source: CJPM_RELU,
  }),
  droit({
    ...CJPM,
    id: 'mineur.audition-libre.avocat',
    libelle: 'Audition libre d’un mineur pour un délit puni d’emprisonnement ou un crime : avocat',
    regimes: ['audition-libre'],
    autorites: ['opj', 'apj'],
    article: 'L.412-2 CJPM',
    aVerifier: true,
    source: 'domaine-penal §2.5.4 : rédaction en vigueur à relire (le magistrat pouvait l’écarter)',
  }),
  droit({
    id: 'audition-libre.information',
    libelle: 'Audition libre : informations préalables ; la personne peut partir à tout moment, sans durée',
    regimes: ['audition-libre'],
    autorites: ['opj', 'apj'],
    article: '61-1 CPP',
  }),
  droit({
    id: 'droit.majeur-protege.deferement',
    libelle: 'Majeur protégé déféré : avis au tuteur ou au curateur avant la comparution',
    autorites: ['opj', 'apj', 'procureur'],
    article: 'Cons. const., 18 janvier 2024 (QPC)',
    aVerifier: true,
    source: 'domaine-penal §2.5.3 [S63] : décision du 18 janvier 2024 ; loi prise ensuite à relire',
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
