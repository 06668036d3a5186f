import type { VoieDeRecours } from './contract.ts';

const RELU = 'CPP, version consolidée au 1er décembre 2025 ; date de début de validité à préciser';
const DEPUIS = '1959-03-02';

type Ligne = Pick<VoieDeRecours, 'code' | 'libelle' | 'qui' | 'valeur' | 'unite' | 'depart' | 'article'> &
  Partial<VoieDeRecours>;

const ligne = (voie: Ligne): VoieDeRecours => ({
  franc: false,
  condition: 'toujours',
  validiteDebut: DEPUIS,
  validiteFin: null,
  aVerifier: false,
  note: '',
  source: RELU,
  ...voie,
});

/**
 * Voies de recours contre un jugement correctionnel. `depart` : d'ou court le delai (prononce, signification, premier
 * appel) ; un delai qui expire un jour non ouvrable est proroge (801 CPP).
 */
export const VOIES_DE_RECOURS: readonly VoieDeRecours[] = [
  ligne({
    code: 'appel-prevenu',
    libelle: 'Appel du prévenu',
    qui: 'prevenu',
    valeur: 10,
    unite: 'jours',
    depart: 'prononce-ou-signification',
    condition: 'sauf-defaut',
    article: '497 1°, 498 CPP',
  }),
  ligne({
    code: 'appel-partie-civile',
    libelle: 'Appel de la partie civile, sur ses intérêts civils',
    qui: 'partie-civile',
    valeur: 10,
    unite: 'jours',
    depart: 'prononce-ou-signification',
    article: '497 3°, 498 CPP',
  }),
  ligne({
    code: 'appel-procureur',
    libelle: 'Appel du procureur de la République',
    qui: 'procureur',
    valeur: 10,
    unite: 'jours',
    depart: 'prononce',
    article: '497 4°, 498 CPP',
  }),
  ligne({
    code: 'appel-procureur-general',
    libelle: 'Appel du procureur général',
    qui: 'procureur-general',
    valeur: 20,
    unite: 'jours',
    depart: 'prononce',
    condition: 'condamnation',
    article: '505 CPP',
    note: 'Ne fait pas obstacle à l’exécution de la peine (708 CPP).',
  }),
  ligne({
    code: 'appel-incident',
    libelle: 'Appel incident des autres parties',
    qui: 'autres-parties',
    valeur: 5,
    unite: 'jours',
    depart: 'premier-appel',
    article: '500 et 505 CPP',
    aVerifier: true,
    note: 'Décompte prudent : cinq jours après le délai d’appel, et au moins cinq jours après le premier appel.',
  }),
  ligne({
    code: 'opposition',
    libelle: 'Opposition au jugement par défaut',
    qui: 'prevenu',
    valeur: 10,
    unite: 'jours',
    depart: 'signification',
    condition: 'defaut',
    article: '491 et 492 CPP',
    note: 'Un mois si le prévenu réside hors de la métropole ; reste recevable s’il n’a pas eu connaissance de la signification.',
  }),
  ligne({
    code: 'opposition-etranger',
    libelle: 'Opposition du prévenu résidant hors de la métropole',
    qui: 'prevenu',
    valeur: 1,
    unite: 'mois',
    depart: 'signification',
    condition: 'defaut-etranger',
    article: '491 et 492 CPP',
  }),
  ligne({
    code: 'retrait-de-limitation',
    libelle: 'Retour sur la limitation de l’appel',
    qui: 'prevenu',
    valeur: 1,
    unite: 'mois',
    depart: 'premier-appel',
    condition: 'appel-limite',
    article: '502 CPP',
  }),
  ligne({
    code: 'pourvoi',
    libelle: 'Pourvoi en cassation',
    qui: 'toutes',
    valeur: 5,
    unite: 'jours',
    franc: true,
    depart: 'dernier-ressort',
    condition: 'dernier-ressort',
    article: '568 CPP',
    validiteFin: '2024-09-29',
    aVerifier: true,
    source: 'CPP, version de 2010 relue (domaine-penal §2.6.6) ; date de fin à vérifier',
  }),
  ligne({
    code: 'pourvoi',
    libelle: 'Pourvoi en cassation',
    qui: 'toutes',
    valeur: 10,
    unite: 'jours',
    franc: true,
    depart: 'dernier-ressort',
    condition: 'dernier-ressort',
    article: '568 CPP',
    validiteDebut: '2024-09-30',
    aVerifier: true,
    note: 'Dix jours francs au texte consolidé du 1er décembre 2025, cinq auparavant : date du changement à vérifier.',
  }),
];

/** Les voies en vigueur le jour du prononce (AAAA-MM-JJ). */
export const voiesEnVigueur = (jour: string): readonly VoieDeRecours[] =>
  VOIES_DE_RECOURS.filter(
    ({ validiteDebut, validiteFin }) =>
      validiteDebut <= jour && (validiteFin === null || jour <= validiteFin),
  );
