import { designation, mentionDeSignature, nomComplet } from '@ppn/acte/catalogue';
import type { DefinitionActe, DonneesDuDossier, Manque, PointAttention } from '@ppn/acte/contract';
import { type Bloc, horodateEnFrancais, msDe } from '@ppn/core';
import { type ContenuNotes, contenuNotes } from '../contract.ts';
import { derniereAudience } from './saisine.ts';

/** Phases, telles qu'ecrites. */
export const PHASES: { readonly [phase in ContenuNotes['notes'][number]['phase']]: string } = {
  identite: 'Identité et droits',
  faits: 'Faits',
  personnalite: 'Personnalité',
  'partie-civile': 'Partie civile',
  requisitions: 'Réquisitions',
  plaidoiries: 'Plaidoiries',
  'dernier-mot': 'Dernier mot',
  incident: 'Incident',
};

const SUITES: { readonly [suite in ContenuNotes['suite']]: string } = {
  juge: 'Jugement rendu à l’audience',
  delibere: 'Mis en délibéré',
  renvoi: 'Renvoyé',
};

/** Notes d'audience (453 CPP) : tenues et signees par le greffier, visees par le president dans les trois jours. */
export const notesDAudience: DefinitionActe<ContenuNotes> = {
  type: 'notes-d-audience',
  titre: 'Notes d’audience',
  description: 'Le déroulement des débats, note par note, chacune à son heure.',
  gabarit: 'notes-d-audience@1',
  acces: 'tenir-l-audience',
  qualites: ['greffier'],
  contenu: contenuNotes,
  preremplir: (donnees) => ({
    audience: derniereAudience(donnees)?.a ?? '',
    chambre: 'Chambre correctionnelle',
    presents: presentsAttendus(donnees),
    notes: [],
    suite: '',
    suiteA: '',
    cosignataire: '',
  }),
  cite: () => ({ personnes: ['*'], faits: [], fichiers: [] }),
  controler,
  attirer: ({ audience }, _donnees, maintenant): readonly PointAttention[] =>
    msDe(maintenant) - msDe(audience) > TROIS_JOURS_MS && msDe(audience) < msDe(maintenant)
      ? [
          {
            phrase:
              'Les notes se visent au plus tard dans les trois jours de l’audience : ce délai est passé.',
            article: '453 al. 2 CPP',
            information: true,
          },
        ]
      : [],
  references: () => [{ cle: 'notes', libelle: 'notes d’audience', article: '453 CPP' }],
  cosignataires: ({ cosignataire }) => [cosignataire],
  cosignentAvec: () => ['president'],
  blocs: (contenu, acte) => [
    {
      type: 'champs',
      champs: [
        { libelle: 'Tribunal', valeur: acte.redacteur.rattachement.libelle },
        { libelle: 'Chambre', valeur: contenu.chambre },
        { libelle: 'Audience du', valeur: horodateEnFrancais(contenu.audience) },
        {
          libelle: 'Procédure',
          valeur: acte.procedure.alias.map(({ emetteur, numero }) => `${numero} (${emetteur})`).join(', '),
        },
        { libelle: 'Greffier', valeur: designation(acte.redacteur) },
      ],
    },
    ...presents(contenu),
    { type: 'titre', niveau: 2, texte: 'Déroulement des débats' },
    {
      type: 'tableau',
      entetes: ['Heure', 'Phase', 'Qui', 'Note', 'Pièce'],
      lignes: enOrdre(contenu.notes).map(({ a, phase, qui, texte, piece }) => [
        a.slice(11, 16).replace(':', ' h '),
        PHASES[phase],
        qui.trim(),
        texte.trim(),
        piece.trim(),
      ]),
    },
    {
      type: 'champs',
      champs: [
        {
          libelle: 'Suite',
          valeur: `${SUITES[contenu.suite]}${contenu.suiteA === '' ? '' : ` au ${horodateEnFrancais(contenu.suiteA)}`}`,
        },
      ],
    },
    mentionDeSignature(acte, 'Notes établies', 'signée'),
  ],
};

const TROIS_JOURS_MS = 3 * 86_400_000;

/** Qui est attendu : prevenus et victimes du dossier, coches presents d'avance. */
const presentsAttendus = ({ personnes, decisions = [] }: DonneesDuDossier) => {
  const prevenus = new Set(
    decisions.flatMap(({ audiences = [] }) => audiences.flatMap((une) => une.prevenus)),
  );
  return personnes
    .filter(({ id, roles }) => prevenus.has(id) || roles.includes('victime'))
    .map((personne) => ({
      qui: nomComplet(personne),
      qualite: prevenus.has(personne.id) ? 'prévenu' : 'victime',
      present: true,
    }));
};

const presents = ({ presents: attendus }: ContenuNotes): readonly Bloc[] =>
  attendus.length === 0
    ? []
    : [
        { type: 'titre', niveau: 2, texte: 'Présents' },
        {
          type: 'liste',
          elements: attendus.map(
            ({ qui, qualite, present }) =>
              `${qui.trim()}${qualite.trim() === '' ? '' : `, ${qualite.trim()}`} : ${present ? 'présent' : 'absent'}`,
          ),
        },
      ];

/** Les notes dans l'ordre de leur heure, puis de leur identifiant : deux postes en rendent la meme suite. */
export const enOrdre = (notes: ContenuNotes['notes']): ContenuNotes['notes'] =>
  notes.toSorted((a, b) => msDe(a.a) - msDe(b.a) || a.id.localeCompare(b.id));

function controler(
  { audience, notes, suite, suiteA }: ContenuNotes,
  _donnees: DonneesDuDossier,
  maintenant: string,
): readonly Manque[] {
  return [
    ...(notes.some(({ a }) => msDe(a) > msDe(maintenant))
      ? [{ champ: 'notes', phrase: 'Une note porte une heure à venir : corrigez-la.' }]
      : []),
    ...(suite !== 'juge' && suiteA === ''
      ? [
          {
            champ: 'suiteA',
            phrase: 'Dites à quelle date : les parties présentes en sont informées (462 CPP).',
          },
        ]
      : []),
    ...(suiteA !== '' && msDe(suiteA) < msDe(audience) && suite !== 'juge'
      ? [{ champ: 'suiteA', phrase: 'Cette date précède l’audience : corrigez-la.' }]
      : []),
  ];
}
