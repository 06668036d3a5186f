import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type * as z from 'zod';
import { contenuFin } from '../contenus-des-actes.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { magistratDirecteur } from '../domain/mesure.ts';
import { enFrancais, NOMS_DES_MAGISTRATS } from '../phrases-des-entrees.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, nomDeLaPersonne } from './commun.ts';

type Contenu = z.infer<typeof contenuFin>;

const SUITES: { readonly [suite in Contenu['suite']]: string } = {
  levee: 'est remise en liberté',
  copj: 'est remise en liberté, convoquée par officier de police judiciaire',
  deferement: 'est déférée devant ce magistrat',
};

/** Fin de la garde a vue, sur instruction du magistrat : remise en liberte, convocation ou deferement (63-8 CPP). */
export const fin = definirActe<Contenu>({
  type: 'gav-fin',
  titre: 'Procès-verbal de fin de garde à vue',
  description: 'L’officier met fin à la mesure : heure, suite, instruction du magistrat.',
  qualites: ['opj', 'chef-unite'],
  contenu: contenuFin,
  preremplir: ({ lue, maintenant }) => {
    const deja = entreesDuType(lue.entrees, 'fin').findLast(({ source }) => source.genre === 'saisie');
    const ordre = entreesDuType(lue.entrees, 'fin-ordonnee').at(-1)?.donnees;
    return {
      entree: deja?.id ?? '',
      finA: deja?.survenuA ?? maintenant,
      suite: deja?.donnees.suite ?? ordre?.suite ?? 'levee',
      instructionDe: deja?.donnees.instructionDe ?? ordre?.autorite ?? magistratDirecteur(lue.mesure.cadre),
      nomMagistrat: deja?.donnees.nom ?? ordre?.nom ?? '',
      information772: false,
    };
  },
  attirer: (contenu) =>
    contenu.suite === 'levee' && !contenu.information772
      ? [
          {
            phrase:
              'Remise en liberté sans décision sur l’action publique : les dispositions de l’article 77-2 sont portées à la connaissance de la personne.',
            article: '63-8 CPP',
          },
        ]
      : [],
  references: () => [article('fin', 'Issue de la garde à vue', '63-8 CPP')],
  entrees: ({ entree, finA, suite, instructionDe, nomMagistrat }) => [
    { id: entree, type: 'fin', survenuA: finA, donnees: { suite, instructionDe, nom: nomMagistrat } },
  ],
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Fin de la mesure' },
    {
      type: 'paragraphe',
      texte: `Vu l’article 63-8 du code de procédure pénale, sur instruction de ${contenu.nomMagistrat.trim()}, ${NOMS_DES_MAGISTRATS[contenu.instructionDe]}, la garde à vue de ${nomDeLaPersonne(contenu, acte)} prend fin le ${enFrancais(contenu.finA)} : la personne ${SUITES[contenu.suite]}.`,
    },
    ...(contenu.information772
      ? [
          {
            type: 'paragraphe',
            texte:
              'Les dispositions de l’article 77-2 du code de procédure pénale sont portées à sa connaissance.',
          } as const,
        ]
      : []),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});
