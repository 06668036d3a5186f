/** Un champ d'une decision ; `genre` dit comment il se saisit. */
export type ChampDeMode = {
  readonly cle: 'mesure' | 'texte' | 'mois' | 'montant';
  readonly libelle: string;
  readonly genre: 'choix' | 'texte' | 'nombre';
  readonly obligatoire: boolean;
  /** Choix possibles ; les motifs de classement viennent de leur nomenclature. */
  readonly choix?: readonly string[];
};

/** Une decision que le parquet peut prendre : ses mots, son dispositif, ce qui se remplit. */
export type Mode = {
  readonly mode: string;
  readonly titre: string;
  readonly famille: 'classement' | 'alternative' | 'poursuite' | 'mineurs' | 'autre';
  /** « Vu les articles …, » ce qui suit. */
  readonly dispositif: string;
  readonly article: string;
  readonly touche: string;
  /** Natures d'audience ou elle se fixe ; vide : pas d'audience. */
  readonly audiences: readonly string[];
  readonly champs: readonly ChampDeMode[];
  /** Ce que la personne recoit, et la victime. */
  readonly personne: 'convocation' | 'citation' | 'notification' | 'rien';
  readonly victime: 'avis-de-classement' | 'avis-d-audience' | 'avis-de-suite';
  /** Duree prevue a l'audience, en minutes. */
  readonly duree: number;
};

const texte = (libelle: string, obligatoire = true): ChampDeMode => ({
  cle: 'texte',
  libelle,
  genre: 'texte',
  obligatoire,
});
const REQUISITIONS = texte('Réquisitions', false);
const CORRECTIONNEL = ['correctionnelle', 'juge-unique'];
const MINEURS = ['juge-des-enfants', 'tribunal-pour-enfants'];

/** Mesures de l'article 41-1 CPP ; celles propres aux mineurs sont de L.422-1 CJPM. */
const ALTERNATIVES = [
  'Avertissement pénal probatoire (41-1 1°)',
  'Stage ou orientation sanitaire, sociale ou professionnelle (41-1 2°)',
  'Régularisation de la situation (41-1 3°)',
  'Dessaisissement au profit de l’État (41-1 3°)',
  'Réparation du dommage (41-1 4°)',
  'Médiation (41-1 5°)',
  'Éviction du domicile du couple (41-1 6°)',
  'Interdiction de paraître (41-1 7°)',
  'Interdiction d’entrer en relation avec la victime (41-1 8°)',
  'Interdiction d’entrer en relation avec les coauteurs (41-1 9°)',
  'Contribution citoyenne (41-1 10°)',
  'Réparation pénale d’un mineur (L.422-1 2° CJPM)',
];

