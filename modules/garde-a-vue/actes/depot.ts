import { ouverture, signatureElectronique } from '@ppn/acte/catalogue';
import type { ActeJson, Manque, PointAttention } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import { msDe } from '@ppn/core';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type * as z from 'zod';
import { contenuDepot, TYPES_DU_DEPOT } from '../contenus-des-actes-suivants.ts';
import { type Entree, entreesDuType } from '../domain/entrees.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { dire, enFrancais } from '../phrases-des-entrees.ts';
import { SCHEMAS_DES_DONNEES } from '../schemas-des-donnees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  type Reprise,
  siDit,
} from './commun.ts';

type Contenu = z.infer<typeof contenuDepot>;
type Mention = Contenu['mentions'][number];

/**
 * Registre special du depot (803-3 al. 5 CPP) : identite, arrivee, conduite, droits exerces. Le tiennent les policiers ou
 * gendarmes qui gardent le local de la juridiction, sous le controle du procureur.
 */
export const depot = definirActe<Contenu>({
  type: 'gav-depot',
  titre: 'Procès-verbal de retenue au dépôt après défèrement',
  description:
    'Registre de l’article 803-3 : arrivée, repas, proche, médecin, avocat, conduite devant le magistrat.',
  acces: 'tenir-le-depot',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuDepot,
  preremplir: reprendre,
  controler: controlerLeDepot,
  attirer: attirerSurLeDepot,
  references: () => [article('depot', 'Retenue dans les locaux de la juridiction', '803-3 CPP')],
  entrees: entreesDuDepot,
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    ...retenue(contenu, acte),
    ...siDit('Observations', contenu.observations),
    ...blocsDePasserOutre(contenu, acte),
    signatureElectronique(acte),
  ],
});

const duDepot = (entree: Entree): boolean => TYPES_DU_DEPOT.some((type) => type === entree.type);

/** La levee qui a ouvert la retenue : la fin de la mesure, par un deferement. */
const levee = (entrees: readonly Entree[]) =>
  entreesDuType(entrees, 'fin').findLast(({ donnees }) => donnees.suite === 'deferement');

function reprendre({ lue: { mesure, entrees }, maintenant }: Reprise) {
  const fin = levee(entrees);
  const depuis = entrees.filter(({ survenuA }) => fin !== undefined && msDe(survenuA) >= msDe(fin.survenuA));
  const arrivee = entreesDuType(depuis, 'arrivee-au-depot').at(-1);
  const conduite = entreesDuType(depuis, 'comparution').at(-1);
  return {
    debut: arrivee?.survenuA ?? maintenant,
    lieu: mesure.juridiction.libelle,
    entreeArrivee: arrivee?.id ?? '',
    arriveeA: arrivee?.survenuA ?? maintenant,
    local: arrivee?.donnees.lieu ?? `Dépôt, ${mesure.juridiction.libelle}`,
    mentions: depuis
      .filter((entree) => entree.source.genre === 'saisie' && duDepot(entree))
      .map(({ id, type, survenuA, donnees }) => ({ id, type, survenuA, donnees })),
    entreeConduite: conduite?.id ?? '',
    conduiteA: conduite?.survenuA ?? null,
    devant: conduite?.donnees.devant ?? '',
    observations: '',
  };
}

function controlerLeDepot(contenu: Contenu, { lue }: Reprise): readonly Manque[] {
  const fin = levee(lue.entrees);
  return [
    ...(fin === undefined
      ? [
          {
            champ: 'mesure',
            phrase: 'La mesure n’a pas pris fin par un défèrement : il n’y a pas de retenue au dépôt.',
          },
        ]
      : []),
    ...(fin !== undefined && msDe(contenu.arriveeA) < msDe(fin.survenuA)
      ? [{ champ: 'arriveeA', phrase: 'L’arrivée au dépôt suit la levée de la mesure : corrigez son heure.' }]
      : []),
    ...(contenu.conduiteA !== null && msDe(contenu.conduiteA) < msDe(contenu.arriveeA)
      ? [
          {
            champ: 'conduiteA',
            phrase: 'La conduite devant le magistrat suit l’arrivée : corrigez son heure.',
          },
        ]
      : []),
    ...(contenu.conduiteA !== null && contenu.devant.trim() === ''
      ? [{ champ: 'devant', phrase: 'Indiquez devant qui la personne est conduite.' }]
      : []),
  ];
}

