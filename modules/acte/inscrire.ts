import type { Bloc } from '@ppn/core';
import type { SignataireAttendu } from './domain/recueil-des-signatures.ts';
import type {
  ActeJson,
  DefinitionActe,
  DonneesDuDossier,
  GabaritAncien,
  Manque,
  PointAttention,
  Reference,
  TypeActe,
} from './contract.ts';
import { aPasserOutre, avecLesPoints, motifCommun } from './points-passes-outre.ts';

/** Un acte du catalogue : la definition d'un type d'acte, dont chaque fonction relit elle-meme le contenu. */
export type ActeInscrit = Pick<
  DefinitionActe,
  | 'type'
  | 'titre'
  | 'description'
  | 'gabarit'
  | 'acces'
  | 'reprend'
  | 'qualites'
  | 'preremplir'
  | 'cosignentAvec'
> & {
  /** Le contenu tel que son schema le garde (rien d'autre n'entre dans un acte), ou `undefined` s'il ne le suit pas. */
  readonly lire: (contenu: unknown) => { readonly [champ: string]: unknown } | undefined;
  /** Manques (bloquants) et points d'attention d'un contenu, meme partiel. */
  readonly examiner: (
    contenu: unknown,
    donnees: DonneesDuDossier,
    maintenant: string,
  ) => { readonly manques: readonly Manque[]; readonly points: readonly PointAttention[] };
  /** Personnes, faits et fichiers cites ; `*` : tous. Un contenu incomplet ne cite rien. */
  readonly cite: (contenu: unknown) => {
    readonly personnes: readonly string[];
    readonly faits: readonly string[];
    readonly fichiers: readonly string[];
  };
  readonly references: (contenu: unknown, maintenant: string) => readonly Reference[];
  /** Motif de passer outre ; `undefined` : ce gabarit, d'avant, ne garde pas les points d'attention. */
  readonly passerOutre: (contenu: unknown) => string | undefined;
  /** Qui signe de sa main, dans l'ordre ; un contenu incomplet n'attend personne. */
  readonly signataires: (
    contenu: unknown,
    acte: { readonly personnes: ActeJson['personnes'] },
  ) => readonly SignataireAttendu[];
  /** Matricules de ceux qui cosignent, dans l'ordre. */
  readonly cosignataires: (contenu: unknown) => readonly string[];
  /** Texte de l'acte, deduit de ses donnees ; lance si le contenu ne suit pas son schema. */
  readonly blocs: (acte: ActeJson) => readonly Bloc[];
  /** Gabarits d'avant, pour relire ce qu'ils ont produit. */
  readonly anciens: readonly GabaritInscrit[];
};

/** De quoi relire un acte fait d'un gabarit, courant ou ancien. */
export type GabaritInscrit = Pick<
  ActeInscrit,
  'gabarit' | 'lire' | 'cite' | 'blocs' | 'signataires' | 'cosignataires' | 'passerOutre'
>;

/** Inscrit une definition au catalogue, avec les gabarits d'avant qu'elle remplace. */
export const inscrire = <C>(
  definition: DefinitionActe<C>,
  anciens: readonly GabaritInscrit[] = [],
): ActeInscrit => ({
  ...definition,
  ...(definition.passerOutre === undefined ? garderLesPoints(relire(definition)) : relire(definition)),
  anciens,
  examiner(contenu, donnees, maintenant) {
    const lu = definition.contenu.safeParse(contenu, { error: ({ path }) => phraseGenerale(path) });
    if (lu.success) {
      const points = definition.attirer(lu.data, donnees, maintenant);
      const manques = definition.controler(lu.data, donnees, maintenant);
      // Un acte ordinaire se complete d'abord : ce qui y manque change souvent ce qu'il faut en dire.
      const motif =
        definition.passerOutre?.(lu.data) ?? (manques.length > 0 ? 'a-completer' : motifCommun(contenu));
      return { manques: [...manques, ...motifManquant(motif, aPasserOutre(points))], points };
    }
    return {
      manques: lu.error.issues.map(({ path, message }) => ({
        champ: path.join('.'),
        phrase: DE_FORME.has(message) ? phraseGenerale(path) : message,
      })),
      points: [],
    };
  },
  references(contenu, maintenant) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? definition.references(lu.data, maintenant) : [];
  },
});

/** Passer outre un point d'attention demande un motif, qui reste dans l'acte. */
const motifManquant = (motif: string, points: readonly PointAttention[]): readonly Manque[] =>
  motif.trim() !== '' || points.length === 0
    ? []
    : [
        {
          champ: 'passerOutre',
          phrase: `${points.length === 1 ? 'Un point d’attention est signalé' : `${points.length} points d’attention sont signalés`} : corrigez, ou dites pourquoi vous passez outre. Le motif reste dans l’acte.`,
        },
      ];