/** Toutes les decisions de la matrice, dans l'ordre ou on les offre. */
export const MODES: readonly Mode[] = [
  {
    mode: 'classement-sans-suite',
    titre: 'Classement sans suite',
    famille: 'classement',
    dispositif: 'décidons de classer sans suite la procédure',
    article: '40-1 3° et 40-2 CPP',
    touche: 'c',
    audiences: [],
    champs: [
      { cle: 'mesure', libelle: 'Motif', genre: 'choix', obligatoire: true },
      texte('Explication à la victime, en mots simples'),
    ],
    personne: 'rien',
    victime: 'avis-de-classement',
    duree: 0,
  },
  {
    mode: 'alternative',
    titre: 'Alternative aux poursuites',
    famille: 'alternative',
    dispositif: 'décidons, avant toute décision sur l’action publique, de la mesure suivante',
    article: '41-1 CPP',
    touche: 'l',
    audiences: [],
    champs: [
      { cle: 'mesure', libelle: 'Mesure', genre: 'choix', obligatoire: true, choix: ALTERNATIVES },
      texte('Modalités, et qui la met en œuvre'),
      { cle: 'mois', libelle: 'Durée en mois', genre: 'nombre', obligatoire: false },
    ],
    personne: 'notification',
    victime: 'avis-de-suite',
    duree: 0,
  },
  {
    mode: 'composition-penale',
    titre: 'Composition pénale',
    famille: 'alternative',
    dispositif: 'proposons la composition pénale suivante, à soumettre à validation',
    article: '41-2 CPP',
    touche: 'o',
    audiences: [],
    champs: [
      texte('Mesures proposées, nature et quantum, réparation de la victime'),
      { cle: 'montant', libelle: 'Amende de composition, en euros', genre: 'nombre', obligatoire: false },
    ],
    personne: 'notification',
    victime: 'avis-de-suite',
    duree: 0,
  },
  {
    mode: 'ordonnance-penale',
    titre: 'Ordonnance pénale',
    famille: 'poursuite',
    dispositif: 'communiquons le dossier au président du tribunal, avec les réquisitions suivantes',
    article: '495 et 495-1 CPP',
    touche: 'e',
    audiences: [],
    champs: [
      { cle: 'montant', libelle: 'Amende requise, en euros', genre: 'nombre', obligatoire: true },
      texte('Peines complémentaires requises', false),
    ],
    personne: 'rien',
    victime: 'avis-de-suite',
    duree: 0,
  },
  {
    mode: 'crpc',
    titre: 'Reconnaissance préalable de culpabilité (CRPC)',
    famille: 'poursuite',
    dispositif: 'décidons de recourir à la comparution sur reconnaissance préalable de culpabilité',
    article: '495-7 et 495-8 CPP',
    touche: 'r',
    audiences: ['crpc'],
    champs: [
      texte('Peine envisagée'),
      { cle: 'mois', libelle: 'dont emprisonnement, en mois', genre: 'nombre', obligatoire: false },
    ],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 20,
  },
  {
    mode: 'copj',
    titre: 'Convocation par OPJ',
    famille: 'poursuite',
    dispositif:
      'ordonnons que la personne soit convoquée par officier ou agent de police judiciaire devant le tribunal correctionnel',
    article: '390-1 et 552 CPP',
    touche: 'p',
    audiences: CORRECTIONNEL,
    champs: [texte('Instructions à l’unité', false)],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 30,
  },
  {
    mode: 'cppv',
    titre: 'Convocation par procès-verbal',
    famille: 'poursuite',
    dispositif: 'invitons la personne déférée à comparaître devant le tribunal correctionnel',
    article: '393 et 394 CPP',
    touche: 'v',
    audiences: CORRECTIONNEL,
    champs: [REQUISITIONS],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 30,
  },
  {
    mode: 'comparution-immediate',
    titre: 'Comparution immédiate',
    famille: 'poursuite',
    dispositif: 'traduisons le prévenu sur-le-champ devant le tribunal correctionnel',
    article: '395 et 396 CPP',
    touche: 'i',
    audiences: ['comparution-immediate', 'correctionnelle'],
    champs: [REQUISITIONS],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 45,
  },
  {
    mode: 'comparution-differee',
    titre: 'Comparution à délai différé',
    famille: 'poursuite',
    dispositif:
      'poursuivons le prévenu selon la comparution à délai différé et saisissons le juge des libertés et de la détention',
    article: '397-1-1 CPP',
    touche: 'f',
    audiences: ['comparution-immediate', 'correctionnelle'],
    champs: [texte('Résultats attendus et mesures requises')],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 45,
  },
  {
    mode: 'citation-directe',
    titre: 'Citation directe',
    famille: 'poursuite',
    dispositif: 'requérons tout commissaire de justice de citer la personne devant le tribunal',
    article: '550 à 552 CPP',
    touche: 'u',
    audiences: CORRECTIONNEL,
    champs: [texte('Instructions au commissaire de justice', false)],
    personne: 'citation',
    victime: 'avis-d-audience',
    duree: 30,
  },
  {
    mode: 'information-judiciaire',
    titre: 'Ouverture d’information',
    famille: 'poursuite',
    dispositif: 'requérons du juge d’instruction qu’il informe, par tous actes utiles',
    article: '79 et 80 CPP',
    touche: 'j',
    audiences: [],
    champs: [texte('Réquisitions : actes, mise en examen, mesures de sûreté', false)],
    personne: 'rien',
    victime: 'avis-de-suite',
    duree: 0,
  },
  {
    mode: 'mineur-convocation',
    titre: 'Mineur : convocation',
    famille: 'mineurs',
    dispositif: 'saisissons la juridiction pour mineurs par convocation, selon la mise à l’épreuve éducative',
    article: 'L.423-4 et L.423-7 1° CJPM',
    touche: 'k',
    audiences: MINEURS,
    champs: [texte('Instructions', false)],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 40,
  },
  {
    mode: 'mineur-deferement',
    titre: 'Mineur : procès-verbal au défèrement',
    famille: 'mineurs',
    dispositif: 'saisissons la juridiction pour mineurs par procès-verbal établi lors du défèrement',
    article: 'L.423-6 et L.423-7 2° CJPM',
    touche: 'q',
    audiences: MINEURS,
    champs: [REQUISITIONS],
    personne: 'convocation',
    victime: 'avis-d-audience',
    duree: 40,
  },
  {
    mode: 'dessaisissement',
    titre: 'Dessaisissement',
    famille: 'autre',
    dispositif: 'nous dessaisissons de la procédure au profit du procureur de la République compétent',
    article: '43 CPP',
    touche: 'w',
    audiences: [],
    champs: [
      { cle: 'mesure', libelle: 'Parquet destinataire', genre: 'texte', obligatoire: true },
      texte('Raison du dessaisissement'),
    ],
    personne: 'rien',
    victime: 'avis-de-suite',
    duree: 0,
  },
];

/** La decision de ce nom ; lance si la table ne l'a pas : c'est un defaut. */
export function modeNomme(nom: string): Mode {
  const trouve = MODES.find(({ mode }) => mode === nom);
  if (trouve === undefined) throw new RangeError(`Décision inconnue : ${nom}`);
  return trouve;
}
