import type * as z from 'zod';
import { contenuMainlevee } from '../contenus-des-actes.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  siDit,
} from './commun.ts';
import {
  MAGISTRATS_SIGNATAIRES,
  magistratDe,
  nomDuMagistrat,
  ouvertureDuMagistrat,
  signatureDuMagistrat,
} from './decision-du-magistrat.ts';

type Contenu = z.infer<typeof contenuMainlevee>;

const SUITES: { readonly [suite in Contenu['suite']]: string } = {
  levee: 'que la personne soit remise en liberté',
  copj: 'que la personne soit remise en liberté, convoquée par officier de police judiciaire',
  deferement: 'que la personne soit déférée devant nous',
};

/** Fin de la mesure ordonnee par le magistrat qui la controle (62-3, 63-8 CPP) : l'unite l'execute sans delai. */
export const mainlevee = definirActe<Contenu>({
  type: 'gav-mainlevee',
  titre: 'Ordre de mettre fin à la garde à vue',
  description: 'Le magistrat ordonne la remise en liberté, la convocation ou le défèrement.',
  qualites: [...MAGISTRATS_SIGNATAIRES],
  contenu: contenuMainlevee,
  preremplir: ({ lue, maintenant }) => ({
    lieu: lue.mesure.juridiction.libelle,
    ordonneeA: maintenant,
    suite: 'levee',
    motif: '',
  }),
  references: () => [
    article('controle', 'Contrôle de la garde à vue par le magistrat', '62-3 CPP'),
    article('fin', 'Issue de la garde à vue', '63-8 CPP'),
  ],
  entrees: ({ ordonneeA, suite, motif }, acte) => [
    {
      type: 'fin-ordonnee',
      survenuA: ordonneeA,
      donnees: {
        suite,
        autorite: magistratDe(acte),
        nom: nomDuMagistrat(acte),
        motif: motif.trim().slice(0, 2_000),
      },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouvertureDuMagistrat(acte),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Ordre' },
    {
      type: 'paragraphe',
      texte: `Vu les articles 62-3 et 63-8 du code de procédure pénale, le ${enFrancais(contenu.ordonneeA)}, ordonnons qu’il soit mis fin à la garde à vue de ${nomDeLaPersonne(contenu, acte)}, et ${SUITES[contenu.suite]}.`,
    },
    ...siDit('Motifs', contenu.motif),
    ...blocsDePasserOutre(contenu, acte),
    signatureDuMagistrat(acte),
  ],
});