/** Un acte ordinaire garde ses points comme les autres : le motif est dans son contenu, les blocs le montrent avant les signatures. */
const garderLesPoints = (gabarit: GabaritInscrit): GabaritInscrit => ({
  ...gabarit,
  lire(contenu) {
    const lu = gabarit.lire(contenu);
    const motif = motifCommun(contenu);
    return lu === undefined || motif === '' ? lu : { ...lu, passerOutre: motif };
  },
  passerOutre: motifCommun,
  blocs: (acte) => avecLesPoints(gabarit.blocs(acte), acte),
});

/** Inscrit un gabarit d'avant. */
export const relire = <C>(
  definition: GabaritAncien<C> & Pick<DefinitionActe<C>, 'signataires' | 'cosignataires' | 'passerOutre'>,
): GabaritInscrit => ({
  gabarit: definition.gabarit,
  lire(contenu) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? Object.fromEntries(Object.entries(lu.data ?? {})) : undefined;
  },
  cite(contenu) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? definition.cite(lu.data) : { personnes: [], faits: [], fichiers: [] };
  },
  signataires(contenu, acte) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? (definition.signataires?.(lu.data, acte) ?? []) : [];
  },
  cosignataires(contenu) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? (definition.cosignataires?.(lu.data) ?? []) : [];
  },
  passerOutre(contenu) {
    const lu = definition.contenu.safeParse(contenu);
    return lu.success ? definition.passerOutre?.(lu.data) : undefined;
  },
  blocs: (acte) => definition.blocs(definition.contenu.parse(acte.contenu), acte),
});

/** Catalogue : les types d'actes qu'un service connait. */
export type Catalogue = {
  readonly acte: (type: TypeActe) => ActeInscrit | undefined;
  /** De quoi relire un acte deja fait : par son gabarit, courant ou ancien. */
  readonly gabarit: (acte: {
    readonly type: TypeActe;
    readonly gabarit: string;
  }) => GabaritInscrit | undefined;
  readonly tous: readonly ActeInscrit[];
};

/** Construit un catalogue. */
export const creerCatalogue = (actes: readonly ActeInscrit[]): Catalogue => ({
  tous: actes,
  acte: (type) => actes.find((acte) => acte.type === type),
  gabarit: ({ type, gabarit }) =>
    actes
      .filter((acte) => acte.type === type)
      .flatMap((acte): readonly GabaritInscrit[] => [acte, ...acte.anciens])
      .find((inscrit) => inscrit.gabarit === gabarit),
});

/** Ce que l'acte attend la ou son schema n'a pas sa propre phrase : les messages du validateur sont en anglais. */
const phraseGenerale = (chemin: readonly PropertyKey[] = []): string =>
  `À compléter ou corriger : ${LIBELLES[String(chemin[0])] ?? 'l’acte'}.`;

/** Phrases de forme qui ne disent pas a l'agent quel champ reprendre. */
const DE_FORME: ReadonlySet<string> = new Set([
  'Identifiant mal formé.',
  'Date et heure mal formées : il faut la date, l’heure, le décalage et la zone.',
]);

const LIBELLES: { readonly [champ: string]: string } = {
  debut: 'l’heure de début',
  fin: 'l’heure de fin',
  lieu: 'le lieu',
  personne: 'la personne concernée',
  prevenu: 'la personne convoquée',
  lignes: 'la décision de chaque personne et de chaque fait',
  suites: 'ce que la décision fixe',
  remarques: 'ce qui est demandé à l’unité',
  avant: 'la date attendue',
  faits: 'les faits',
  recit: 'la déclaration',
  constatations: 'les constatations',
  photographies: 'les photographies',
  echanges: 'les questions et réponses',
  lecture: 'la relecture',
  droits: 'les droits notifiés',
  droitsNotifiesA: 'l’heure de notification des droits',
  avocat: 'l’assistance d’un avocat',
  audience: 'la date et l’heure de l’audience',
  motif: 'le motif de classement',
  explication: 'l’explication donnée à la victime',
  prejudice: 'le préjudice',
  droitsRemis: 'l’avis des droits de la victime',
  nomAvocat: 'le nom de l’avocat',
  cosignataire: 'le cosignataire',
  interpreteInscrit: 'l’interprète inscrit',
  interprete: 'l’interprète',
  salle: 'la salle d’audience',
  instructions: 'les instructions à l’unité',
  expose: 'l’exposé',
  conclusion: 'la conclusion',
  vise: 'l’acte visé',
  survenuA: 'la date et l’heure de ce qui est mentionné',
  pointDeDepart: 'la date et l’heure du prononcé ou de la signification',
};
