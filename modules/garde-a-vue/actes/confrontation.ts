import {
  identite,
  LECTURE_PAR_DEFAUT,
  nomComplet,
  ouverture,
  personneDe,
  questions,
  signatureElectronique,
  signaturesDeLaMain,
} from '@ppn/acte/catalogue';
import type { ActeJson, Manque } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import type * as z from 'zod';
import { contenuConfrontation } from '../contenus-des-actes-suivants.ts';
import { entreesDuType } from '../domain/entrees.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  enListe,
  nomDeLaPersonne,
  type Reprise,
} from './commun.ts';
import {
  attirerSurLEnregistrement,
  controlerLaSeance,
  entreesDeLaSeance,
  exigeEnregistrement,
  observationsDeLAvocat,
  signatairesDeLaSeance,
} from './seance.ts';

type Contenu = z.infer<typeof contenuConfrontation>;
type Nommees = Pick<ActeJson, 'personnes'>;

/** Confrontation en garde a vue : chacun y est nomme et signe, avec l'avocat qui l'assiste (63-4-2, 63-4-3, 63-4-5, 64-1 CPP). */
export const confrontation = definirActe<Contenu>({
  type: 'gav-confrontation',
  titre: 'Procès-verbal de confrontation en garde à vue',
  description: 'La personne est confrontée à d’autres : avocats, questions et réponses ; tous signent.',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuConfrontation,
  preremplir: reprendre,
  personnes: ({ confrontes }) => confrontes.map(({ personne }) => personne),
  controler: (contenu, { donnees }) => [...controlerLaSeance(contenu), ...lesConfrontes(contenu, donnees)],
  attirer: attirerSurLEnregistrement,
  references: () => [
    article('confrontation', 'Droit de se taire', '63-1 CPP'),
    article('confrontation', 'Présence de l’avocat', '63-4-2 CPP'),
    article('confrontation', 'Questions et observations de l’avocat', '63-4-3 CPP'),
    article('confrontation', 'Avocat de la victime confrontée', '63-4-5 CPP'),
    article('confrontation', 'Enregistrement audiovisuel', '64-1 CPP, L.413-12 et L.413-13 CJPM'),
  ],
  signataires: (contenu, acte) => [
    ...signatairesDeLaSeance(contenu, acte),
    ...contenu.confrontes.flatMap(({ personne, avocat }, rang) => [
      {
        place: PLACES[rang]?.[0] ?? 'confronte-1',
        nom: nomDe(personne, acte),
        qualite: 'personne confrontée',
      },
      ...(avocat.trim() === ''
        ? []
        : [
            {
              place: PLACES[rang]?.[1] ?? 'avocat-confronte-1',
              nom: avocat.trim(),
              qualite: `avocat de ${nomDe(personne, acte)}`,
            },
          ]),
    ]),
  ],
  entrees: (contenu, acte) => entreesDeLaSeance('confrontation', contenu, acte.acteId),
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    ...confrontes(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Conditions de la confrontation' },
    conditions(contenu),
    { type: 'titre', niveau: 2, texte: 'Confrontation' },
    ...questions(contenu.echanges),
    ...observationsDeLAvocat(contenu),
    ...blocsDePasserOutre(contenu, acte),
    {
      type: 'mention',
      texte: `${contenu.lecture.mode === 'relu-par-la-personne' ? 'Après avoir relu leurs déclarations' : 'Après lecture faite par nous de leurs déclarations'}, ${comparants(contenu, acte)} y persistent et n’ont rien à y changer, à y ajouter ou à y retrancher.`,
    },
    ...signaturesDeLaMain(acte),
    signatureElectronique(acte),
  ],
});

const PLACES = [
  ['confronte-1', 'avocat-confronte-1'],
  ['confronte-2', 'avocat-confronte-2'],
  ['confronte-3', 'avocat-confronte-3'],
] as const;

const nomDe = (id: string, acte: Nommees): string => {
  const personne = personneDe(acte, id);
  return personne ? nomComplet(personne) : 'la personne confrontée';
};

const comparants = (contenu: Contenu, acte: ActeJson): string => {
  const noms = [
    nomDeLaPersonne(contenu, acte),
    ...contenu.confrontes.map(({ personne }) => nomDe(personne, acte)),
  ];
  return `${noms.slice(0, -1).join(', ')} et ${noms.at(-1) ?? ''}`;
};

