import type * as z from 'zod';
import { contenuAuditionVictime, type DefinitionActe } from '../contract.ts';
import {
  attirerSurLeDelai,
  controlerCitations,
  controlerTemps,
  LECTURE_PAR_DEFAUT,
  tempsEtLieu,
} from './prealable.ts';
import { cloture, identite, jointes, nomComplet, ouverture, personneDe, questions } from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuAuditionVictime>;

/** Proces-verbal d'audition de victime : questions et reponses (art. 429 CPP). */
export const auditionVictime: DefinitionActe<Contenu> = {
  type: 'audition-victime',
  titre: 'Procès-verbal d’audition de victime',
  description: 'Questions posées à la victime et ses réponses.',
  gabarit: 'audition-victime@1',
  qualites: ['opj', 'apj'],
  contenu: contenuAuditionVictime,
  preremplir: (donnees, maintenant, personne) => ({
    ...tempsEtLieu(donnees, maintenant),
    personne: personne ?? donnees.personnes.find(({ roles }) => roles.includes('victime'))?.id ?? '',
    echanges: [{ question: 'Que pouvez-vous nous dire des faits ?', reponse: '' }],
    lecture: LECTURE_PAR_DEFAUT,
  }),
  cite: ({ personne }) => ({ personnes: [personne], faits: [], fichiers: [] }),
  controler: (contenu, donnees, maintenant) => [
    ...controlerTemps(contenu, maintenant),
    ...controlerCitations({ personnes: [contenu.personne], faits: [] }, donnees),
    ...contenu.echanges.flatMap(({ question, reponse }, rang) =>
      question.trim() === '' || reponse.trim() === ''
        ? [{ champ: `echanges.${rang}`, phrase: `La question ${rang + 1} ou sa réponse est vide.` }]
        : [],
    ),
  ],
  attirer: (contenu, _donnees, maintenant) => attirerSurLeDelai(contenu, maintenant),
  references: () => [],
  blocs: (contenu, acte) => {
    const personne = personneDe(acte, contenu.personne);
    return [
      ...ouverture(acte, contenu),
      { type: 'titre', niveau: 2, texte: 'Personne entendue' },
      ...(personne ? [identite(personne)] : []),
      { type: 'titre', niveau: 2, texte: 'Audition' },
      ...questions(contenu.echanges),
      ...jointes(acte),
      ...cloture(acte, contenu.lecture, personne ? nomComplet(personne) : 'la personne'),
    ];
  },
};
