import { designation, jointes } from '@ppn/acte/catalogue';
import type { DefinitionActe, DonneesDuDossier, Manque } from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais } from '@ppn/core';
import { type ContenuDeConversion as Contenu, contenuConversion } from '../contenu-de-conversion.ts';
import { type DefautDeConversion, defautsDeConversion } from '../domain/convertir.ts';
import { regleDuPapier } from '../domain/regles-du-papier.ts';

/** Proces-verbal de conversion d'une piece papier : la numerisation jointe, les quatre controles, le sort de l'original (A.53-7 CPP). */
export const conversionPapier: DefinitionActe<Contenu> = {
  type: 'conversion-papier',
  titre: 'Procès-verbal de conversion d’une pièce papier',
  description: 'Une pièce papier entre au dossier : numérisation jointe, quatre contrôles (A.53-7 CPP).',
  gabarit: 'conversion-papier@1',
  acces: 'deposer',
  qualites: ['opj', 'apj', 'chef-unite', 'greffier'],
  contenu: contenuConversion,
  preremplir: (_donnees, maintenant) => ({
    designation: '',
    emetteur: '',
    dateDeLOriginal: '',
    nonDate: false,
    convertieA: maintenant,
    numeriseePar: '',
    pagesPapier: null,
    pagesNumerisees: null,
    controles: {},
    sort: '',
    precision: '',
    fichiers: [],
  }),
  cite: ({ fichiers }) => ({ personnes: [], faits: [], fichiers }),
  controler: (contenu, donnees, maintenant) =>
    defautsDeConversion({
      ...contenu,
      familles: contenu.fichiers.map((id) => donnees.fichiers.find((un) => un.id === id)?.famille),
      convertieLe: contenu.convertieA.slice(0, 10),
      aujourdHui: maintenant.slice(0, 10),
    }).map((defaut) => manqueDe(defaut, contenu)),
  attirer: (contenu, donnees, maintenant) => [
    ...(contenu.sort === 'conserve'
      ? []
      : regleDuPapier('conversion', maintenant.slice(0, 10))
          .articles.filter(({ aVerifier }) => aVerifier)
          .map(({ article, objet }) => ({
            phrase: `L’article ${article} (${objet}) n’est pas confirmé dans la table des règles : vérifiez-le avant de ${contenu.sort === 'detruit' ? 'détruire' : 'restituer'} l’original.`,
            article,
            information: true as const,
          }))),
    ...(dejaConverti(donnees)
      ? [
          {
            phrase:
              'Un procès-verbal de conversion de ce dossier existe déjà : vérifiez que la pièce n’y est pas.',
            article: 'A.53-7 CPP',
          },
        ]
      : []),
  ],
  references: ({ sort }, maintenant) =>
    regleDuPapier('conversion', maintenant.slice(0, 10))
      .articles.filter(({ aVerifier }) => !aVerifier || sort !== 'conserve')
      .map(({ article, objet }) => ({ cle: 'conversion-papier', libelle: objet, article })),
  blocs: (contenu, acte) => [
    {
      type: 'champs',
      champs: [
        { libelle: 'Rédigé le', valeur: horodateEnFrancais(acte.redigeA) },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
      ],
    },
    {
      type: 'paragraphe',
      texte: `Nous, ${designation(acte.redacteur)}, matricule ${acte.redacteur.matricule}, en fonction : ${acte.redacteur.rattachement.libelle}, avons converti sous format numérique la pièce papier désignée ci-dessous.`,
    },
    { type: 'titre', niveau: 2, texte: 'Original papier' },
    { type: 'champs', champs: original(contenu) },
    { type: 'titre', niveau: 2, texte: 'Contrôles de la conversion' },
    { type: 'liste', elements: controles(contenu) },
    ...jointes(acte),
    {
      type: 'mention',
      texte: `Fondement : ${acte.references.map(({ article, libelle }) => `${article} (${libelle})`).join(', ')}.`,
    },
    {
      type: 'mention',
      texte: `Acte établi sous format numérique et signé électroniquement par ${designation(acte.redacteur)} (articles 801-1 et A.53-2 du code de procédure pénale).`,
    },
  ],
};

