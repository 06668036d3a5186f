import { clotureSignee, LECTURE_PAR_DEFAUT, ouverture, personneSignataire } from '@ppn/acte/catalogue';
import type { ActeJson, Manque } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import { msDe } from '@ppn/core';
import type * as z from 'zod';
import { contenuRequalification } from '../contenus-des-actes-suivants.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { qualificationA } from '../domain/regime.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { nomDeLaLangue } from '../langues.ts';
import { enFrancais, NOMS_DES_MAGISTRATS } from '../phrases-des-entrees.ts';
import { nomDuRegime } from '../regimes.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  listeDesFaits,
  nomDeLaPersonne,
  type Reprise,
  siDit,
} from './commun.ts';
import { EMARGEMENTS, MODES_DE_NOTIFICATION } from './notification.ts';

type Contenu = z.infer<typeof contenuRequalification>;

/** Nouvelle qualification notifiee (63 I al. 2, 63-1 CPP), ou infraction decouverte, notifiee avant toute question (65 CPP). */
export const requalification = definirActe<Contenu>({
  type: 'gav-requalification',
  titre: 'Procès-verbal de notification d’une nouvelle qualification ou de faits nouveaux',
  description: 'Les faits ou leur qualification changent : ce qui est retenu, par qui, et sa notification.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuRequalification,
  preremplir: reprendre,
  controler: (contenu) => controlerLaNotification(contenu),
  references: ({ objet }) =>
    objet === 'requalification'
      ? [
          article('requalification', 'Qualification modifiée et notifiée', '63 I al. 2 CPP'),
          article('requalification', 'Information de la personne gardée à vue', '63-1 CPP'),
        ]
      : [
          article('faits-nouveaux', 'Autre infraction découverte pendant la garde à vue', '65 CPP'),
          article('faits-nouveaux', 'Informations préalables', '61-1 1°, 3° et 4° CPP'),
        ],
  signataires: (contenu, acte) => [
    ...personneSignataire(acte, contenu.mesure.personne.id, 'personne gardée à vue'),
    ...(contenu.mode === 'interprete' && contenu.interprete.trim()
      ? [{ place: 'interprete', nom: contenu.interprete.trim(), qualite: 'interprète' } as const]
      : []),
  ],
  entrees: entreesDeLaRequalification,
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    ...(contenu.objet === 'requalification' ? nouvelleQualification(contenu) : faitsNouveaux(contenu)),
    ...notifie(contenu, acte),
    ...blocsDePasserOutre(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
});

/** La requalification deja au registre (celle du magistrat, par exemple), sinon les faits en vigueur a corriger. */
function reprendre({ lue: { mesure, entrees }, maintenant }: Reprise) {
  const deja = entreesDuType(entrees, 'requalification').findLast(({ source }) => source.genre === 'saisie');
  const { regime, faits } = qualificationA(mesure, entrees, msDe(maintenant));
  return {
    entree: deja?.id ?? '',
    objet: 'requalification',
    par: deja?.donnees.par ?? 'opj',
    nomMagistrat: deja !== undefined && deja.donnees.par !== 'opj' ? deja.auteur.nom : '',
    decideeA: deja?.survenuA ?? maintenant,
    regime,
    faits: faits.map((fait) => ({ ...fait })),
    notifieeA: maintenant,
    langue: mesure.personne.langue,
    mode: mesure.personne.langue === 'fr' ? 'agent' : 'interprete',
    interprete: entreesDuType(entrees, 'interprete-arrive').at(-1)?.donnees.nom ?? '',
    avocat: 'inchange',
    nomAvocat: '',
    circonstance: '',
    lecture: LECTURE_PAR_DEFAUT,
  };
}

const controlerLaNotification = (contenu: Contenu): readonly Manque[] => [
  ...(contenu.objet === 'requalification' && contenu.par !== 'opj' && contenu.nomMagistrat.trim() === ''
    ? [{ champ: 'nomMagistrat', phrase: 'Indiquez le magistrat qui modifie la qualification.' }]
    : []),
  ...(contenu.mode.startsWith('interprete') && contenu.interprete.trim() === ''
    ? [{ champ: 'interprete', phrase: 'Indiquez l’interprète : il signe l’acte.' }]
    : []),
  ...(contenu.avocat === 'designe' && contenu.nomAvocat.trim() === ''
    ? [{ champ: 'nomAvocat', phrase: 'Indiquez l’avocat que la personne désigne.' }]
    : []),
  ...(msDe(contenu.notifieeA) < msDe(contenu.decideeA)
    ? [{ champ: 'notifieeA', phrase: 'La notification suit la décision : corrigez son heure.' }]
    : []),
  ...(contenu.objet === 'requalification' &&
  contenu.regime === contenu.mesure.regime &&
  JSON.stringify(contenu.faits) === JSON.stringify(contenu.mesure.faits)
    ? [{ champ: 'faits', phrase: 'Rien ne change : corrigez les faits, leur qualification ou le régime.' }]
    : []),
];

/** Ce qui est retenu, puis sa notification, puis ce que la personne dit de l'avocat. */
function entreesDeLaRequalification(contenu: Contenu, acte: ActeJson): readonly EntreePortee[] {
  const { entree: id, decideeA, notifieeA, regime, faits, par, langue, mode, circonstance } = contenu;
  const issue = acte.signatures?.find(({ place }) => place === 'personne')?.issue.etat;
  return [
    contenu.objet === 'requalification'
      ? { id, type: 'requalification', survenuA: decideeA, donnees: { regime, faits, par } }
      : { type: 'faits-nouveaux', survenuA: notifieeA, donnees: { faits } },
    ...(contenu.objet === 'requalification'
      ? [
          {
            type: 'notification-droits',
            survenuA: notifieeA,
            donnees: {
              objet: 'requalification',
              langue,
              mode,
              declarationRemise: false,
              emargement: issue === undefined ? 'impossible' : EMARGEMENTS[issue],
              circonstance,
            },
          } as const,
        ]
      : []),
    ...avocat(contenu),
  ];
}

function avocat({ avocat: choix, nomAvocat, notifieeA }: Contenu): readonly EntreePortee[] {
  if (choix === 'inchange') return [];
  if (choix === 'non') return [{ type: 'droit-decline', survenuA: notifieeA, donnees: { droit: 'avocat' } }];
  return [
    {
      type: 'demande-avocat',
      survenuA: notifieeA,
      donnees: { choix, nom: nomAvocat, auxAuditions: true, par: 'personne' },
    },
  ];
}

const nouvelleQualification = (contenu: Contenu): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Nouvelle qualification (article 63 I alinéa 2)' },
  {
    type: 'paragraphe',
    texte: `Le ${enFrancais(contenu.decideeA)}, la qualification des faits est modifiée ${contenu.par === 'opj' ? 'par nous' : `par ${contenu.nomMagistrat.trim()}, ${NOMS_DES_MAGISTRATS[contenu.par]}`}. Sont désormais retenus :`,
  },
  listeDesFaits(contenu.faits),
  { type: 'champs', champs: [{ libelle: 'Régime', valeur: nomDuRegime(contenu.regime) }] },
];

