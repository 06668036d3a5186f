import { clotureSignee, LECTURE_PAR_DEFAUT, ouverture, personneSignataire } from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuNotification } from '../contenus-des-actes.ts';
import { type Entree, entreesDuType } from '../domain/entrees.ts';
import type { EntreePortee } from '../entrees-des-actes.ts';
import { declarationDesDroits, nomDeLaLangue } from '../langues.ts';
import { dire, enFrancais } from '../phrases-des-entrees.ts';
import { ageA } from '../regime-propose.ts';
import { article, blocsDeLaMesure, blocsDePasserOutre, definirActe, nomDeLaPersonne } from './commun.ts';

type Contenu = z.infer<typeof contenuNotification>;

const NON = { exerce: false, designation: '' } as const;

/** Notification du placement (ou de la prolongation) et des droits, et leur exercice (63-1, 803-6 CPP). */
export const notification = definirActe<Contenu>({
  type: 'gav-notification',
  titre: 'Procès-verbal de notification de garde à vue et d’exercice des droits',
  description:
    'Placement, durée, faits, motifs et droits notifiés dans une langue comprise ; ce que la personne en demande.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuNotification,
  preremplir: ({ lue, maintenant }) => {
    const { mesure, entrees } = lue;
    const age = ageA(mesure.personne.naissance, maintenant);
    const prolongee = entreesDuType(entrees, 'prolongation-decidee').length > 0;
    return {
      entree: '',
      notifieeA: maintenant,
      objet: prolongee ? 'prolongation' : 'placement',
      langue: mesure.personne.langue,
      mode: mesure.personne.langue === 'fr' ? 'agent' : 'interprete',
      interprete: entreesDuType(entrees, 'interprete-arrive').at(-1)?.donnees.nom ?? '',
      declarationRemise: false,
      circonstance: prolongee ? '' : circonstanceDuReport(entrees),
      proche: NON,
      employeur: NON,
      consulat: NON,
      medecin: age !== null && age < 16,
      avocat: age !== null && age < 18 ? 'commis-office' : 'non',
      nomAvocat: '',
      avocatAuxAuditions: age !== null && age < 18,
      protection: '',
      lecture: LECTURE_PAR_DEFAUT,
    };
  },
  controler: (contenu) => [
    ...(contenu.mode.startsWith('interprete') && contenu.interprete.trim() === ''
      ? [{ champ: 'interprete', phrase: 'Indiquez l’interprète : il signe l’acte.' }]
      : []),
    ...(contenu.avocat === 'designe' && contenu.nomAvocat.trim() === ''
      ? [{ champ: 'nomAvocat', phrase: 'Indiquez l’avocat que la personne désigne.' }]
      : []),
    ...(contenu.proche.exerce && contenu.proche.designation.trim() === ''
      ? [{ champ: 'proche', phrase: 'Indiquez la personne à prévenir.' }]
      : []),
  ],
  attirer: (contenu, { lue, maintenant }) => {
    const age = ageA(lue.mesure.personne.naissance, maintenant);
    return [
      ...(contenu.declarationRemise
        ? []
        : [
            {
              phrase: 'La déclaration écrite des droits n’est pas remise à la personne.',
              article: '803-6 CPP',
            },
          ]),
      ...(contenu.langue !== 'fr' &&
      declarationDesDroits(contenu.langue) === undefined &&
      contenu.mode === 'formulaire'
        ? [
            {
              phrase: `Aucun formulaire n’est en service en ${nomDeLaLangue(contenu.langue)} : la notification par formulaire n’est pas possible.`,
              article: '63-1 et 803-6 CPP',
            },
          ]
        : []),
      ...(contenu.langue !== 'fr' && contenu.mode === 'agent'
        ? [
            {
              phrase:
                'La personne ne comprend pas le français : ses droits lui sont notifiés par un interprète.',
              article: '63-1 CPP',
            },
          ]
        : []),
      ...(age !== null && age < 18 && contenu.avocat === 'non'
        ? [
            {
              phrase: 'L’assistance d’un avocat est obligatoire pour un mineur gardé à vue.',
              article: 'L.413-9 CJPM',
            },
          ]
        : []),
      ...(age !== null && age < 16 && !contenu.medecin
        ? [
            {
              phrase: 'L’examen médical est obligatoire pour un mineur de moins de seize ans.',
              article: 'L.413-8 CJPM',
            },
          ]
        : []),
    ];
  },
  references: () => [
    article('droits', 'Information de la personne gardée à vue', '63-1 CPP'),
    article('droits', 'Déclaration écrite des droits', '803-6 CPP'),
    article('droits', 'Avis, médecin, avocat', '63-2 à 63-4-2 CPP'),
  ],
  signataires: (contenu, acte) => [
    ...personneSignataire(acte, contenu.mesure.personne.id, 'personne gardée à vue'),
    ...(contenu.mode === 'interprete' && contenu.interprete.trim()
      ? [{ place: 'interprete', nom: contenu.interprete.trim(), qualite: 'interprète' } as const]
      : []),
  ],
  entrees: entreesDeLaNotification,
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    ...notifie(contenu, acte),
    ...exercice(contenu),
    ...blocsDePasserOutre(contenu, acte),
    ...clotureSignee(acte, contenu.lecture, nomDeLaPersonne(contenu, acte)),
  ],
});

