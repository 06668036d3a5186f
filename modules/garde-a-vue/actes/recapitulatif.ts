import {
  LECTURE_PAR_DEFAUT,
  ouverture,
  personneSignataire,
  signatureElectronique,
  signaturesDeLaMain,
} from '@ppn/acte/catalogue';
import type { ActeJson } from '@ppn/acte/contract';
import type { Bloc } from '@ppn/core';
import { msDe } from '@ppn/core';
import { REGLES_DE_GARDE_A_VUE } from '@ppn/nomenclature';
import type * as z from 'zod';
import { contenuRecapitulatif } from '../contenus-des-actes.ts';
import { ecartsDHorloge } from '../domain/concordance.ts';
import type { TypeDEntree } from '../domain/donnees-des-entrees.ts';
import { entreesDuType } from '../domain/entrees.ts';
import { calculerHorloge } from '../domain/horloge.ts';
import { phrasesDeLHorloge } from '../domain/horloge-json.ts';
import { enFrancais } from '../phrases-des-entrees.ts';
import { nomDuRegime } from '../regimes.ts';
import { lireLeRegistre } from '../registre.ts';
import type { LigneDeRegistre } from '../vues.ts';
import { listeDesMotifs } from './avis-magistrat.ts';
import {
  article,
  blocsDeLaMesure,
  blocsDePasserOutre,
  definirActe,
  nomDeLaPersonne,
  siDit,
} from './commun.ts';

type Contenu = z.infer<typeof contenuRecapitulatif>;

/** Recapitulatif de la garde a vue (64 I CPP) : engendre de toutes les entrees, emarge, ou refus mentionne. */
export const recapitulatif = definirActe<Contenu>({
  type: 'gav-recapitulatif',
  titre: 'Procès-verbal récapitulatif de garde à vue',
  description:
    'Engendré du registre : motifs, auditions et repos, repas, début et fin, droits, fouilles ; la personne l’émarge.',
  qualites: ['opj', 'chef-unite'],
  contenu: contenuRecapitulatif,
  preremplir: ({ lue: { mesure, entrees }, maintenant }) => {
    const horloge = calculerHorloge(mesure, entrees, REGLES_DE_GARDE_A_VUE, maintenant);
    return {
      regime: horloge.regime,
      entrees: [...entrees],
      horloge,
      observations: '',
      lecture: LECTURE_PAR_DEFAUT,
    };
  },
  controler: ({ mesure, entrees, horloge }, { lue }) =>
    lue.entrees.every(({ id }) => entrees.some((reprise) => reprise.id === id)) &&
    ecartsDHorloge(horloge, mesure, entrees, REGLES_DE_GARDE_A_VUE).length === 0
      ? []
      : [
          {
            champ: 'entrees',
            phrase:
              'Le registre a changé depuis que ce récapitulatif est engendré : recommencez-le pour qu’il soit entier.',
          },
        ],
  attirer: (_contenu, { lue }) =>
    entreesDuType(lue.entrees, 'fin').length > 0
      ? []
      : [{ phrase: 'La fin de la mesure n’est pas au registre.', article: '64 I 2° CPP' }],
  references: () => [
    article('recapitulatif', 'Procès-verbal récapitulatif', '64 I CPP'),
    article('recapitulatif', 'Droits : informations, demandes et suites', 'D.15-5-3 CPP'),
  ],
  signataires: (contenu, acte) =>
    personneSignataire(acte, contenu.mesure.personne.id, 'personne gardée à vue'),
  entrees: ({ entrees }) => entrees.map((reproduite) => ({ reproduite })),
  blocs: (contenu, acte) => [
    ...ouverture(acte, contenu),
    ...blocsDeLaMesure(contenu, acte),
    ...sections(contenu),
    ...siDit('Observations', contenu.observations),
    ...blocsDePasserOutre(contenu, acte),
    ...emargement(contenu, acte),
    signatureElectronique(acte),
  ],
});

