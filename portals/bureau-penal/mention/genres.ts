import type { TypeDeMention } from '@ppn/mention/contract';

/** Une mention que l'agent peut porter, avec sa lettre et son texte court. */
export type GenreDeMention = {
  readonly type: TypeDeMention;
  readonly titre: string;
  readonly texte: string;
  readonly article: string;
  readonly qualites: readonly string[];
};

const GREFFE_ET_MAGISTRATS = ['greffier', 'procureur', 'substitut'] as const;

/** Les cinq mentions, dans l'ordre ou elles se presentent ; le service refuse ce que la qualite ne permet pas. */
export const genresDeMention: readonly GenreDeMention[] = [
  {
    type: 'mention-appel',
    titre: 'Appel',
    texte: 'Une partie ou le parquet fait appel ; la déclaration est reçue au greffe.',
    article: '498 et 502 CPP',
    qualites: ['greffier'],
  },
  {
    type: 'mention-opposition',
    titre: 'Opposition',
    texte: 'La personne jugée par défaut forme opposition.',
    article: '489 et 492 CPP',
    qualites: ['greffier'],
  },
  {
    type: 'mention-signification',
    titre: 'Signification',
    texte: 'L’acte a été signifié à une personne.',
    article: '550 et 803-1 CPP',
    qualites: ['greffier'],
  },
  {
    type: 'mention-rectification',
    titre: 'Rectification',
    texte: 'Une erreur purement matérielle est rectifiée ; l’acte garde son texte.',
    article: '710 CPP',
    qualites: GREFFE_ET_MAGISTRATS,
  },
  {
    type: 'mention-annulement',
    titre: 'Annulation',
    texte: 'Une juridiction annule l’acte : il quitte le dossier et se classe au greffe.',
    article: '173, 174 et 385 CPP',
    qualites: GREFFE_ET_MAGISTRATS,
  },
];

/** Vrai pour un type d'acte qui est une mention. */
export const estMention = (type: string): type is TypeDeMention =>
  genresDeMention.some((genre) => genre.type === type);
