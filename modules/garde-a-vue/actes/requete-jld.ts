import { mentionDeSignature, paragraphes } from '@ppn/acte/catalogue';
import type { Bloc } from '@ppn/core';
import { msDe } from '@ppn/core';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type * as z from 'zod';
import { contenuRequeteAuJld } from '../contenus-des-actes-suivants.ts';
import { contenuProlongation } from '../contenus-des-actes.ts';
import { type Entree, type EntreeDe, entreesDuType } from '../domain/entrees.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  type Reprise,
} from './commun.ts';
import { nomDuMagistrat, ouvertureDuMagistrat } from './decision-du-magistrat.ts';

type Contenu = z.infer<typeof contenuRequeteAuJld>;

/** Requete du procureur au juge des libertes et de la detention : prolongation (706-88 al. 2, 706-88-1, 706-88-2), ou report de l'avocat (63-4-2 al. 3, 706-88 al. 7 CPP). */
export const requeteAuJld = definirActe<Contenu>({
  type: 'gav-requete-jld',
  titre: 'Requête au juge des libertés et de la détention',
  description:
    'Le procureur saisit le juge d’une prolongation ou d’un report de l’avocat que lui seul décide.',
  qualites: ['procureur', 'substitut'],
  contenu: contenuRequeteAuJld,
  preremplir: ({ lue: { mesure, entrees }, maintenant }) => {
    const { prochaineProlongation: prochaine } = calculerHorloge(
      mesure,
      entrees,
      REGLES_DE_GARDE_A_VUE,
      maintenant,
    );
    const demande = entreesDuType(entrees, 'prolongation-demandee').at(-1)?.donnees;
    return {
      lieu: mesure.juridiction.libelle,
      requiseA: maintenant,
      objet: 'prolongation',
      heures: Math.min(demande?.heures ?? 24, prochaine?.heures ?? 24),
      motif: demande?.motif ?? '',
    };
  },
  controler: ({ objet, heures }, { lue: { mesure } }) => [
    ...(mesure.cadre === 'commission-rogatoire'
      ? [
          {
            champ: 'objet',
            phrase: 'Sur commission rogatoire, le juge d’instruction décide lui-même (706-88, 154 CPP).',
          },
        ]
      : []),
    ...(objet === 'prolongation' && heures > 48
      ? [{ champ: 'heures', phrase: 'Une prolongation ne dépasse pas quarante-huit heures.' }]
      : []),
  ],
  attirer: ({ objet }, reprise) => (objet === 'prolongation' ? relever(reprise) : []),
  references: ({ objet }) =>
    objet === 'prolongation'
      ? [article('requete', 'Prolongation à la requête du procureur', '706-88 al. 2, 706-88-1, 706-88-2 CPP')]
      : [
          article(
            'requete',
            'Report de l’avocat à la requête du procureur',
            '63-4-2 al. 3, 706-88 al. 7 CPP',
          ),
        ],
  entrees: ({ requiseA, objet, heures, motif }, acte) => [
    {
      type: 'requete-jld',
      survenuA: requiseA,
      donnees: { objet, heures, nom: nomDuMagistrat(acte), motif: motif.trim() },
    },
  ],
  blocs: (contenu, acte) => [
    ...ouvertureDuMagistrat(acte),
    ...blocsDeLaMesure(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Requête' },
    {
      type: 'paragraphe',
      texte: `Le ${enFrancais(contenu.requiseA)}, requérons qu’il plaise au juge des libertés et de la détention ${
        contenu.objet === 'prolongation'
          ? `d’autoriser la prolongation de la garde à vue de ${nomDeLaPersonne(contenu, acte)} pour ${contenu.heures} heures`
          : `de différer l’intervention ou la présence de l’avocat de ${nomDeLaPersonne(contenu, acte)} jusqu’à la fin de la ${contenu.heures}e heure de la mesure`
      }.`,
    },
    { type: 'titre', niveau: 2, texte: 'Motifs' },
    ...paragraphes(contenu.motif),
    ...blocsDePasserOutre(contenu, acte),
    mentionDeSignature(acte, 'Requête établie', 'signée'),
  ],
});

const relever = ({ lue: { mesure, entrees }, maintenant }: Reprise) => {
  const { prochaineProlongation: prochaine, sansProlongation } = calculerHorloge(
    mesure,
    entrees,
    REGLES_DE_GARDE_A_VUE,
    maintenant,
  );
  if (sansProlongation !== null) return [{ phrase: sansProlongation, article: '63 II CPP' }];
  return prochaine !== null && !prochaine.autorites.includes('jld')
    ? [
        {
          phrase: 'La prochaine prolongation ne relève pas du juge des libertés et de la détention.',
          article: prochaine.article,
        },
      ]
    : [];
};

/** La requete qu'une decision vise, telle qu'un acte la porte. */
const schemaDeLaRequete = contenuProlongation.shape.requete;
export type RequeteVisee = z.infer<typeof schemaDeLaRequete>;
type Objet = EntreeDe<'requete-jld'>['donnees']['objet'];

/** La requete dont ce redacteur, s'il est juge des libertes et de la detention, se saisit : la derniere de cet objet sans decision depuis. */
export function requeteASaisir({ lue: { entrees }, donnees }: Reprise, objet: Objet): RequeteVisee {
  if (donnees.redacteur?.qualite !== 'jld') return null;
  const requete = enAttente(entrees, objet);
  return requete === undefined
    ? null
    : schemaDeLaRequete.parse({ entree: requete.id, requiseA: requete.survenuA, nom: requete.donnees.nom });
}

/** Ce qui separe une decision du juge de la requete qui le saisit : elle manque, ou n'est pas au registre telle que visee. */
export function controlerLaRequete(visee: RequeteVisee, { lue: { entrees } }: Reprise) {
  if (visee === null) return [];
  const connue = entreesDuType(entrees, 'requete-jld').find(({ id }) => id === visee.entree);
  return connue !== undefined && connue.survenuA === visee.requiseA && connue.donnees.nom === visee.nom
    ? []
    : [
        {
          champ: 'requete',
          phrase: 'La requête visée n’est pas au registre de la mesure : recommencez l’acte.',
        },
      ];
}

/** Le juge des libertes et de la detention statue a la requete du procureur. */
export const attirerSurLaRequete = (visee: RequeteVisee, { donnees, lue }: Reprise, texte: string) =>
  visee === null && donnees.redacteur?.qualite === 'jld' && lue.mesure.cadre !== 'commission-rogatoire'
    ? [{ phrase: 'Aucune requête du procureur de la République n’est au registre.', article: texte }]
    : [];

/** Le visa de la requete ; rien si la decision n'en vise pas. */
export const blocsDeLaRequete = (visee: RequeteVisee): readonly Bloc[] =>
  visee === null
    ? []
    : [
        {
          type: 'paragraphe',
          texte: `Vu la requête de ${visee.nom}, procureur de la République ou son substitut, du ${enFrancais(visee.requiseA)},`,
        },
      ];

const enAttente = (entrees: readonly Entree[], objet: Objet): EntreeDe<'requete-jld'> | undefined => {
  const closes =
    objet === 'prolongation' ? ['prolongation-decidee', 'prolongation-refusee'] : ['differe-avocat'];
  return entreesDuType(entrees, 'requete-jld').findLast(
    (requete) =>
      requete.donnees.objet === objet &&
      !entrees.some(
        ({ type, survenuA, donnees }) =>
          closes.includes(type) &&
          'autorite' in donnees &&
          donnees.autorite === 'jld' &&
          msDe(survenuA) >= msDe(requete.survenuA),
      ),
  );
};
