import { clotureSignee, LECTURE_PAR_DEFAUT, ouverture, questions } from '@ppn/acte/catalogue';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuAudition } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, nomDeLaPersonne } from './commun.ts';
import {
  attirerSurLEnregistrement,
  controlerLaSeance,
  entreesDeLaSeance,
  exigeEnregistrement,
  observationsDeLAvocat,
  signatairesDeLaSeance,
} from './seance.ts';

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
  controler: controlerLaSeance,
  attirer: attirerSurLEnregistrement,
  references: () => [
    article('audition', 'Droit de se taire', '63-1 CPP'),
    article('audition', 'Présence de l’avocat', '63-4-2 CPP'),
    article('audition', 'Questions et observations de l’avocat', '63-4-3 CPP'),
    article('audition', 'Enregistrement audiovisuel', '64-1 CPP, L.413-12 et L.413-13 CJPM'),
  ],
  signataires: signatairesDeLaSeance,
  entrees: (contenu, acte) => entreesDeLaSeance('audition', contenu, acte.acteId),
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Conditions de l’audition' },
    ...conditions(contenu),
    { type: 'titre', niveau: 2, texte: 'Audition' },
    ...questions(contenu.echanges),
    ...observationsDeLAvocat(contenu),
    ...blocsDePasserOutre(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
});

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
