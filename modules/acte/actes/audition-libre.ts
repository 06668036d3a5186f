import { type Bloc, horodateEnFrancais, msDe } from '@ppn/core';
import type * as z from 'zod';
import {
  type ActeJson,
  contenuAuditionLibre,
  type DefinitionActe,
  type GabaritAncien,
  lectureAvantTablette,
} from '../contract.ts';
import {
  attirerSurLeDelai,
  controlerCitations,
  controlerTemps,
  cosignatairesChoisis,
  LECTURE_PAR_DEFAUT,
  tempsEtLieu,
} from './prealable.ts';
import {
  clotureAvantTablette,
  clotureSignee,
  faitsQualifies,
  identite,
  jointes,
  nomComplet,
  ouverture,
  personneDe,
  personneSignataire,
  questions,
} from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuAuditionLibre>;

const AVOCAT: { readonly [choix in Contenu['avocat']]: string } = {
  renonce: 'La personne déclare ne pas souhaiter l’assistance d’un avocat.',
  'demande-present': 'La personne demande l’assistance d’un avocat, présent à l’audition.',
  'demande-absent':
    'La personne avait demandé l’assistance d’un avocat ; elle accepte expressément de poursuivre l’audition hors sa présence.',
};

/** Audition libre d'une personne soupconnee : droits de l'article 61-1 notifies avant toute question. */
export const auditionLibre: DefinitionActe<Contenu> = {
  type: 'audition-libre',
  titre: 'Procès-verbal d’audition libre',
  description: 'Personne soupçonnée entendue librement, droits de l’article 61-1 notifiés.',
  gabarit: 'audition-libre@2',
  qualites: ['opj', 'apj'],
  contenu: contenuAuditionLibre,
  preremplir: (donnees, maintenant, personne) => ({
    ...tempsEtLieu(donnees, maintenant),
    personne: personne ?? donnees.personnes.find(({ roles }) => roles.includes('mis-en-cause'))?.id ?? '',
    faits: donnees.faits.map(({ id }) => id),
    droitsNotifiesA: maintenant,
    droits: {
      qualification: false,
      quitterLesLieux: false,
      interprete: false,
      silence: false,
      avocat: false,
      conseils: false,
    },
    avocat: 'renonce',
    nomAvocat: '',
    interprete: '',
    echanges: [
      {
        question: 'Souhaitez-vous faire des déclarations, répondre aux questions ou vous taire ?',
        reponse: '',
      },
    ],
    lecture: LECTURE_PAR_DEFAUT,
  }),
  cite: ({ personne, faits }) => ({ personnes: [personne], faits, fichiers: [] }),
  controler: (contenu, donnees, maintenant) => [
    ...controlerTemps(contenu, maintenant),
    ...controlerCitations({ personnes: [contenu.personne], faits: contenu.faits }, donnees),
    ...contenu.echanges.flatMap(({ question, reponse }, rang) =>
      question.trim() === '' || reponse.trim() === ''
        ? [{ champ: `echanges.${rang}`, phrase: `La question ${rang + 1} ou sa réponse est vide.` }]
        : [],
    ),
    ...(contenu.interpreteInscrit && contenu.interprete.trim() === ''
      ? [
          {
            champ: 'interprete',
            phrase: 'Indiquez le nom de l’interprète et la langue : ils figurent à l’acte.',
          },
        ]
      : []),
    ...(contenu.avocat === 'demande-present' && contenu.nomAvocat.trim() === ''
      ? [{ champ: 'nomAvocat', phrase: 'Indiquez le nom de l’avocat présent : il signe l’acte.' }]
      : []),
    ...(contenu.avocat !== 'demande-present' && contenu.nomAvocat.trim() !== ''
      ? [
          {
            champ: 'nomAvocat',
            phrase: 'Un avocat est nommé mais n’est pas dit présent : corrigez l’un ou l’autre.',
          },
        ]
      : []),
  ],
  attirer: (contenu, donnees, maintenant) => [
    ...attirerSurLeDelai(contenu, maintenant),
    ...(msDe(contenu.droitsNotifiesA) > msDe(contenu.debut)
      ? [{ phrase: 'Les droits sont notifiés après le début de l’audition.', article: '61-1 CPP' }]
      : []),
    ...(personneDe(donnees, contenu.personne)?.roles.includes('mis-en-cause')
      ? []
      : [
          {
            phrase: 'La personne entendue n’est pas désignée comme mise en cause au dossier.',
            article: '61-1 CPP',
          },
        ]),
    ...(contenu.avocat === 'demande-absent'
      ? [
          {
            phrase:
              'Avocat demandé mais absent : l’accord exprès de la personne doit figurer au procès-verbal.',
            article: '61-1 5° CPP',
          },
        ]
      : []),
  ],
  references: () => [
    {
      cle: 'droits-audition-libre',
      libelle: 'Information préalable de la personne entendue librement',
      article: '61-1 CPP',
    },
  ],
  signataires: (contenu, acte) => [
    ...personneSignataire(acte, contenu.personne, 'personne entendue librement'),
    // Un interprete inscrit signe par sa carte : rien n'est attendu de sa main.
    ...(contenu.interprete.trim() && !contenu.interpreteInscrit
      ? [{ place: 'interprete', nom: contenu.interprete.trim(), qualite: 'interprète' } as const]
      : []),
    ...(contenu.avocat === 'demande-present' && contenu.nomAvocat.trim()
      ? [{ place: 'avocat', nom: contenu.nomAvocat.trim(), qualite: 'avocat' } as const]
      : []),
  ],
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => [
    ...corps(contenu, acte, avocatPresent(contenu)),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
};

const contenuAvant = contenuAuditionLibre.extend({ lecture: lectureAvantTablette }).omit({ nomAvocat: true });

/** Audition libre d'avant la tablette. */
export const auditionLibreAvantTablette: GabaritAncien<z.infer<typeof contenuAvant>> = {
  gabarit: 'audition-libre@1',
  contenu: contenuAvant,
  cite: ({ personne, faits }) => ({ personnes: [personne], faits, fichiers: [] }),
  blocs: (contenu, acte) => [
    ...corps(contenu, acte, AVOCAT[contenu.avocat]),
    ...clotureAvantTablette(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
};

const avocatPresent = ({ avocat, nomAvocat }: Contenu): string =>
  nomAvocat.trim() ? `${AVOCAT[avocat].slice(0, -1)} : ${nomAvocat.trim()}.` : AVOCAT[avocat];

const nomDeLaPersonne = ({ personne: id }: { readonly personne: string }, acte: ActeJson): string => {
  const personne = personneDe(acte, id);
  return personne ? nomComplet(personne) : 'la personne';
};

/** Commun aux gabarits @1 et @2 : y changer un mot demande un gabarit nouveau. */
function corps(
  contenu: Omit<Contenu, 'lecture' | 'nomAvocat' | 'cosignataire' | 'interpreteInscrit'>,
  acte: ActeJson,
  avocat: string,
): readonly Bloc[] {
  const personne = personneDe(acte, contenu.personne);
  return [
    ...ouverture(acte, contenu),
    { type: 'titre', niveau: 2, texte: 'Personne entendue librement' },
    ...(personne ? [identite(personne)] : []),
    { type: 'titre', niveau: 2, texte: 'Faits reprochés' },
    ...faitsQualifies(acte, contenu.faits),
    {
      type: 'titre',
      niveau: 2,
      texte: 'Notification des droits (article 61-1 du code de procédure pénale)',
    },
    {
      type: 'paragraphe',
      texte: `Le ${horodateEnFrancais(contenu.droitsNotifiesA)}, avant toute question, la personne est informée :`,
    },
    {
      type: 'liste',
      elements: [
        'de la qualification, de la date et du lieu présumés de l’infraction ci-dessus ;',
        'du droit de quitter à tout moment les locaux où elle est entendue ;',
        'du droit d’être assistée par un interprète ;',
        'du droit de faire des déclarations, de répondre aux questions ou de se taire ;',
        'du droit d’être assistée d’un avocat, choisi ou commis d’office ;',
        'de la possibilité de bénéficier, le cas échéant gratuitement, de conseils juridiques dans une structure d’accès au droit.',
      ],
    },
    { type: 'paragraphe', texte: avocat },
    ...(contenu.interprete.trim()
      ? [
          {
            type: 'champs',
            champs: [{ libelle: 'Interprète', valeur: contenu.interprete.trim() }],
          } as const,
        ]
      : []),
    { type: 'titre', niveau: 2, texte: 'Audition' },
    ...questions(contenu.echanges),
    ...jointes(acte),
  ];
}
