import type { Donnees } from './file.ts';

/** Un champ d'une precision : un choix en pastilles (deja fait), ou un texte. */
export type ChampDePrecision =
  | {
      readonly genre: 'pastilles';
      readonly cle: string;
      readonly libelle: string;
      readonly options: readonly { readonly valeur: string; readonly libelle: string }[];
      readonly defaut: string;
    }
  | {
      readonly genre: 'texte';
      readonly cle: string;
      readonly libelle: string;
      readonly defaut: string;
      /** Phrase montree si le texte manque ; absente : il peut rester vide. */
      readonly exige?: string;
    };

/** Valeurs choisies, par champ. */
export type Valeurs = { readonly [cle: string]: string };

/** Une entree a composer de valeurs. */
export type AConsigner = { readonly type: string; readonly donnees: Donnees; readonly libelle: string };

/** Ce qu'un evenement demande de plus : tout est deja choisi, Entrée suffit. */
export type Precision = {
  readonly titre: string;
  readonly champs: readonly ChampDePrecision[];
  /** Le bouton dit ce qui sera affirme. */
  readonly bouton: (valeurs: Valeurs) => string;
  readonly composer: (valeurs: Valeurs) => AConsigner;
};

/** Valeurs de depart d'une precision. */
export const valeursDe = ({ champs }: Precision): Valeurs =>
  Object.fromEntries(champs.map(({ cle, defaut }) => [cle, defaut]));

/** Premier texte exige qui manque, ou `undefined`. */
export const manqueDe = ({ champs }: Precision, valeurs: Valeurs): string | undefined =>
  champs.find(
    (champ) =>
      champ.genre === 'texte' && champ.exige !== undefined && (valeurs[champ.cle] ?? '').trim() === '',
  )?.cle;

const pastilles = (
  cle: string,
  libelle: string,
  options: readonly (readonly [string, string])[],
  defaut = options[0]?.[0] ?? '',
): ChampDePrecision => ({
  genre: 'pastilles',
  cle,
  libelle,
  options: options.map(([valeur, dit]) => ({ valeur, libelle: dit })),
  defaut,
});
const texte = (cle: string, libelle: string, defaut = '', exige?: string): ChampDePrecision => ({
  genre: 'texte',
  cle,
  libelle,
  defaut,
  ...(exige === undefined ? {} : { exige }),
});

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

/** Examen medical : l'avis sur l'aptitude (63-3 CPP). */
export const precisionDExamen = (nom: string): Precision => ({
  titre: 'Examen médical',
  champs: [
    pastilles('aptitude', 'Avis du médecin', [
      ['apte', 'apte au maintien'],
      ['apte-sous-conditions', 'apte sous conditions'],
      ['inapte', 'inapte au maintien'],
    ]),
    pastilles('mode', 'Examen', [
      ['presentiel', 'sur place'],
      ['video', 'par vidéotransmission'],
    ]),
    texte('nom', 'Médecin', nom),
  ],
  bouton: ({ aptitude }) =>
    `Consigner : ${{ apte: 'apte', 'apte-sous-conditions': 'apte sous conditions', inapte: 'inapte' }[aptitude ?? ''] ?? ''}`,
  composer: ({ aptitude, mode, nom: qui = '' }) => ({
    type: 'examen-medical',
    libelle: 'Examen médical',
    donnees: { aptitude, mode, nom: qui.trim(), inCorpore: null },
  }),
});

const QUI: { readonly [qui: string]: string } = {
  proche: 'le proche',
  employeur: 'l’employeur',
  consulat: 'le consulat',
  'tuteur-curateur': 'le tuteur ou le curateur',
  parents: 'les représentants légaux',
};

/** Demarche pour prevenir quelqu'un : joint, ou non (63-2, 706-112-1 CPP, L.413-7 CJPM). */
export const precisionDAvis = (qui: string, designation: string): Precision => ({
  titre: `Prévenir ${QUI[qui] ?? qui}`,
  champs: [
    pastilles('resultat', 'Résultat', [
      ['joint', 'joint'],
      ['message-laisse', 'message laissé'],
      ['injoignable', 'injoignable'],
    ]),
    texte('designation', 'Qui', designation),
    texte('circonstance', 'Circonstance insurmontable, s’il y a retard'),
  ],
  bouton: ({ resultat }) =>
    `Consigner : ${{ joint: 'joint', 'message-laisse': 'message laissé', injoignable: 'injoignable' }[resultat ?? ''] ?? ''}`,
  composer: ({ resultat, designation: nom = '', circonstance = '' }) => ({
    type: 'avis-donne',
    libelle: 'Démarche pour prévenir',
    donnees: { qui, resultat, designation: nom.trim(), circonstance: circonstance.trim() },
  }),
});

/** Avis au magistrat par un moyen immediat (63 I al. 2 CPP). */
export const precisionDAvisAuMagistrat = (destinataire: string): Precision => ({
  titre: 'Avis au magistrat',
  champs: [
    pastilles('objet', 'Objet', [
      ['placement', 'placement'],
      ['enregistrement-impossible', 'enregistrement impossible'],
      ['incident', 'incident'],
    ]),
    pastilles('moyen', 'Moyen', [
      ['téléphone', 'téléphone'],
      ['messagerie', 'messagerie'],
    ]),
    texte('circonstance', 'Circonstance insurmontable, s’il y a retard'),
  ],
  bouton: () => 'Consigner l’avis',
  composer: ({ objet, moyen, circonstance = '' }) => ({
    type: 'avis-magistrat',
    libelle: 'Avis au magistrat',
    donnees: { destinataire, objet, moyen, circonstance: circonstance.trim() },
  }),
});

/** Motif d'un retard : il reste a cote du retard, pour toujours. */
export const precisionDeRetard = (obligation: string, libelle: string): Precision => ({
  titre: `Motif du retard : ${libelle}`,
  champs: [texte('motif', 'Circonstance', '', 'Donnez le motif.')],
  bouton: () => 'Consigner le motif',
  composer: ({ motif = '' }) => ({
    type: 'circonstance',
    libelle: 'Circonstance',
    donnees: { obligation, motif: motif.trim() },
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

/** Interprete present. */
export const precisionDInterprete = (langue: string): Precision => ({
  titre: 'Interprète',
  champs: [
    pastilles('mode', 'Présence', [
      ['presentiel', 'sur place'],
      ['telephone', 'par téléphone'],
      ['video', 'par visioconférence'],
    ]),
    texte('nom', 'Nom'),
  ],
  bouton: () => 'Consigner l’arrivée',
  composer: ({ mode, nom = '' }) => ({
    type: 'interprete-arrive',
    libelle: 'Interprète présent',
    donnees: { langue, mode, nom: nom.trim() },
  }),
});