const SORTS: { readonly [sort in Contenu['sort']]: string } = {
  conserve: 'conservé par le service',
  restitue: 'restitué',
  detruit: 'détruit',
};

const PHRASES: {
  readonly [defaut in DefautDeConversion]: readonly [champ: string, phrase: (contenu: Contenu) => string];
} = {
  'fichier-absent': [
    'fichiers',
    () => 'Un fichier cité n’est plus au dossier : retirez-le de l’acte ou déposez-le de nouveau.',
  ],
  'fichier-sans-page': ['fichiers', () => 'Une pièce numérisée est un PDF ou une image par page.'],
  'pages-manquantes': [
    'pagesNumerisees',
    ({ pagesPapier, pagesNumerisees }) =>
      `L’original compte ${combien(pagesPapier)}, la numérisation ${pagesNumerisees} : elle n’est pas complète.`,
  ],
  'images-manquantes': [
    'fichiers',
    ({ fichiers, pagesNumerisees }) =>
      `Une image par page : ${combien(pagesNumerisees)} à joindre, ${fichiers.length} au brouillon.`,
  ],
  'date-absente': [
    'dateDeLOriginal',
    () => 'Indiquez la date de l’original, ou cochez qu’il n’en porte pas.',
  ],
  'date-contradictoire': [
    'dateDeLOriginal',
    () => 'L’original porte une date ou n’en porte pas : retirez l’une des deux réponses.',
  ],
  'date-a-venir': [
    'dateDeLOriginal',
    () => 'Les dates se contredisent : l’original précède sa conversion, qui n’est pas à venir.',
  ],
};

const combien = (pages: number): string => (pages === 1 ? '1 page' : `${pages} pages`);

const manqueDe = (defaut: DefautDeConversion, contenu: Contenu): Manque => {
  const [champ, phrase] = PHRASES[defaut];
  return { champ, phrase: phrase(contenu) };
};

const dejaConverti = ({ pieces }: DonneesDuDossier): boolean =>
  pieces.some(({ type, retire }) => type === 'conversion-papier' && !retire);

const original = (contenu: Contenu): Extract<Bloc, { type: 'champs' }>['champs'] =>
  [
    { libelle: 'Pièce', valeur: contenu.designation.trim() },
    { libelle: 'Émetteur', valeur: contenu.emetteur.trim() },
    { libelle: 'Date de l’original', valeur: dateDeLOriginal(contenu) },
    { libelle: 'Convertie le', valeur: horodateEnFrancais(contenu.convertieA) },
    { libelle: 'Numérisée par', valeur: contenu.numeriseePar.trim() },
    {
      libelle: 'Original',
      valeur: [SORTS[contenu.sort], contenu.precision.trim()].filter(Boolean).join(', '),
    },
  ].filter(({ valeur }) => valeur !== '');

const dateDeLOriginal = ({ dateDeLOriginal: jour }: Contenu): string =>
  jour === '' ? 'non daté' : jour.split('-').toReversed().join('/');

const controles = (contenu: Contenu): readonly string[] => [
  'Fidélité : la numérisation a été comparée à l’original, conforme dans sa forme, son contenu et ses couleurs.',
  `Complétude : l’original compte ${combien(contenu.pagesPapier)}, la numérisation ${combien(contenu.pagesNumerisees)}.`,
  `Émetteur : identité vérifiée, ${contenu.emetteur.trim()}.`,
  `Date : original ${contenu.dateDeLOriginal === '' ? 'non daté' : `daté du ${dateDeLOriginal(contenu)}`}, converti le ${horodateEnFrancais(contenu.convertieA)}.`,
];
