import {
  cosignatairesChoisis,
  designation,
  mentionDeSignature,
  nomComplet,
  personneDe,
} from '@ppn/acte/catalogue';
import type {
  ActeJson,
  DefinitionActe,
  DonneesDuDossier,
  Manque,
  PointAttention,
  Reference,
} from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais, type Horodate, msDe } from '@ppn/core';
import { type GenreDeMention, qualitesDeMention, regleDeMention } from '../domain/regles-des-mentions.ts';
import { type ActeVise, PHRASES_DE_VISER, refusDeViser } from '../domain/viser.ts';

/** Ce que toute mention porte. */
export type ContenuDeMention = {
  readonly vise: ActeVise;
  readonly survenuA: Horodate;
  readonly cosignataire?: string | undefined;
};

/** Ce qui distingue une mention d'une autre. `C` : son contenu valide. */
export type MentionPropre<C extends ContenuDeMention> = {
  readonly genre: GenreDeMention;
  readonly description: string;
  readonly contenu: DefinitionActe<C>['contenu'];
  /** Champs vides du brouillon, en plus de l'acte vise et de l'heure. */
  readonly vide: { readonly [champ: string]: unknown };
  readonly personnes: (contenu: C) => readonly string[];
  readonly controler?: (contenu: C, donnees: DonneesDuDossier) => readonly Manque[];
  readonly attirer?: (contenu: C, donnees: DonneesDuDossier, maintenant: string) => readonly PointAttention[];
  /** Les articles que ce contenu applique, parmi ceux de la regle ; absent : tous. */
  readonly applique?: (contenu: C, article: string) => boolean;
  /** Lignes propres, sous l'acte vise. */
  readonly champs: (
    contenu: C,
    acte: ActeJson,
  ) => readonly { readonly libelle: string; readonly valeur: string }[];
  /** Ce que la mention fait, en une phrase. */
  readonly dispositif: (contenu: C) => string;
};

const LIBELLES = {
  appel: 'Mention d’appel',
  opposition: 'Mention d’opposition',
  rectification: 'Mention de rectification',
  signification: 'Mention de signification',
  annulement: 'Mention d’annulation',
} as const satisfies { readonly [genre in GenreDeMention]: string };

/** La definition d'acte d'une mention : tout ce qui est commun est ici, une fois. */
export function definirMention<C extends ContenuDeMention>(propre: MentionPropre<C>): DefinitionActe<C> {
  const { genre } = propre;
  const regle = (jour: string) => regleDeMention(genre, jour.slice(0, 10));
  return {
    type: `mention-${genre}`,
    titre: LIBELLES[genre],
    description: propre.description,
    gabarit: `mention-${genre}@1`,
    acces: 'mentionner',
    qualites: qualitesDeMention(genre),
    contenu: propre.contenu,
    preremplir: (_donnees, maintenant) => ({ ...propre.vide, survenuA: maintenant }),
    cite: (contenu) => ({ personnes: propre.personnes(contenu), faits: [], fichiers: [] }),
    controler: (contenu, donnees, maintenant) => [
      ...controlerLeVise(contenu, donnees, regle(maintenant).retire),
      ...(msDe(contenu.survenuA) > msDe(maintenant)
        ? [
            {
              champ: 'survenuA',
              phrase: 'Ce qui est mentionné ne peut pas être à venir : corrigez la date et l’heure.',
            },
          ]
        : []),
      ...(propre.controler?.(contenu, donnees) ?? []),
    ],
    attirer: (contenu, donnees, maintenant) => [
      ...regle(maintenant)
        .articles.filter(({ aVerifier }) => aVerifier)
        .map(({ article, objet }) => ({
          phrase: `L’article ${article} (${objet}) n’est pas confirmé dans la table des règles : vérifiez-le avant de signer.`,
          article,
          information: true as const,
        })),
      ...(propre.attirer?.(contenu, donnees, maintenant) ?? []),
    ],
    references: (contenu, maintenant): readonly Reference[] =>
      regle(maintenant)
        .articles.filter(({ article }) => propre.applique?.(contenu, article) ?? true)
        .map(({ article, objet }) => ({ cle: `mention-${genre}`, libelle: objet, article })),
    cosignataires: cosignatairesChoisis,
    blocs: (contenu, acte) => blocsDeMention(propre, contenu, acte),
  };
}

function controlerLeVise(
  { vise }: ContenuDeMention,
  donnees: DonneesDuDossier,
  retire: boolean,
): readonly Manque[] {
  const raison = refusDeViser(vise, donnees.pieces, retire);
  return raison === undefined ? [] : [{ champ: 'vise', phrase: PHRASES_DE_VISER[raison] }];
}

function blocsDeMention<C extends ContenuDeMention>(
  propre: MentionPropre<C>,
  contenu: C,
  acte: ActeJson,
): readonly Bloc[] {
  const { vise } = contenu;
  return [
    {
      type: 'champs',
      champs: [
        { libelle: 'Rédigée le', valeur: horodateEnFrancais(acte.redigeA) },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
        { libelle: 'Juridiction', valeur: acte.redacteur.rattachement.libelle },
      ],
    },
    {
      type: 'paragraphe',
      texte: `Nous, ${designation(acte.redacteur)}, en fonction : ${acte.redacteur.rattachement.libelle}, portons en marge de l’acte désigné ci-dessous la mention qui suit.`,
    },
    { type: 'titre', niveau: 2, texte: 'Acte visé' },
    {
      type: 'champs',
      champs: [
        { libelle: 'Acte', valeur: `n° ${vise.numero}, ${vise.titre}` },
        { libelle: 'Identifiant', valeur: vise.acteId },
        { libelle: 'Empreinte SHA-256', valeur: vise.empreinte },
      ],
    },
    { type: 'titre', niveau: 2, texte: 'Mention' },
    { type: 'paragraphe', texte: propre.dispositif(contenu) },
    { type: 'champs', champs: propre.champs(contenu, acte).filter(({ valeur }) => valeur.trim() !== '') },
    {
      type: 'mention',
      texte: `La présente mention ne modifie pas l’acte visé ; elle s’y rattache par son empreinte. Fondement : ${fondement(acte)}.`,
    },
    mentionDeSignature(acte, 'Mention établie', 'signée'),
  ];
}

const fondement = ({ references }: ActeJson): string =>
  references.map(({ article, libelle }) => `${article} (${libelle})`).join(', ');

/** Nom complet de la personne citee ; vide si elle n'est pas a l'acte. */
export function nomDe(acte: ActeJson, id: string): string {
  const personne = personneDe(acte, id);
  return personne ? nomComplet(personne) : '';
}

/** Manque si la personne choisie n'est pas au dossier. */
export const controlerLaPersonne = (id: string, donnees: DonneesDuDossier): readonly Manque[] =>
  id === '' || donnees.personnes.some((personne) => personne.id === id)
    ? []
    : [{ champ: 'personne', phrase: 'Cette personne n’est plus au dossier : choisissez-la de nouveau.' }];

/** Date et heure en francais ; vide si inconnue. */
export const enFrancais = (valeur: Horodate | ''): string =>
  valeur === '' ? '' : horodateEnFrancais(valeur);
