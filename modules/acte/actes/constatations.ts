import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuConstatations, type DefinitionActe } from '../contract.ts';
import { attirerSurLeDelai, controlerCitations, controlerTemps, tempsEtLieu } from './prealable.ts';
import { faitsQualifies, jointes, ouverture, paragraphes, signatureElectronique } from './proces-verbal.ts';

type Contenu = z.infer<typeof contenuConstatations>;

/** Proces-verbal de constatations, photographies imprimees en reduction, originaux joints par leur empreinte. */
export const constatations: DefinitionActe<Contenu> = {
  type: 'constatations',
  titre: 'Procès-verbal de constatations',
  description: 'Ce qui a été vu sur place, avec les photographies.',
  gabarit: 'constatations@1',
  qualites: ['opj', 'apj'],
  contenu: contenuConstatations,
  preremplir: (donnees, maintenant) => ({
    ...tempsEtLieu(donnees, maintenant),
    lieu: donnees.faits[0]
      ? [donnees.faits[0].lieu.adresse, donnees.faits[0].lieu.commune].filter(Boolean).join(', ')
      : donnees.procedure.unite.libelle,
    faits: donnees.faits.map(({ id }) => id),
    constatations: '',
    photographies: [],
  }),
  cite: ({ faits, photographies }) => ({
    personnes: [],
    faits,
    fichiers: photographies.map(({ fichier }) => fichier),
  }),
  controler: (contenu, donnees, maintenant) => [
    ...controlerTemps(contenu, maintenant),
    ...controlerCitations({ personnes: [], faits: contenu.faits }, donnees),
    ...contenu.photographies
      .filter(({ fichier }) => !donnees.fichiers.some(({ id }) => id === fichier))
      .map(() => ({
        champ: 'photographies',
        phrase:
          'Une photographie citée n’est plus au dossier : retirez-la de l’acte ou déposez-la de nouveau.',
      })),
  ],
  attirer: (contenu, _donnees, maintenant) => [
    ...attirerSurLeDelai(contenu, maintenant),
    ...(contenu.photographies.some(({ legende }) => legende.trim() === '')
      ? [{ phrase: 'Une photographie n’a pas de légende.', article: '429 CPP', information: true as const }]
      : []),
  ],
  references: () => [],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    { type: 'titre', niveau: 2, texte: 'Faits' },
    ...faitsQualifies(acte, contenu.faits),
    { type: 'titre', niveau: 2, texte: 'Constatations' },
    ...paragraphes(contenu.constatations),
    ...contenu.photographies.flatMap(({ fichier, legende }, rang): readonly Bloc[] => {
      const jointe = acte.jointes.find(({ id }) => id === fichier);
      if (!jointe) return [];
      const texte = `Photographie ${rang + 1} : ${legende.trim() || jointe.nom}`;
      return jointe.apercu
        ? [{ type: 'image', cle: jointe.apercu, legende: texte, alternative: texte }]
        : [{ type: 'paragraphe', texte }];
    }),
    ...jointes(acte),
    signatureElectronique(acte),
  ],
};
