import type * as z from 'zod';
import {
  type ActeJson,
  contenuAuditionVictime,
  type DefinitionActe,
  type GabaritAncien,
  lectureAvantTablette,
} from '../contract.ts';
import type { Bloc } from '@ppn/core';
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
  identite,
  jointes,
  nomComplet,
  ouverture,
  personneDe,
  personneSignataire,
  questions,
} from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuAuditionVictime>;

/** Proces-verbal d'audition de victime : questions et reponses (art. 429 CPP). */
export const auditionVictime: DefinitionActe<Contenu> = {
  type: 'audition-victime',
  titre: 'Procès-verbal d’audition de victime',
  description: 'Questions posées à la victime et ses réponses.',
  gabarit: 'audition-victime@2',
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
  signataires: ({ personne }, acte) => personneSignataire(acte, personne, 'personne entendue'),
  cosignataires: cosignatairesChoisis,
  blocs: (contenu, acte) => [
    ...corps(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
};

const contenuAvant = contenuAuditionVictime
  .extend({ lecture: lectureAvantTablette })
  .omit({ cosignataire: true, interpreteInscrit: true });

/** Audition de victime d'avant la tablette. */
export const auditionVictimeAvantTablette: GabaritAncien<z.infer<typeof contenuAvant>> = {
  gabarit: 'audition-victime@1',
  contenu: contenuAvant,
  cite: auditionVictime.cite,
  blocs: (contenu, acte) => [
    ...corps(contenu, acte),
    ...clotureAvantTablette(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
};

const nomDeLaPersonne = (contenu: { readonly personne: string }, acte: ActeJson): string => {
  const personne = personneDe(acte, contenu.personne);
  return personne ? nomComplet(personne) : 'la personne';
};

/** Commun aux gabarits @1 et @2 : y changer un mot demande un gabarit nouveau. */
function corps(
  contenu: Omit<Contenu, 'lecture' | 'cosignataire' | 'interpreteInscrit'>,
  acte: ActeJson,
): readonly Bloc[] {
  const personne = personneDe(acte, contenu.personne);
  return [
    ...ouverture(acte, contenu),
    { type: 'titre', niveau: 2, texte: 'Personne entendue' },
    ...(personne ? [identite(personne)] : []),
    { type: 'titre', niveau: 2, texte: 'Audition' },
    ...questions(contenu.echanges),
    ...jointes(acte),
  ];
}
