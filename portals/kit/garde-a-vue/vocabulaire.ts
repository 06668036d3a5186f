/** Regimes, en deux mots, pour une carte ou une colonne. */
const REGIMES: { readonly [regime: string]: string } = {
  'droit-commun': 'droit commun',
  'criminalite-organisee': 'criminalité organisée',
  mule: 'substances in corpore',
  terrorisme: 'terrorisme',
  'retenue-10-12': 'retenue, 10 à 12 ans',
  'mineur-13-15': 'mineur de 13 à 15 ans',
  'mineur-16-17': 'mineur de 16 à 17 ans',
  'mineur-criminalite-organisee': 'mineur, criminalité organisée',
  'audition-libre': 'audition libre',
  'retenue-mandat': 'retenue sur mandat',
  'verification-identite': 'vérification d’identité',
  'retenue-douaniere': 'retenue douanière',
};

/** Le regime, en deux mots ; tel quel s'il est inconnu. */
export const regimeCourt = (regime: string): string => REGIMES[regime] ?? regime;

const MAGISTRATS: { readonly [magistrat: string]: string } = {
  procureur: 'procureur',
  parquet: 'parquet',
  'juge-instruction': 'juge d’instruction',
  jld: 'JLD',
  opj: 'OPJ',
};

/** Celui qui decide ou qui doit agir. */
export const nomDuMagistrat = (magistrat: string): string => MAGISTRATS[magistrat] ?? magistrat;

const SUITES: { readonly [suite: string]: string } = {
  levee: 'remise en liberté',
  copj: 'convocation par OPJ',
  deferement: 'défèrement',
};

/** Ce que devient la personne. */
export const suiteEnMots = (suite: string): string => SUITES[suite] ?? suite;
