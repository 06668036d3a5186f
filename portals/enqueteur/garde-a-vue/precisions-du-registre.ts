import { pastilles, type Precision, texte } from './precisions.ts';

/** Debut d'une audition ou d'une confrontation : l'agent affirme les conditions en la commencant (63-1, 63-4-2, 64-1 CPP). */
export const precisionDeSeance = (
  type: 'audition' | 'confrontation',
  { avocatPresent, aEnregistrer }: { readonly avocatPresent: boolean; readonly aEnregistrer: boolean },
): Precision => ({
  titre: type === 'audition' ? 'Commencer une audition' : 'Commencer une confrontation',
  champs: [
    pastilles('surLesFaits', 'Elle porte', [
      ['oui', 'sur les faits'],
      ['non', 'sur l’identité seulement'],
    ]),
    pastilles('silence', 'Droit de se taire', [
      ['oui', 'rappelé'],
      ['non', 'non rappelé'],
    ]),
    pastilles(
      'avocat',
      'Avocat',
      [
        ['present', 'présent'],
        ['absent', 'absent'],
        ['renonciation', 'renonciation expresse'],
      ],
      avocatPresent ? 'present' : 'absent',
    ),
    pastilles(
      'enregistree',
      'Enregistrement',
      [
        ['oui', 'enregistrée'],
        ['non', 'non enregistrée'],
      ],
      aEnregistrer ? 'oui' : 'non',
    ),
  ],
  bouton: ({ silence, avocat }) =>
    `Commencer : silence ${silence === 'oui' ? 'rappelé' : 'non rappelé'}, ${
      { present: 'avocat présent', absent: 'sans avocat', renonciation: 'renonciation à l’avocat' }[
        avocat ?? ''
      ] ?? ''
    }`,
  composer: ({ surLesFaits, silence, avocat, enregistree }) => ({
    type,
    libelle: type === 'audition' ? 'Audition' : 'Confrontation',
    donnees: {
      fin: null,
      surLesFaits: surLesFaits === 'oui',
      silenceRappele: silence === 'oui',
      avocat: avocat ?? 'absent',
      enregistree: enregistree === 'oui',
      autreProcedure: false,
    },
  }),
});

/** Fouille : son genre, qui la decide, pourquoi (63-7 CPP). */
export const precisionDeFouille = (decideePar: string): Precision => ({
  titre: 'Fouille',
  champs: [
    pastilles('genre', 'Genre', [
      ['palpation', 'palpation de sécurité'],
      ['integrale', 'fouille intégrale'],
      ['investigation-interne', 'investigation interne'],
    ]),
    texte('motif', 'Motif', 'Sécurité de la personne et des tiers', 'Donnez le motif.'),
    texte('decideePar', 'Décidée par', decideePar),
  ],
  bouton: () => 'Consigner la fouille',
  composer: ({ genre, motif = '', decideePar: qui = '' }) => ({
    type: 'fouille',
    libelle: 'Fouille',
    donnees: { genre, motif: motif.trim(), decideePar: qui.trim() },
  }),
});

/** Incident : decrit en une phrase. */
export const PRECISION_D_INCIDENT: Precision = {
  titre: 'Incident',
  champs: [texte('nature', 'Ce qui s’est passé', '', 'Décrivez l’incident.')],
  bouton: () => 'Consigner l’incident',
  composer: ({ nature = '' }) => ({
    type: 'incident',
    libelle: 'Incident',
    donnees: { nature: nature.trim() },
  }),
};

/** Transport hors des locaux. */
export const PRECISION_DE_TRANSPORT: Precision = {
  titre: 'Transport',
  champs: [
    texte('lieu', 'Lieu', '', 'Indiquez le lieu.'),
    pastilles('avocat', 'Avocat', [
      ['oui', 'informé'],
      ['non', 'non informé'],
    ]),
  ],
  bouton: () => 'Consigner le transport',
  composer: ({ lieu = '', avocat }) => ({
    type: 'transport',
    libelle: 'Transport',
    donnees: { lieu: lieu.trim(), avocatInforme: avocat === 'oui' },
  }),
};
