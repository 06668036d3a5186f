import {
  designation,
  faitsQualifies,
  identite,
  mentionDeSignature,
  nomComplet,
  paragraphes,
  personneDe,
} from '@ppn/acte/catalogue';
import type { ActeJson, DefinitionActe, DonneesDuDossier, Reference } from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais } from '@ppn/core';
import { type ContenuJugement, contenuJugement } from '../contract.ts';
import { manquesDuJugement, pointsDuJugement } from './controler-le-jugement.ts';
import { accessoires, COMPARUTIONS, ecrirePeine, euros, ISSUES, JUGEMENTS } from './mots.ts';
import { referencesDesPeines } from './references-des-peines.ts';
import { derniereAudience } from './saisine.ts';

/** Jugement correctionnel (485, 486 CPP) : la minute, signee par le president et le greffier, l'un puis l'autre. */
export const jugement: DefinitionActe<ContenuJugement> = {
  type: 'jugement',
  titre: 'Jugement correctionnel',
  description: 'La minute du jugement, prérempli du dossier ; le président et le greffier la signent.',
  gabarit: 'jugement@1',
  acces: 'juger',
  qualites: ['president', 'greffier'],
  contenu: contenuJugement,
  preremplir,
  cite: ({ prevenus, civils, issues }) => ({
    personnes: [
      ...new Set([...prevenus.map(({ personne }) => personne), ...civils.map(({ victime }) => victime)]),
    ],
    faits: [...new Set(issues.map(({ fait }) => fait))],
    fichiers: [],
  }),
  controler: manquesDuJugement,
  attirer: pointsDuJugement,
  references: ({ peines, prevenus }): readonly Reference[] => [
    ...referencesDesPeines(peines),
    ...(prevenus.some(({ jugement: comment }) => comment !== 'defaut')
      ? [{ cle: 'appel', libelle: 'Appel : dix jours', article: '498 CPP' }]
      : []),
    ...(prevenus.some(({ jugement: comment }) => comment === 'defaut')
      ? [
          {
            cle: 'opposition',
            libelle: 'Opposition : dix jours, un mois hors métropole',
            article: '491 et 492 CPP',
          },
        ]
      : []),
  ],
  cosignataires: ({ cosignataire }) => [cosignataire],
  cosignentAvec: (redacteur) => (redacteur === 'greffier' ? ['president'] : ['greffier']),
  blocs: (contenu, acte) => [
    ...ouverture(contenu, acte),
    ...parties(contenu, acte),
    { type: 'titre', niveau: 2, texte: 'Faits dont le tribunal est saisi' },
    ...faitsQualifies(
      acte,
      acte.faits.map(({ id }) => id),
    ),
    { type: 'titre', niveau: 2, texte: 'Motifs' },
    ...paragraphes(contenu.motifs),
    { type: 'titre', niveau: 2, texte: 'Par ces motifs' },
    {
      type: 'paragraphe',
      texte: 'Le tribunal, statuant publiquement et en premier ressort,',
    },
    ...contenu.prevenus.flatMap((prevenu) => dispositif(prevenu, contenu, acte)),
    ...actionCivile(contenu, acte),
    ...voiesDites(acte),
    mentionDeSignature(acte, 'Minute établie', 'signée'),
  ],
};

/** Tout ce qui est deja saisi : audience, prevenus et faits des decisions, victimes ; relaxe ou culpabilite restent a dire. */
function preremplir(donnees: DonneesDuDossier, maintenant: string): { readonly [champ: string]: unknown } {
  const fixee = derniereAudience(donnees);
  const prevenus = [
    ...new Set(
      (donnees.decisions ?? []).flatMap(({ audiences = [] }) =>
        audiences.flatMap(({ prevenus: cites }) => cites),
      ),
    ),
  ];
  return {
    audience: fixee?.a ?? '',
    prononceA: maintenant,
    chambre: 'Chambre correctionnelle',
    formation: 'juge-unique',
    assesseurs: [],
    ministerePublic: '',
    prevenus: prevenus.map((personne) => ({
      personne,
      comparution: 'comparant',
      jugement: 'contradictoire',
      avocat: '',
      mandat: 'aucun',
      executionProvisoire: false,
    })),
    issues: [],
    peines: [],
    civils: donnees.personnes
      .filter(({ roles }) => roles.includes('victime'))
      .map(({ id }) => ({
        victime: id,
        constituee: false,
        recevable: true,
        demande: '',
        sommes: [],
        debiteurs: [],
        renvoi: '',
      })),
    motifs: '',
    cosignataire: '',
  };
}

const nom = (acte: ActeJson, id: string): string => {
  const personne = personneDe(acte, id);
  return personne ? nomComplet(personne) : 'personne absente de l’acte';
};

/** Le president et le greffier, dans quelque ordre qu'ils signent. */
const membre = (acte: ActeJson, qualite: 'president' | 'greffier'): string => {
  const agent = [acte.redacteur, ...(acte.cosignataires ?? [])].find((un) => un.qualite === qualite);
  return agent ? designation(agent) : 'à désigner';
};

