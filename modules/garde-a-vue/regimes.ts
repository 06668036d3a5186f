import type { RegimeDeMesure } from './domain/mesure.ts';

const REGIMES_EN_FRANCAIS: { readonly [regime in RegimeDeMesure]: string } = {
  'droit-commun': 'Garde à vue de droit commun (63 CPP)',
  'criminalite-organisee': 'Garde à vue, criminalité organisée (706-88 CPP)',
  mule: 'Garde à vue, substances in corpore (706-88-2 CPP)',
  terrorisme: 'Garde à vue, terrorisme (706-88, 706-88-1 CPP)',
  'retenue-10-12': 'Retenue d’un mineur de dix à moins de treize ans (L.413-1 CJPM)',
  'mineur-13-15': 'Garde à vue d’un mineur de treize à moins de seize ans (L.413-6 CJPM)',
  'mineur-16-17': 'Garde à vue d’un mineur de seize à moins de dix-huit ans (L.413-6 CJPM)',
  'mineur-criminalite-organisee':
    'Garde à vue d’un mineur de plus de seize ans, criminalité organisée (L.413-11 CJPM)',
  'audition-libre': 'Audition libre (61-1 CPP)',
  'retenue-mandat': 'Retenue sur mandat ou pour manquement (133-1, 141-4 CPP)',
  'verification-identite': 'Vérification d’identité (78-3 CPP)',
  'retenue-douaniere': 'Retenue douanière (323-1 C. douanes)',
};

/** Le regime, tel qu'ecrit dans un acte : le nom de la mesure et son article. */
export const nomDuRegime = (regime: RegimeDeMesure): string => REGIMES_EN_FRANCAIS[regime];
