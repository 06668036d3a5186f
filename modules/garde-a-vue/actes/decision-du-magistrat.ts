import { CADRES, designation } from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import type { Magistrat } from '../domain/mesure.ts';
import { enFrancais } from '../phrases-des-entrees.ts';

/** Le magistrat qu'est le redacteur d'une decision ; le substitut agit pour le procureur de la Republique. */
export const magistratDe = (acte: Pick<ActeJson, 'redacteur'>): Magistrat => {
  const { qualite } = acte.redacteur;
  return qualite === 'jld' || qualite === 'juge-instruction' ? qualite : 'procureur';
};

/** Nom du magistrat, tel que le registre le garde. */
export const nomDuMagistrat = ({ redacteur }: Pick<ActeJson, 'redacteur'>): string =>
  `${redacteur.prenom} ${redacteur.nom.toLocaleUpperCase('fr')}`;

/** Qualites qui statuent sur une mesure. */
export const MAGISTRATS_SIGNATAIRES = ['procureur', 'substitut', 'jld', 'juge-instruction'] as const;

/** Ouverture d'une decision : qui decide, sur quelle procedure. */
export const ouvertureDuMagistrat = (acte: ActeJson): readonly Bloc[] => [
  {
    type: 'champs',
    champs: [
      { libelle: 'Date', valeur: enFrancais(acte.redigeA) },
      {
        libelle: 'Procédure',
        valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
      },
      { libelle: 'Cadre', valeur: CADRES[acte.procedure.cadre] },
    ],
  },
  {
    type: 'paragraphe',
    texte: `Nous, ${designation(acte.redacteur)}, ${acte.redacteur.rattachement.libelle},`,
  },
];

/** Mention de la signature electronique du magistrat (801-1, A.53-2 CPP). */
export const signatureDuMagistrat = (acte: ActeJson): Bloc => ({
  type: 'mention',
  texte: `Décision établie sous format numérique et signée électroniquement par ${designation(acte.redacteur)} (articles 801-1 et A.53-2 du code de procédure pénale).`,
});
