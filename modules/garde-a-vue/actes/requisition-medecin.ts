import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuRequisitionMedecin } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  siDit,
} from './commun.ts';

type Contenu = z.infer<typeof contenuRequisitionMedecin>;

const DEMANDEURS: { readonly [qui in Contenu['demandeur']]: string } = {
  personne: 'à la demande de la personne',
  famille: 'à la demande d’un membre de la famille',
  avocat: 'à la demande de l’avocat',
  opj: 'd’office',
  magistrat: 'à la demande du magistrat',
  loi: 'en application de la loi',
};

/** Requisition a medecin : l'aptitude au maintien en garde a vue, et toutes constatations utiles (63-3 CPP). */
export const requisitionMedecin = definirActe<Contenu>({
  type: 'gav-requisition-medecin',
  titre: 'Réquisition à médecin',
  description: 'Un médecin est requis d’examiner la personne.',
  qualites: ['opj', 'chef-unite'],
  contenu: contenuRequisitionMedecin,
  preremplir: ({ lue, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'medecin-requis').findLast(
      ({ source }) => source.genre === 'saisie',
    );
    return {
      entree: deja?.id ?? '',
      requisA: deja?.survenuA ?? maintenant,
      medecin: deja?.donnees.nom ?? '',
      demandeur: entreesDuType(lue.entrees, 'demande-medecin').at(-1)?.donnees.par ?? 'opj',
      questions: '',
      circonstance: deja?.donnees.circonstance ?? '',
    };
  },
  references: () => [article('medecin', 'Examen médical de la personne gardée à vue', '63-3 CPP')],
  entrees: ({ entree, requisA, medecin, circonstance }) => [
    { id: entree, type: 'medecin-requis', survenuA: requisA, donnees: { nom: medecin, circonstance } },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Réquisition' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.requisA)}, ${DEMANDEURS[contenu.demandeur]}, requérons ${contenu.medecin.trim()}, en application de l’article 63-3 du code de procédure pénale, d’examiner sans délai ${nomDeLaPersonne(contenu, acte)}, de se prononcer sur son aptitude au maintien en garde à vue, de procéder à toutes constatations utiles et d’en établir certificat, à l’abri du regard et de toute écoute extérieurs.`,
    },
    ...siDit('Questions posées', contenu.questions),
    ...siDit('Circonstance', contenu.circonstance),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