const faitsNouveaux = (contenu: Contenu): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Faits nouveaux (article 65)' },
  {
    type: 'paragraphe',
    texte:
      'Il apparaît des raisons plausibles de soupçonner la personne d’avoir commis une autre infraction que celle qui a motivé son placement. La mesure garde sa qualification. Cette infraction est :',
  },
  listeDesFaits(contenu.faits),
];

const AVOCATS: { readonly [choix in Contenu['avocat']]: string } = {
  inchange: 'ne revient pas sur ce qu’elle a demandé',
  non: 'ne souhaite pas, en l’état, l’assistance d’un avocat',
  designe: 'désigne un avocat',
  'commis-office': 'demande un avocat commis d’office',
};

const notifie = (contenu: Contenu, acte: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Notification' },
  {
    type: 'paragraphe',
    texte: `Le ${enFrancais(contenu.notifieeA)}, la personne retenue, ${nomDeLaPersonne(contenu, acte)}, est informée en ${nomDeLaLangue(contenu.langue)}, ${MODES_DE_NOTIFICATION[contenu.mode]}${contenu.interprete.trim() === '' ? '' : ` (${contenu.interprete.trim()})`} ${
      contenu.objet === 'requalification'
        ? 'de la nouvelle qualification, de la date et du lieu présumés des faits ci-dessus.'
        : 'avant toute question sur ces faits, de leur qualification, de leur date et de leur lieu présumés, du droit à l’interprète, du droit de faire des déclarations, de répondre aux questions ou de se taire (article 61-1, 1°, 3° et 4°), et du droit d’être assistée par un avocat.'
    }`,
  },
  {
    type: 'champs',
    champs: [
      {
        libelle: 'Avocat',
        valeur: `${AVOCATS[contenu.avocat]}${contenu.nomAvocat.trim() === '' ? '' : ` : ${contenu.nomAvocat.trim()}`}`,
      },
    ],
  },
  ...siDit('Circonstance', contenu.circonstance),
];
