import type { DefinitionActe } from '@ppn/acte/contract';
import { designation, jointes, paragraphes } from '@ppn/acte/catalogue';
import { type Bloc, horodateEnFrancais } from '@ppn/core';
import { contenuVersement, type ContenuVersement, type MessageVerse } from '../contenu-de-versement.ts';

/** Verse au dossier un fil entier : chaque message, son auteur, ses heures, ses lectures, son empreinte. Reserve a l'enquete. */
export const versementDeMessages: DefinitionActe<ContenuVersement> = {
  type: 'versement-de-messages',
  titre: 'Procès-verbal de versement d’un échange de messages',
  description: 'Verse au dossier un échange avec le parquet ou dans le service, tel quel.',
  gabarit: 'versement-de-messages@1',
  qualites: ['opj', 'apj', 'chef-unite'],
  contenu: contenuVersement,
  preremplir: (donnees, maintenant) => ({
    debut: maintenant,
    fin: maintenant,
    lieu: donnees.procedure.unite.commune,
    motif: '',
    fil: null,
  }),
  cite: () => ({ personnes: [], faits: [], fichiers: [] }),
  controler: ({ fil }) =>
    fil.messages.length === fil.compte
      ? []
      : [
          {
            champ: 'fil',
            phrase: `L’échange compte ${fil.compte} messages, ${fil.messages.length} sont ici : préparez de nouveau le versement depuis le fil.`,
          },
        ],
  attirer: () => [],
  references: () => [],
  blocs: (contenu, acte) => [
    { type: 'titre', niveau: 1, texte: 'Procès-verbal de versement d’un échange de messages' },
    {
      type: 'champs',
      champs: [
        { libelle: 'Procédure', valeur: acte.procedure.alias[0]?.numero ?? acte.idj },
        {
          libelle: 'Rédacteur',
          valeur: `${acte.redacteur.prenom} ${acte.redacteur.nom}, ${acte.redacteur.rattachement.libelle}`,
        },
        { libelle: 'Dressé', valeur: `le ${horodateEnFrancais(contenu.debut)}, à ${contenu.lieu}` },
        { libelle: 'Échange', valeur: contenu.fil.id },
        { libelle: 'Ouvert', valeur: `le ${horodateEnFrancais(contenu.fil.ouvertA)}` },
        { libelle: 'Participants', valeur: contenu.fil.participants.join(' ; ') },
        { libelle: 'Messages', valeur: String(contenu.fil.compte) },
      ],
    },
    ...(contenu.motif === ''
      ? []
      : [{ type: 'titre', niveau: 2, texte: 'Motif' } as const, ...paragraphes(contenu.motif)]),
    { type: 'titre', niveau: 2, texte: 'Échange, en entier et dans l’ordre' },
    ...contenu.fil.messages.flatMap(blocsDuMessage),
    {
      type: 'mention',
      texte:
        'Chaque message porte l’empreinte SHA-256 salée inscrite au journal de preuve au moment où il a été déposé ; son sel est dans les données de cet acte.',
    },
    ...jointes(acte),
    {
      type: 'mention',
      texte: `Acte établi sous format numérique et signé électroniquement par ${designation(acte.redacteur)} (articles 801-1 et A.53-2 du code de procédure pénale).`,
    },
  ],
};

const GENRES = {
  message: 'Message',
  'compte-rendu': 'Compte rendu au parquet',
  instruction: 'Instruction du parquet',
  passation: 'Note de passation',
} as const;

function blocsDuMessage(message: MessageVerse, rang: number): readonly Bloc[] {
  const { contenu } = message;
  const rendu = contenu.compteRendu;
  return [
    {
      type: 'titre',
      niveau: 3,
      texte: `${rang + 1}. ${GENRES[message.genre]}, ${horodateEnFrancais(message.emisA)}, ${message.auteur}`,
    },
    ...(rendu === null
      ? []
      : [
          {
            type: 'champs' as const,
            champs: [
              { libelle: 'Nature', valeur: rendu.nature },
              ...rendu.personnes.map(({ nom, qualite }) => ({
                libelle: enTete(qualite || 'personne'),
                valeur: nom,
              })),
              ...rendu.faits.map((valeur) => ({ libelle: 'Fait', valeur })),
              ...(rendu.gardeAVue === '' ? [] : [{ libelle: 'Garde à vue', valeur: rendu.gardeAVue }]),
              ...(rendu.synthese === '' ? [] : [{ libelle: 'Synthèse', valeur: rendu.synthese }]),
              { libelle: 'Question posée', valeur: rendu.question },
            ],
          },
        ]),
    ...paragraphes(contenu.texte),
    ...(contenu.jointes.length === 0
      ? []
      : [
          {
            type: 'liste' as const,
            elements: contenu.jointes.map(({ nom, empreinte }) => `${nom} (SHA-256 ${empreinte})`),
          },
        ]),
    {
      type: 'champs',
      champs: [
        {
          libelle: 'Remis',
          valeur: message.remisA === null ? 'dans le même service' : horodateEnFrancais(message.remisA),
        },
        ...message.lus.map(({ par, a }) => ({ libelle: 'Lu', valeur: `${par}, ${horodateEnFrancais(a)}` })),
        ...(message.acceptee === null
          ? []
          : [
              {
                libelle: 'Acceptée',
                valeur: `${message.acceptee.par}, ${horodateEnFrancais(message.acceptee.a)}`,
              },
            ]),
        { libelle: 'Empreinte', valeur: message.empreinte },
      ],
    },
  ];
}

const enTete = (texte: string): string => texte.charAt(0).toLocaleUpperCase('fr') + texte.slice(1);
