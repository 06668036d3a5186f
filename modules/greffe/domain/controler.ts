/** Endroit designe par un constat ; la forme est celle des remarques du dossier. */
export type Cible =
  | { readonly genre: 'dossier' }
  | { readonly genre: 'piece' | 'fait' | 'personne'; readonly id: string }
  | { readonly genre: 'acte-a-faire'; readonly type: string };

/** Ce que la machine regarde dans une arrivee. */
export type ArriveeAControler = {
  readonly actes: readonly {
    readonly id: string;
    readonly numero: number;
    readonly type: string;
    readonly titre: string;
    readonly empreinte: string;
    readonly signataires: number;
    readonly integre: boolean;
  }[];
  readonly fichiers: readonly {
    readonly id: string;
    readonly titre: string;
    readonly empreinte: string;
    readonly integre: boolean;
  }[];
  /** Fichiers que les actes disent joindre : l'acte, et l'identifiant du fichier. */
  readonly annonces: readonly { readonly acte: string; readonly id: string }[];
  readonly faits: readonly { readonly id: string; readonly natinf: number; readonly connu: boolean }[];
  readonly personnes: readonly { readonly id: string; readonly roles: readonly string[] }[];
  /** Autres dossiers de la juridiction qui portent le meme numero d'unite, ou une meme piece. */
  readonly memeNumero: readonly string[];
  readonly memePiece: readonly { readonly piece: string; readonly idj: string }[];
  readonly juridictionConnue: boolean;
};

/** Les cinq familles de controles, chacune montree par une marque en toutes lettres. */
export const FAMILLES = ['signatures', 'completude', 'annoncees', 'doublons', 'nomenclature'] as const;
export type Famille = (typeof FAMILLES)[number];

/** Un defaut vu par la machine ; `motif` : le motif de retour qu'il appelle. */
export type Constat = {
  readonly famille: Famille;
  readonly gravite: 'anomalie' | 'attention';
  readonly phrase: string;
  readonly motif: string;
  readonly cible: Cible;
};

const DOSSIER: Cible = { genre: 'dossier' };
const piece = (id: string): Cible => ({ genre: 'piece', id });

/** Tout ce que la machine voit d'une procedure qui arrive, sans rien decider : le greffier tranche. */
export const controler = (arrivee: ArriveeAControler): readonly Constat[] => [
  ...signatures(arrivee),
  ...completude(arrivee),
  ...annoncees(arrivee),
  ...doublons(arrivee),
  ...nomenclature(arrivee),
];

const signatures = ({ actes, fichiers }: ArriveeAControler): readonly Constat[] => [
  ...actes
    .filter(({ signataires }) => signataires === 0)
    .map(({ id, numero, titre }): Constat => ({
      famille: 'signatures',
      gravite: 'anomalie',
      phrase: `Pièce ${numero} « ${titre} » : aucune signature.`,
      motif: 'acte-non-signe',
      cible: piece(id),
    })),
  ...[...actes, ...fichiers]
    .filter(({ integre }) => !integre)
    .map(({ id, titre }): Constat => ({
      famille: 'signatures',
      gravite: 'anomalie',
      phrase: `« ${titre} » ne correspond plus à son empreinte.`,
      motif: 'piece-alteree',
      cible: piece(id),
    })),
];

const deCompletude = (
  gravite: Constat['gravite'],
  phrase: string,
  motif: string,
  cible: Cible = DOSSIER,
): Constat => ({ famille: 'completude', gravite, phrase, motif, cible });

const completude = ({ actes, faits, personnes }: ArriveeAControler): readonly Constat[] => [
  ...(actes.some(({ type }) => type === 'synthese')
    ? []
    : [
        deCompletude('anomalie', 'Le procès-verbal de synthèse manque.', 'acte-manquant', {
          genre: 'acte-a-faire',
          type: 'synthese',
        }),
      ]),
  ...(faits.length === 0
    ? [deCompletude('anomalie', 'Aucun fait n’est qualifié.', 'infraction-inconnue')]
    : []),
  ...(personnes.length === 0
    ? [deCompletude('attention', 'Aucune personne n’est désignée.', 'identite-incomplete')]
    : []),
  ...trous(numerosManquants(actes.map(({ numero }) => numero))),
];