function ouverture(contenu: ContenuJugement, acte: ActeJson): readonly Bloc[] {
  return [
    { type: 'paragraphe', texte: 'Au nom du peuple français,' },
    {
      type: 'champs',
      champs: [
        { libelle: 'Tribunal', valeur: acte.redacteur.rattachement.libelle },
        { libelle: 'Chambre', valeur: contenu.chambre },
        { libelle: 'Audience publique du', valeur: horodateEnFrancais(contenu.audience) },
        { libelle: 'Prononcé le', valeur: horodateEnFrancais(contenu.prononceA) },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
        {
          libelle: 'Formation',
          valeur: contenu.formation === 'collegiale' ? 'collégiale' : 'juge unique (398 al. 3 et 398-1 CPP)',
        },
        { libelle: 'Président', valeur: membre(acte, 'president') },
        ...contenu.assesseurs.map((assesseur) => ({ libelle: 'Assesseur', valeur: assesseur.trim() })),
        { libelle: 'Ministère public', valeur: contenu.ministerePublic.trim() },
        { libelle: 'Greffier', valeur: membre(acte, 'greffier') },
      ],
    },
  ];
}

function parties({ prevenus, civils }: ContenuJugement, acte: ActeJson): readonly Bloc[] {
  return [
    ...prevenus.flatMap(({ personne, comparution, avocat, jugement: comment }): readonly Bloc[] => {
      const lue = personneDe(acte, personne);
      return [
        { type: 'titre', niveau: 2, texte: `Prévenu : ${nom(acte, personne)}` },
        ...(lue ? [identite(lue)] : []),
        {
          type: 'champs',
          champs: [
            { libelle: 'Comparution', valeur: COMPARUTIONS[comparution] },
            ...(avocat.trim() === '' ? [] : [{ libelle: 'Avocat', valeur: avocat.trim() }]),
            { libelle: 'Jugé', valeur: JUGEMENTS[comment] },
          ],
        },
      ];
    }),
    ...civils
      .filter(({ constituee }) => constituee)
      .map(({ victime, demande }): Bloc => ({
        type: 'champs',
        champs: [
          { libelle: 'Partie civile', valeur: nom(acte, victime) },
          ...(demande.trim() === '' ? [] : [{ libelle: 'Demande', valeur: demande.trim() }]),
        ],
      })),
  ];
}

function dispositif(
  prevenu: ContenuJugement['prevenus'][number],
  { issues, peines }: ContenuJugement,
  acte: ActeJson,
): readonly Bloc[] {
  const { personne } = prevenu;
  const siennes = peines.filter((peine) => peine.personne === personne);
  return [
    { type: 'titre', niveau: 3, texte: `À l’égard de ${nom(acte, personne)}` },
    {
      type: 'liste',
      elements: issues
        .filter((issue) => issue.personne === personne)
        .map(({ fait, issue }) => `${majuscule(ISSUES[issue])} : ${qualificationDe(acte, fait)}`),
    },
    ...(siennes.length === 0
      ? []
      : [
          { type: 'paragraphe', texte: 'Condamne aux peines suivantes :' } as const,
          { type: 'liste', elements: siennes.map((peine) => ecrirePeine(peine, acte.references)) } as const,
        ]),
    ...accessoires(prevenu).map((texte) => ({ type: 'paragraphe', texte }) as const),
  ];
}

const majuscule = (texte: string): string => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);

const qualificationDe = (acte: ActeJson, id: string): string => {
  const fait = acte.faits.find((un) => un.id === id);
  return fait ? `${fait.qualification} (NATINF ${fait.natinf})` : 'fait absent de l’acte';
};

function actionCivile({ civils }: ContenuJugement, acte: ActeJson): readonly Bloc[] {
  const constituees = civils.filter(({ constituee }) => constituee);
  if (constituees.length === 0) return [];
  return [
    { type: 'titre', niveau: 3, texte: 'Sur l’action civile' },
    ...constituees.flatMap(({ victime, recevable, sommes, debiteurs, renvoi }): readonly Bloc[] => [
      {
        type: 'paragraphe',
        texte: `${recevable ? 'Reçoit' : 'Déclare irrecevable'} la constitution de partie civile de ${nom(acte, victime)}.`,
      },
      ...(sommes.length === 0
        ? []
        : [
            {
              type: 'paragraphe',
              texte: `Condamne ${debiteurs.map((id) => nom(acte, id)).join(' et ')} à lui payer :`,
            } as const,
            {
              type: 'liste',
              elements: sommes.map(({ poste, euros: montant }) => `${poste.trim()} : ${euros(montant)}`),
            } as const,
          ]),
      ...(renvoi === ''
        ? []
        : [
            {
              type: 'paragraphe',
              texte: `Renvoie l’affaire sur les intérêts civils à l’audience du ${horodateEnFrancais(renvoi)} (464 CPP).`,
            } as const,
          ]),
    ]),
  ];
}

const voiesDites = ({ references }: ActeJson): readonly Bloc[] => [
  { type: 'titre', niveau: 3, texte: 'Voies de recours' },
  {
    type: 'liste',
    elements: references
      .filter(({ cle }) => cle === 'appel' || cle === 'opposition')
      .map(
        ({ libelle, article }) =>
          `${libelle} (articles ${article.replace(/ CPP$/, '')} du code de procédure pénale)`,
      ),
  },
];