function attirerSurLeDepot(
  contenu: Contenu,
  { lue: { mesure, entrees }, maintenant }: Reprise,
): readonly PointAttention[] {
  const { comparution } = calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, maintenant);
  const informe = contenu.mentions.some(
    ({ type, donnees }) => type === 'avis-magistrat' && donnees['objet'] === 'arrivee-au-depot',
  );
  return [
    ...(comparution?.article === '803-2 CPP'
      ? [
          {
            phrase:
              'Après plus de soixante-douze heures de garde à vue, la personne comparaît le jour même : elle n’est pas retenue jusqu’au lendemain.',
            article: '803-3 al. 6 CPP',
          },
        ]
      : []),
    ...(informe || entrees.some(estAvisDArrivee)
      ? []
      : [
          {
            phrase: 'Le magistrat n’est pas informé de l’arrivée de la personne.',
            article: '803-3 al. 2 CPP',
          },
        ]),
    ...(contenu.mentions.some(({ type }) => type === 'repas')
      ? []
      : [{ phrase: 'Aucun repas n’est mentionné.', article: '803-3 al. 4 CPP' }]),
  ];
}

const estAvisDArrivee = (entree: Entree): boolean =>
  entree.type === 'avis-magistrat' && entree.donnees.objet === 'arrivee-au-depot';

function entreesDuDepot(contenu: Contenu): readonly EntreePortee[] {
  return [
    {
      id: contenu.entreeArrivee,
      type: 'arrivee-au-depot',
      survenuA: contenu.arriveeA,
      donnees: { lieu: contenu.local },
    },
    ...contenu.mentions.map(({ id, type, survenuA, donnees }) => ({ id, type, survenuA, donnees })),
    ...(contenu.conduiteA === null
      ? []
      : [
          {
            id: contenu.entreeConduite,
            type: 'comparution',
            survenuA: contenu.conduiteA,
            donnees: { devant: contenu.devant },
          } as const,
        ]),
  ];
}

const retenue = (contenu: Contenu, acte: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Retenue dans les locaux de la juridiction (article 803-3)' },
  {
    type: 'champs',
    champs: [
      { libelle: 'Personne retenue', valeur: nomDeLaPersonne(contenu, acte) },
      { libelle: 'Local', valeur: contenu.local.trim() },
      { libelle: 'Arrivée', valeur: enFrancais(contenu.arriveeA) },
      {
        libelle: 'Conduite devant le magistrat',
        valeur:
          contenu.conduiteA === null
            ? 'pas encore'
            : `${enFrancais(contenu.conduiteA)}, devant ${contenu.devant.trim()}`,
      },
    ],
  },
  { type: 'titre', niveau: 2, texte: 'Alimentation, avis, médecin, avocat (alinéas 2 et 4)' },
  contenu.mentions.length === 0
    ? { type: 'paragraphe', texte: 'Néant.' }
    : {
        type: 'tableau',
        entetes: ['Date et heure', 'Mention', 'Précisions'],
        lignes: contenu.mentions.map((une) => {
          const { libelle, detail } = dire(enEntree(une));
          return [enFrancais(une.survenuA), libelle, detail];
        }),
      },
];

/** Assez d'une entree pour la dire. */
const enEntree = ({ type, donnees }: Mention): Entree =>
  ({ type, donnees: SCHEMAS_DES_DONNEES[type].parse(donnees) }) as Entree;