/** Les rubriques de l'article 64 I, puis le registre entier. */
function sections(contenu: Contenu): readonly Bloc[] {
  const registre = lireLeRegistre(contenu.mesure.id, contenu.entrees).filter(({ annulee }) => !annulee);
  const motifs = entreesDuType(contenu.entrees, 'placement').at(-1)?.donnees.motifs ?? [];
  return [
    { type: 'titre', niveau: 2, texte: 'Motifs du placement (64 I 1°)' },
    ...(motifs.length === 0 ? [] : [{ type: 'liste', elements: listeDesMotifs(motifs) } as const]),
    { type: 'titre', niveau: 2, texte: 'Début et fin (64 I 2°)' },
    { type: 'champs', champs: [{ libelle: 'Régime', valeur: nomDuRegime(contenu.regime) }] },
    { type: 'liste', elements: phrasesDeLHorloge(contenu.horloge) },
    ...rubrique(registre, 'Début, prolongations et fin', DUREE),
    ...rubrique(registre, 'Auditions, repos et alimentation (64 I 2° et 3°)', DEROULEMENT),
    ...rubrique(registre, 'Droits : informations données, demandes et suites (64 I 4°)', DROITS),
    ...rubrique(registre, 'Fouilles et investigations corporelles (64 I 5°)', FOUILLES),
    { type: 'titre', niveau: 2, texte: 'Registre entier, dans l’ordre des enregistrements' },
    tableauEntier(contenu),
  ];
}

const DUREE: readonly TypeDEntree[] = [
  'apprehension',
  'contrainte-anterieure',
  'debut-audition-libre',
  'accord-magistrat',
  'accord-refuse',
  'placement',
  'requalification',
  'prolongation-demandee',
  'requete-jld',
  'presentation',
  'observations-prolongation',
  'prolongation-decidee',
  'prolongation-refusee',
  'fin-ordonnee',
  'fin',
];
const DEROULEMENT: readonly TypeDEntree[] = [
  'audition',
  'confrontation',
  'repos',
  'repas',
  'perquisition',
  'transport',
  'enregistrement-impossible',
];
const FOUILLES: readonly TypeDEntree[] = ['fouille'];
const DROITS: readonly TypeDEntree[] = [
  'notification-droits',
  'notification-differee',
  'faits-nouveaux',
  'avis-magistrat',
  'demande-avis',
  'avis-donne',
  'avis-differe',
  'droit-decline',
  'communication-tiers',
  'protection-connue',
  'demande-avocat',
  'avocat-appele',
  'avocat-arrive',
  'entretien-avocat',
  'observations-avocat',
  'consultation-pieces',
  'renonciation-avocat',
  'differe-avocat',
  'autorisation-audition-immediate',
  'demande-medecin',
  'medecin-requis',
  'examen-medical',
  'interprete-requis',
  'interprete-arrive',
];

const rubrique = (
  registre: readonly LigneDeRegistre[],
  titre: string,
  types: readonly TypeDEntree[],
): readonly Bloc[] => {
  const lignes = registre.filter(({ type }) => types.some((connu) => connu === type));
  return [
    { type: 'titre', niveau: 3, texte: titre },
    lignes.length === 0
      ? { type: 'paragraphe', texte: 'Néant.' }
      : {
          type: 'tableau',
          entetes: ['Date et heure', 'Mention', 'Précisions'],
          lignes: lignes.map(({ survenuA, libelle, detail }) => [enFrancais(survenuA), libelle, detail]),
        },
  ];
};

/** Chaque entree telle qu'elle a ete consignee : les deux heures, l'auteur, les rectifications et leur motif. */
const tableauEntier = (contenu: Contenu): Bloc => ({
  type: 'tableau',
  entetes: ['Heure du fait', 'Enregistrée le', 'Mention', 'Par'],
  lignes: lireLeRegistre(contenu.mesure.id, contenu.entrees)
    .toSorted((a, b) => msDe(a.enregistreA) - msDe(b.enregistreA) || a.id.localeCompare(b.id))
    .map((ligne) => [
      ligne.survenuA === ligne.survenuAInitiale
        ? enFrancais(ligne.survenuA)
        : `${enFrancais(ligne.survenuA)} (d’abord ${enFrancais(ligne.survenuAInitiale)})`,
      enFrancais(ligne.enregistreA),
      [
        ligne.annulee ? `${ligne.libelle} (annulée)` : ligne.libelle,
        ligne.detail,
        ...ligne.rectifications.map(({ motif, auteur }) => `rectifiée par ${auteur} : ${motif}`),
      ]
        .filter((partie) => partie !== '')
        .join(' — '),
      ligne.auteur,
    ]),
});

const emargement = (contenu: Contenu, acte: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 2, texte: 'Émargement (article 64 I du code de procédure pénale)' },
  {
    type: 'mention',
    texte: `${contenu.lecture.mode === 'relu-par-la-personne' ? 'Après lecture par elle-même' : 'Après lecture faite par nous'}, les mentions ci-dessus sont présentées à ${nomDeLaPersonne(contenu, acte)} pour émargement.`,
  },
  ...signaturesDeLaMain(acte),
];
