/** Genres de mention marginale. */
export type GenreDeMention = 'appel' | 'opposition' | 'rectification' | 'signification' | 'annulement';

/** Un article cite par une mention. `aVerifier` : l'article n'est pas confirme par le dossier documentaire du projet. */
export type ArticleDeMention = {
  readonly article: string;
  readonly objet: string;
  readonly aVerifier: boolean;
};

/** Ce que le droit fixe d'une mention : une ligne datee, choisie par la date de la mention. Jours AAAA-MM-JJ. */
export type RegleDeMention = {
  readonly genre: GenreDeMention;
  readonly libelle: string;
  readonly qualites: readonly ('procureur' | 'substitut' | 'greffier')[];
  readonly articles: readonly ArticleDeMention[];
  /** Vrai : l'acte vise quitte le dossier courant (174 CPP). */
  readonly retire: boolean;
  readonly validiteDebut: string;
  readonly validiteFin: string | null;
  readonly source: string;
};

const SOURCE = 'CPP ; date de début de validité à préciser (domaine-penal §2.6.4 et §2.6.6)';
const DEPUIS = '1959-03-02';
const GREFFE_ET_MAGISTRATS = ['greffier', 'procureur', 'substitut'] as const;

/** Une regle change en changeant sa ligne, jamais en changeant du code. */
export const REGLES_DES_MENTIONS: readonly RegleDeMention[] = [
  {
    genre: 'appel',
    libelle: 'Mention d’appel',
    qualites: ['greffier'],
    articles: [
      { article: '502 CPP', objet: 'déclaration d’appel faite au greffier', aVerifier: false },
      { article: '498 CPP', objet: 'délai de dix jours', aVerifier: false },
      { article: '496 CPP', objet: 'décisions susceptibles d’appel', aVerifier: true },
    ],
    retire: false,
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
  {
    genre: 'opposition',
    libelle: 'Mention d’opposition',
    qualites: ['greffier'],
    articles: [
      { article: '492 CPP', objet: 'délai de l’opposition', aVerifier: false },
      { article: '489 CPP', objet: 'opposition au jugement rendu par défaut', aVerifier: true },
    ],
    retire: false,
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
  {
    genre: 'rectification',
    libelle: 'Mention de rectification d’erreur matérielle',
    qualites: GREFFE_ET_MAGISTRATS,
    articles: [
      { article: '710 CPP', objet: 'rectification des erreurs purement matérielles', aVerifier: true },
    ],
    retire: false,
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
  {
    genre: 'signification',
    libelle: 'Mention de signification',
    qualites: ['greffier'],
    articles: [
      { article: '803-1 II CPP', objet: 'signification par voie électronique', aVerifier: false },
      { article: '550 CPP', objet: 'signification par exploit', aVerifier: true },
    ],
    retire: false,
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
  {
    genre: 'annulement',
    libelle: 'Mention d’annulation',
    qualites: GREFFE_ET_MAGISTRATS,
    articles: [
      { article: '174 CPP', objet: 'retrait du dossier et classement au greffe', aVerifier: true },
      { article: '173 CPP', objet: 'requête en nullité pendant l’instruction', aVerifier: true },
      { article: '385 CPP', objet: 'nullité constatée par la juridiction de jugement', aVerifier: true },
    ],
    retire: true,
    validiteDebut: DEPUIS,
    validiteFin: null,
    source: SOURCE,
  },
];

/** La regle d'un genre en vigueur au jour donne (AAAA-MM-JJ) ; lance si aucune : c'est un defaut de la table. */
export function regleDeMention(
  genre: GenreDeMention,
  jour: string,
  regles: readonly RegleDeMention[] = REGLES_DES_MENTIONS,
): RegleDeMention {
  const trouvee = regles.find(
    (ligne) =>
      ligne.genre === genre &&
      ligne.validiteDebut <= jour &&
      (ligne.validiteFin === null || jour <= ligne.validiteFin),
  );
  if (!trouvee) throw new RangeError(`Aucune règle de mention « ${genre} » en vigueur le ${jour}.`);
  return trouvee;
}

/** Qualites qui peuvent porter cette mention, toutes lignes confondues. */
export const qualitesDeMention = (genre: GenreDeMention): RegleDeMention['qualites'] => [
  ...new Set(
    REGLES_DES_MENTIONS.filter((ligne) => ligne.genre === genre).flatMap(({ qualites }) => qualites),
  ),
];