/** Ce que la personne a fait de l'acte, tel que le registre le garde. */
export const EMARGEMENTS = { signee: 'signe', refus: 'refuse', impossibilite: 'impossible' } as const;

/** Ce qui a fait differer la notification, s'il y en a eu une : le motif du retard est deja dit. */
function circonstanceDuReport(entrees: readonly Entree[]): string {
  const differee = entreesDuType(entrees, 'notification-differee').at(-1);
  if (differee === undefined) return '';
  const { libelle, detail } = dire(differee);
  return `${libelle} le ${enFrancais(differee.survenuA)} : ${detail}`.slice(0, 2_000);
}

/** La notification, puis ce que la personne a demande ou decline, a la meme heure. */
function entreesDeLaNotification(contenu: Contenu, acte: ActeJson): readonly EntreePortee[] {
  const issue = acte.signatures?.find(({ place }) => place === 'personne')?.issue.etat;
  const survenuA = contenu.notifieeA;
  const tiers = (['proche', 'employeur', 'consulat'] as const).map((qui): EntreePortee => {
    const { exerce, designation } = contenu[qui];
    return exerce
      ? { type: 'demande-avis', survenuA, donnees: { qui, designation } }
      : { type: 'droit-decline', survenuA, donnees: { droit: qui } };
  });
  return [
    {
      id: contenu.entree,
      type: 'notification-droits',
      survenuA,
      donnees: {
        objet: contenu.objet,
        langue: contenu.langue,
        mode: contenu.mode,
        declarationRemise: contenu.declarationRemise,
        emargement: issue === undefined ? 'impossible' : EMARGEMENTS[issue],
        circonstance: contenu.circonstance,
      },
    },
    ...(contenu.objet === 'requalification' ? [] : tiers),
    ...(contenu.objet === 'requalification' ? [] : [medecin(contenu), avocat(contenu)]),
    ...(contenu.protection.trim() === ''
      ? []
      : [
          {
            type: 'protection-connue',
            survenuA,
            donnees: { mesureDeProtection: contenu.protection.trim(), source: 'déclaration de la personne' },
          } as const,
        ]),
  ];
}

/** Pour un mineur, l'avocat est la loi, l'examen aussi avant seize ans (L.413-8, L.413-9 CJPM). */
const parLaLoi = ({ mesure, notifieeA }: Contenu, avant: number): boolean => {
  const age = ageA(mesure.personne.naissance, notifieeA);
  return age !== null && age < avant;
};

const medecin = (contenu: Contenu): EntreePortee =>
  contenu.medecin
    ? {
        type: 'demande-medecin',
        survenuA: contenu.notifieeA,
        donnees: { par: parLaLoi(contenu, 16) ? 'loi' : 'personne' },
      }
    : { type: 'droit-decline', survenuA: contenu.notifieeA, donnees: { droit: 'medecin' } };

const avocat = (contenu: Contenu): EntreePortee =>
  contenu.avocat === 'non'
    ? { type: 'droit-decline', survenuA: contenu.notifieeA, donnees: { droit: 'avocat' } }
    : {
        type: 'demande-avocat',
        survenuA: contenu.notifieeA,
        donnees: {
          choix: contenu.avocat,
          nom: contenu.nomAvocat,
          auxAuditions: contenu.avocatAuxAuditions,
          par: parLaLoi(contenu, 18) ? 'loi' : 'personne',
        },
      };