const trous = (numeros: readonly number[]): readonly Constat[] =>
  numeros.length === 0
    ? []
    : [
        deCompletude(
          'attention',
          numeros.length === 1
            ? `Le numéro ${numeros.join()} n’est pas arrivé : acte abandonné, ou oublié.`
            : `Les numéros ${numeros.join(', ')} ne sont pas arrivés : actes abandonnés, ou oubliés.`,
          'acte-manquant',
        ),
      ];

/** Numeros absents entre 1 et le plus grand. */
export const numerosManquants = (numeros: readonly number[]): readonly number[] => {
  const presents = new Set(numeros);
  return Array.from({ length: Math.max(0, ...numeros) }, (_, rang) => rang + 1).filter(
    (numero) => !presents.has(numero),
  );
};

function annoncees({ actes, fichiers, annonces }: ArriveeAControler): readonly Constat[] {
  const arrives = new Set(fichiers.map(({ id }) => id));
  const manquantes = annonces.filter(({ id }) => !arrives.has(id));
  return [...Map.groupBy(manquantes, ({ acte }) => acte)].map(([acte, absentes]) => {
    const numero = actes.find(({ id }) => id === acte)?.numero ?? '?';
    return {
      famille: 'annoncees',
      gravite: 'anomalie',
      phrase:
        absentes.length === 1
          ? `Un fichier annoncé par la pièce ${numero} n’est pas arrivé.`
          : `${absentes.length} fichiers annoncés par la pièce ${numero} ne sont pas arrivés.`,
      motif: 'piece-annoncee-absente',
      cible: piece(acte),
    };
  });
}

function doublons({ actes, fichiers, memeNumero, memePiece }: ArriveeAControler): readonly Constat[] {
  const constat = (gravite: Constat['gravite'], phrase: string, cible: Cible): Constat => ({
    famille: 'doublons',
    gravite,
    phrase,
    motif: 'doublon',
    cible,
  });
  const memes = [...Map.groupBy([...actes, ...fichiers], ({ empreinte }) => empreinte).values()];
  return [
    ...memeNumero.map((idj) =>
      constat('anomalie', `Le dossier ${idj} porte déjà le même numéro d’unité.`, DOSSIER),
    ),
    ...memes.flatMap((groupe) => {
      const [premiere] = groupe;
      const titres = groupe.map(({ titre }) => `« ${titre} »`).join(', ');
      return premiere && groupe.length > 1
        ? [
            constat(
              'attention',
              `Mêmes octets ${groupe.length} fois au dossier : ${titres}.`,
              piece(premiere.id),
            ),
          ]
        : [];
    }),
    ...[...Map.groupBy(memePiece, ({ idj }) => idj)].flatMap(([idj, communes]) => {
      const [premiere] = communes;
      const sujet = communes.length === 1 ? 'Une pièce est' : `${communes.length} pièces sont`;
      return premiere
        ? [constat('attention', `${sujet} aussi au dossier ${idj}.`, piece(premiere.piece))]
        : [];
    }),
  ];
}

const nomenclature = ({ faits, juridictionConnue }: ArriveeAControler): readonly Constat[] => [
  ...faits
    .filter(({ connu }) => !connu)
    .map(({ id, natinf }): Constat => ({
      famille: 'nomenclature',
      gravite: 'anomalie',
      phrase: `NATINF ${natinf} inconnue de la nomenclature en service.`,
      motif: 'infraction-inconnue',
      cible: { genre: 'fait', id },
    })),
  ...(juridictionConnue
    ? []
    : [
        {
          famille: 'nomenclature',
          gravite: 'anomalie',
          phrase: 'La juridiction destinataire est inconnue de la nomenclature.',
          motif: 'juridiction-a-verifier',
          cible: DOSSIER,
        } as const,
      ]),
];

/** « Petit X » : procedure contre personne non denommee, hors crime. La definition est d'usage. */
export const estPetitX = (
  personnes: readonly { readonly roles: readonly string[] }[],
  faits: readonly { readonly nature: string }[],
): boolean =>
  faits.length > 0 &&
  !personnes.some(({ roles }) => roles.includes('mis-en-cause')) &&
  !faits.some(({ nature }) => nature === 'crime' || nature === '');
