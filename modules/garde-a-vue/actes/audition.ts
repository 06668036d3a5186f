import {
  clotureSignee,
  LECTURE_PAR_DEFAUT,
  ouverture,
  personneSignataire,
  questions,
} from '@ppn/acte/catalogue';
import type { PointAttention } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuAudition } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { ageA } from '../regime-propose.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  type Reprise,
  siDit,
} from './commun.ts';

type Contenu = z.infer<typeof contenuAudition>;

/** Audition en garde a vue : droits rappeles, avocat, enregistrement ou son impossibilite (63-1, 63-4-2, 63-4-3, 64-1 CPP). */
export const audition = definirActe<Contenu>({
  type: 'gav-audition',
  titre: 'Procès-verbal d’audition en garde à vue',
  description: 'La personne est entendue : silence rappelé, avocat, enregistrement, questions et réponses.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuAudition,
  preremplir: ({ lue, maintenant }) => {
    const ouverte = entreesDuType(lue.entrees, 'audition').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    const demande = entreesDuType(lue.entrees, 'demande-avocat').at(-1);
    return {
      entree: ouverte?.id ?? '',
      debut: ouverte?.survenuA ?? maintenant,
      fin: ouverte?.donnees.fin ?? maintenant,
      surLesFaits: ouverte?.donnees.surLesFaits ?? true,
      silenceRappele: ouverte?.donnees.silenceRappele ?? false,
      avocat: ouverte?.donnees.avocat ?? (demande?.donnees.auxAuditions ? 'present' : 'absent'),
      nomAvocat: entreesDuType(lue.entrees, 'avocat-arrive').at(-1)?.donnees.nom ?? '',
      interprete: entreesDuType(lue.entrees, 'interprete-arrive').at(-1)?.donnees.nom ?? '',
      enregistree: ouverte?.donnees.enregistree ?? exigeEnregistrement(lue.mesure, maintenant),
      impossibilite: '',
      echanges: [
        {
          question: 'Souhaitez-vous faire des déclarations, répondre aux questions ou vous taire ?',
          reponse: '',
        },
      ],
      observationsAvocat: '',
      questionsRefusees: false,
      lecture: LECTURE_PAR_DEFAUT,
    };
  },
  controler: (contenu) => [
    ...(contenu.avocat === 'present' && contenu.nomAvocat.trim() === ''
      ? [{ champ: 'nomAvocat', phrase: 'Indiquez l’avocat présent : il signe l’acte.' }]
      : []),
    ...(contenu.enregistree && contenu.impossibilite.trim() !== ''
      ? [
          {
            champ: 'impossibilite',
            phrase: 'L’audition est dite enregistrée et impossible à enregistrer : corrigez.',
          },
        ]
      : []),
    ...contenu.echanges.flatMap(({ question, reponse }, rang) =>
      question.trim() === '' || reponse.trim() === ''
        ? [{ champ: `echanges.${rang}`, phrase: `La question ${rang + 1} ou sa réponse est vide.` }]
        : [],
    ),
  ],
  attirer: (contenu) => attirerSurLAudition(contenu),
  references: () => [
    article('audition', 'Droit de se taire', '63-1 CPP'),
    article('audition', 'Présence de l’avocat', '63-4-2 CPP'),
    article('audition', 'Questions et observations de l’avocat', '63-4-3 CPP'),
    article('audition', 'Enregistrement audiovisuel', '64-1 CPP, L.413-12 et L.413-13 CJPM'),
  ],
  signataires: (contenu, acte) => [
    ...personneSignataire(acte, contenu.mesure.personne.id, 'personne gardée à vue'),
    ...(contenu.interprete.trim()
      ? [{ place: 'interprete', nom: contenu.interprete.trim(), qualite: 'interprète' } as const]
      : []),
    ...(contenu.avocat === 'present' && contenu.nomAvocat.trim()
      ? [{ place: 'avocat', nom: contenu.nomAvocat.trim(), qualite: 'avocat' } as const]
      : []),
  ],
  entrees: (contenu, acte) => entreesDeLAudition(contenu, acte.acteId),
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Conditions de l’audition' },
    ...conditions(contenu),
    { type: 'titre', niveau: 2, texte: 'Audition' },
    ...questions(contenu.echanges),
    ...siDit('Observations de l’avocat (article 63-4-3)', contenu.observationsAvocat),
    ...(contenu.questionsRefusees
      ? [
          {
            type: 'paragraphe',
            texte:
              'Une question de l’avocat, de nature à nuire au bon déroulement de l’enquête, lui a été refusée : il en est fait mention (article 63-4-3).',
          } as const,
        ]
      : []),
    ...blocsDePasserOutre(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
});

/** L'audition, puis ce qu'elle apporte : renonciation, impossibilite d'enregistrer, observations, fin d'une periode deja ouverte. */
function entreesDeLAudition(contenu: Contenu, acteId: string): readonly EntreePortee[] {
  const { entree, debut, fin } = contenu;
  const seance = entree === '' ? `${acteId.slice(0, -2)}01` : entree;
  return [
    {
      id: entree,
      type: 'audition',
      survenuA: debut,
      donnees: {
        fin,
        surLesFaits: contenu.surLesFaits,
        avocat: contenu.avocat,
        silenceRappele: contenu.silenceRappele,
        enregistree: contenu.enregistree,
        autreProcedure: false,
      },
    },
    ...(contenu.avocat === 'renonciation'
      ? [{ type: 'renonciation-avocat', survenuA: debut, donnees: { portee: 'audition' } } as const]
      : []),
    ...(contenu.impossibilite.trim() === ''
      ? []
      : [
          {
            type: 'enregistrement-impossible',
            survenuA: debut,
            donnees: { seance, nature: contenu.impossibilite.trim() },
          } as const,
        ]),
    ...(contenu.observationsAvocat.trim() === ''
      ? []
      : [
          {
            type: 'observations-avocat',
            survenuA: fin,
            donnees: { nom: contenu.nomAvocat, questionsRefusees: contenu.questionsRefusees },
          } as const,
        ]),
    ...(entree === '' ? [] : [{ type: 'fin-de-periode', survenuA: fin, donnees: { entree } } as const]),
  ];
}

/** Crime, ou mineur : l'audition dans les locaux s'enregistre (64-1 CPP, L.413-12 CJPM). */
function exigeEnregistrement(
  { faits, personne }: Contenu['mesure'] | Reprise['lue']['mesure'],
  a: string,
): boolean {
  const age = ageA(personne.naissance, a);
  return (age !== null && age < 18) || faits.some(({ nature }) => nature === 'crime');
}

/** Le reste (droits, avocat, silence) vient de la mesure elle-meme. */
const attirerSurLAudition = ({
  mesure,
  debut,
  enregistree,
  impossibilite,
}: Contenu): readonly PointAttention[] =>
  exigeEnregistrement(mesure, debut) && !enregistree && impossibilite.trim() === ''
    ? [
        {
          phrase:
            'Cette audition doit être enregistrée : dites l’impossibilité et sa nature, et avisez le magistrat.',
          article: '64-1 CPP, L.413-12 CJPM',
        },
      ]
    : [];

const AVOCATS: { readonly [choix in Contenu['avocat']]: string } = {
  present: 'L’avocat de la personne est présent',
  absent: 'La personne est entendue sans avocat',
  renonciation:
    'La personne renonce expressément à la présence de l’avocat pour cette audition (article 63-4-2)',
};

const conditions = (contenu: Contenu): readonly Bloc[] => [
  {
    type: 'liste',
    elements: [
      contenu.silenceRappele
        ? 'Avant l’audition, rappelons à la personne le droit, après avoir décliné son identité, de faire des déclarations, de répondre aux questions ou de se taire.'
        : 'Le droit de se taire n’est pas rappelé avant l’audition.',
      `${AVOCATS[contenu.avocat]}${contenu.nomAvocat.trim() === '' ? '' : ` : ${contenu.nomAvocat.trim()}`}.`,
      ...(contenu.interprete.trim() === '' ? [] : [`Interprète : ${contenu.interprete.trim()}.`]),
      contenu.surLesFaits
        ? 'L’audition porte sur les faits.'
        : 'L’audition ne porte que sur l’identité de la personne.',
      contenu.enregistree
        ? 'L’audition fait l’objet d’un enregistrement audiovisuel.'
        : contenu.impossibilite.trim() === ''
          ? 'L’audition n’est pas enregistrée.'
          : `L’enregistrement audiovisuel est impossible : ${contenu.impossibilite.trim()}`,
    ],
  },
];