const OBJETS = {
  placement:
    'de son placement en garde à vue, de la durée de la mesure et de la ou des prolongations dont elle peut faire l’objet',
  prolongation: 'de la prolongation de sa garde à vue, de sa durée et de ses motifs',
  requalification: 'de la nouvelle qualification retenue',
} as const;

/** Comment une notification est faite. */
export const MODES_DE_NOTIFICATION = {
  agent: 'par nous',
  interprete: 'par l’interprète présent',
  'interprete-a-distance': 'par un interprète, à distance',
  formulaire: 'au moyen du formulaire écrit, dans l’attente d’un interprète',
} as const;

const notifie = (contenu: Contenu, acte: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Notification (articles 63-1 et 803-6 du code de procédure pénale)' },
  {
    type: 'paragraphe',
    texte: `Le ${enFrancais(contenu.notifieeA)}, la personne retenue, ${nomDeLaPersonne(contenu, acte)}, est informée en ${nomDeLaLangue(contenu.langue)}, ${MODES_DE_NOTIFICATION[contenu.mode]}${contenu.interprete.trim() === '' ? '' : ` (${contenu.interprete.trim()})`} :`,
  },
  {
    type: 'liste',
    elements: [
      `${OBJETS[contenu.objet]} ;`,
      'de la qualification, de la date et du lieu présumés des faits ci-dessus, et des motifs de l’article 62-2 qui justifient la mesure ;',
      'du droit de faire prévenir un proche ou toute personne qu’elle désigne, son employeur et, si elle est étrangère, les autorités consulaires (63-2) ;',
      'du droit d’être examinée par un médecin (63-3) ;',
      'du droit d’être assistée par un avocat, dès le début de la mesure et à tout moment (63-3-1 à 63-4-3) ;',
      's’il y a lieu, du droit d’être assistée par un interprète ;',
      'du droit de consulter, au plus tard avant une éventuelle prolongation, les documents de l’article 63-4-1 ;',
      'du droit de présenter des observations au magistrat qui se prononce sur une prolongation ;',
      'du droit, lors des auditions, après avoir décliné son identité, de faire des déclarations, de répondre aux questions ou de se taire.',
    ],
  },
  {
    type: 'paragraphe',
    texte: contenu.declarationRemise
      ? 'Une déclaration écrite énonçant ces droits lui est remise ; elle la conserve pendant toute la mesure.'
      : 'La déclaration écrite énonçant ces droits ne lui est pas remise.',
  },
  ...(contenu.circonstance.trim() === ''
    ? []
    : [
        {
          type: 'champs',
          champs: [{ libelle: 'Circonstance', valeur: contenu.circonstance.trim() }],
        } as const,
      ]),
];

const AVOCATS = {
  non: 'ne pas souhaiter, en l’état, l’assistance d’un avocat',
  designe: 'désigner un avocat',
  'commis-office': 'demander un avocat commis d’office',
} as const;

const prevenir = ({ exerce, designation }: Contenu['proche']): string =>
  exerce
    ? `demande à le faire prévenir${designation.trim() === '' ? '' : ` : ${designation.trim()}`}`
    : 'ne le demande pas';

const exercice = (contenu: Contenu): readonly Bloc[] =>
  contenu.objet === 'requalification'
    ? []
    : [
        { type: 'titre', niveau: 2, texte: 'Exercice des droits' },
        {
          type: 'champs',
          champs: [
            { libelle: 'Proche', valeur: prevenir(contenu.proche) },
            { libelle: 'Employeur', valeur: prevenir(contenu.employeur) },
            { libelle: 'Autorités consulaires', valeur: prevenir(contenu.consulat) },
            { libelle: 'Médecin', valeur: contenu.medecin ? 'demande à être examinée' : 'ne le demande pas' },
            {
              libelle: 'Avocat',
              valeur: `déclare ${AVOCATS[contenu.avocat]}${contenu.nomAvocat.trim() === '' ? '' : ` : ${contenu.nomAvocat.trim()}`}${contenu.avocatAuxAuditions ? ', y compris lors des auditions et confrontations' : ''}`,
            },
            {
              libelle: 'Mesure de protection juridique',
              valeur: contenu.protection.trim() === '' ? 'n’en déclare pas' : contenu.protection.trim(),
            },
          ],
        },
      ];
