import { cosignatairesChoisis, jourEnFrancais, paragraphes } from '@ppn/acte/catalogue';
import type { DefinitionActe } from '@ppn/acte/contract';
import { type ContenuSoitTransmis, contenuSoitTransmis } from '../contenus.ts';
import { ouvertureDeDecision, signatureDuMagistrat } from './decision.ts';

/** Soit-transmis aux fins de complement d'enquete (41 CPP) : l'unite le lit dans la minute, chaque demande mene a l'endroit. */
export const soitTransmis: DefinitionActe<ContenuSoitTransmis> = {
  type: 'soit-transmis',
  titre: 'Soit-transmis aux fins de complément d’enquête',
  description: 'La procédure revient à l’unité, avec ce qui est attendu et avant quand.',
  gabarit: 'soit-transmis@1',
  qualites: ['procureur', 'substitut'],
  contenu: contenuSoitTransmis,
  preremplir: (donnees, maintenant) => ({
    debut: maintenant,
    fin: maintenant,
    lieu: donnees.procedure.juridiction?.libelle ?? '',
    remarques: [],
    avant: '',
    instructions: '',
  }),
  cite: () => ({ personnes: [], faits: [], fichiers: [] }),
  controler: ({ avant }, _donnees, maintenant) =>
    avant !== '' && avant <= maintenant.slice(0, 10)
      ? [{ champ: 'avant', phrase: 'La date attendue est passée : donnez une date à venir.' }]
      : [],
  attirer: () => [],
  references: () => [
    {
      cle: 'complement-d-enquete',
      libelle: 'Direction de l’activité de la police judiciaire',
      article: '41 CPP',
    },
  ],
  cosignataires: cosignatairesChoisis,
  blocs: ({ lieu, remarques, avant, instructions }, acte) => [
    ...ouvertureDeDecision(acte),
    { type: 'titre', niveau: 2, texte: 'Soit transmis' },
    {
      type: 'paragraphe',
      texte: `Vu l’article 41 du code de procédure pénale, transmettons la procédure à l’unité saisie (${acte.procedure.unite.libelle}) pour qu’il soit procédé à ce qui suit.`,
    },
    { type: 'liste', elements: remarques.map(({ phrase }) => phrase) },
    ...(avant === ''
      ? []
      : [
          {
            type: 'champs',
            champs: [{ libelle: 'Retour attendu avant le', valeur: jourEnFrancais(avant) }],
          } as const,
        ]),
    ...paragraphes(instructions),
    { type: 'champs', champs: [{ libelle: 'Fait à', valeur: lieu }] },
    signatureDuMagistrat(acte),
  ],
};