/** Ce qu'une confrontation ouverte au registre dit deja ; la premiere question s'adresse a la personne. */
function reprendre({ lue, maintenant }: Reprise) {
  const ouverte = entreesDuType(lue.entrees, 'confrontation').findLast(
    ({ source }) => source.genre === 'saisie',
  );
  const demande = entreesDuType(lue.entrees, 'demande-avocat').at(-1);
  return {
    entree: ouverte?.id ?? '',
    debut: ouverte?.survenuA ?? maintenant,
    fin: ouverte?.donnees.fin ?? maintenant,
    surLesFaits: ouverte?.donnees.surLesFaits ?? true,
    silenceRappele: ouverte?.donnees.silenceRappele ?? false,
    avocat: ouverte?.donnees.avocat ?? (demande?.donnees.auxAuditions ? 'present' : 'absent'),
    nomAvocat: entreesDuType(lue.entrees, 'avocat-arrive').at(-1)?.donnees.nom ?? '',
    interprete: entreesDuType(lue.entrees, 'interprete-arrive').at(-1)?.donnees.nom ?? '',
    enregistree: ouverte?.donnees.enregistree ?? exigeEnregistrement(lue.mesure, maintenant),
    impossibilite: '',
    confrontes: [],
    echanges: [{ question: 'À la personne gardée à vue : ', reponse: '' }],
    observationsAvocat: '',
    questionsRefusees: false,
    lecture: LECTURE_PAR_DEFAUT,
  };
}

const lesConfrontes = (
  { confrontes: choisis, mesure }: Contenu,
  { personnes }: Reprise['donnees'],
): readonly Manque[] => {
  const ids = choisis.map(({ personne }) => personne);
  return [
    ...(ids.every((id) => personnes.some((connue) => connue.id === id && connue.genre === 'physique'))
      ? []
      : [
          {
            champ: 'confrontes',
            phrase: 'Une personne confrontée n’est pas une personne physique du dossier.',
          },
        ]),
    ...(ids.includes(mesure.personne.id) || new Set(ids).size < ids.length
      ? [{ champ: 'confrontes', phrase: 'Une même personne est choisie deux fois.' }]
      : []),
  ];
};

const confrontes = (contenu: Contenu, acte: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Personnes confrontées' },
  ...contenu.confrontes.flatMap(({ personne: id, avocat }): readonly Bloc[] => {
    const personne = personneDe(acte, id);
    return [
      ...(personne ? [identite(personne)] : []),
      {
        type: 'champs',
        champs: [{ libelle: 'Avocat', valeur: avocat.trim() === '' ? 'sans avocat' : avocat.trim() }],
      },
    ];
  }),
];

const AVOCATS: { readonly [choix in Contenu['avocat']]: string } = {
  present: 'L’avocat de la personne gardée à vue est présent',
  absent: 'La personne gardée à vue est confrontée sans avocat',
  renonciation:
    'La personne gardée à vue renonce expressément à la présence de l’avocat pour cette confrontation (article 63-4-2)',
};

const conditions = (contenu: Contenu): Bloc => ({
  type: 'liste',
  elements: enListe([
    contenu.silenceRappele
      ? 'Avant la confrontation, rappelons à la personne gardée à vue le droit, après avoir décliné son identité, de faire des déclarations, de répondre aux questions ou de se taire'
      : 'Le droit de se taire n’est pas rappelé avant la confrontation',
    `${AVOCATS[contenu.avocat]}${contenu.nomAvocat.trim() === '' ? '' : ` : ${contenu.nomAvocat.trim()}`}`,
    ...(contenu.interprete.trim() === '' ? [] : [`Interprète : ${contenu.interprete.trim()}`]),
    contenu.surLesFaits
      ? 'La confrontation porte sur les faits'
      : 'La confrontation ne porte que sur l’identité de la personne',
    contenu.enregistree
      ? 'La confrontation fait l’objet d’un enregistrement audiovisuel'
      : contenu.impossibilite.trim() === ''
        ? 'La confrontation n’est pas enregistrée'
        : `L’enregistrement audiovisuel est impossible : ${contenu.impossibilite.trim().replace(/\.$/, '')}`,
  ]),
});
