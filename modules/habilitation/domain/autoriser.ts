import { type Result, refus, reussite } from '@ppn/core';

/** Ce qu'un agent peut vouloir faire d'un dossier. */
export type Action =
  | 'consulter'
  | 'rediger'
  | 'deposer'
  | 'transmettre'
  | 'obtenir-copie'
  | 'decider'
  | 'mentionner'
  | 'suivre-la-mesure'
  | 'statuer-sur-la-mesure'
  | 'tenir-le-depot'
  | 'lire-journal'
  | 'voir-par'
  | 'lire-retirees'
  | 'trier'
  | 'coter'
  | 'juger'
  | 'tenir-l-audience'
  | 'cosigner';

/** L'agent, vu par la regle. */
export type AgentHabilite = {
  readonly service: 'interieur' | 'justice';
  readonly qualite:
    | 'opj'
    | 'apj'
    | 'chef-unite'
    | 'procureur'
    | 'substitut'
    | 'greffier'
    | 'jld'
    | 'juge-instruction'
    | 'president'
    | 'interprete';
  readonly rattachement: { readonly code: string };
};

/** Le dossier, vu par la regle : qui en est saisi. */
export type DossierSaisi = {
  readonly unite: string;
  readonly juridiction: string | null;
  /** Juridictions qui controlent une garde a vue de ce dossier, transmis ou non (62-3 CPP) ; absent : aucune. */
  readonly controle?: readonly string[];
  /** Unites qui gardent au depot une personne deferee dans ce dossier (803-3 CPP) ; absent : aucune. */
  readonly garde?: readonly string[];
  /** Vrai : une decision fixe une audience, le tribunal est saisi (388 CPP). */
  readonly tribunalSaisi?: boolean;
  /** Vrai : l'agent demande l'acte qu'il est, en ce moment, designe pour cosigner. */
  readonly designe?: boolean;
};

/** Raisons de refus. */
export type RefusAcces =
  | 'autre-unite'
  | 'autre-juridiction'
  | 'tribunal-non-saisi'
  | 'audience-absente'
  | 'qualite-insuffisante';

/** Qualites requises par action ; absente : toutes celles du service (domaine-penal §2.6.8 et §2.8). */
const QUALITES: { readonly [action in Action]: readonly AgentHabilite['qualite'][] } = {
  /** Ni le JLD ni le juge d'instruction ne lisent une enquete entiere : chacun voit les pieces de sa decision ; le president, le dossier dont le tribunal est saisi (domaine-penal §2.8). */
  consulter: ['opj', 'apj', 'chef-unite', 'procureur', 'substitut', 'greffier', 'president'],
  rediger: ['opj', 'apj', 'chef-unite'],
  /** Deposer un original ; au greffe, la piece papier recue puis convertie (A.53-7 CPP). */
  deposer: ['opj', 'apj', 'chef-unite', 'greffier'],
  transmettre: ['opj', 'chef-unite'],
  /** Tirer une copie du dossier pour la communiquer : un droit a part de la lecture (domaine-penal, C16). */
  'obtenir-copie': ['opj', 'chef-unite', 'procureur', 'substitut', 'greffier'],
  decider: ['procureur', 'substitut'],
  /** Porter une mention marginale : chaque mention resserre (502 CPP : la declaration d'appel se fait au greffier). */
  mentionner: ['procureur', 'substitut', 'greffier'],
  /** Lire une garde a vue et ses actes, et rien d'autre du dossier s'il n'est pas transmis (62-3, 63 I CPP). */
  'suivre-la-mesure': [
    'opj',
    'apj',
    'chef-unite',
    'procureur',
    'substitut',
    'greffier',
    'jld',
    'juge-instruction',
  ],
  /** Ecrire dans une mesure : l'unite l'execute, les magistrats la controlent (62-3, 706-88 CPP) ; chaque acte resserre. */
  'statuer-sur-la-mesure': ['opj', 'apj', 'chef-unite', 'procureur', 'substitut', 'jld', 'juge-instruction'],
  /** Tenir le registre du depot, apres un deferement : qui garde la personne, et rien d'autre de la mesure (803-3 al. 5 CPP). */
  'tenir-le-depot': ['opj', 'apj', 'chef-unite'],
  'lire-journal': ['opj', 'chef-unite', 'procureur', 'substitut', 'greffier'],
  /** Voir le dossier tel qu'une autre personne le voyait. */
  'voir-par': ['procureur', 'substitut', 'greffier'],
  /** Une piece annulee est classee au greffe (174 CPP) : lui seul la lit encore. */
  'lire-retirees': ['greffier'],
  /** Recevoir une transmission : l'enregistrer au bureau d'ordre, la retourner, la mettre de cote. */
  trier: ['greffier'],
  /** Coter les pieces et certifier la cotation : le greffier garantit l'ordre du dossier (circulaire du 1er mars 1993, C.81). */
  coter: ['greffier'],
  /** Rendre un jugement, en recevoir les recours, en tirer les extraits (486, 502 CPP) : chaque acte resserre. */
  juger: ['president', 'greffier'],
  /** Tenir les notes d'audience (453 CPP). */
  'tenir-l-audience': ['president', 'greffier'],
  /** Lire et signer un acte deja signe, pour qui y est designe ; l'interprete ne fait rien d'autre. */
  cosigner: [
    'opj',
    'apj',
    'chef-unite',
    'procureur',
    'substitut',
    'greffier',
    'jld',
    'juge-instruction',
    'president',
    'interprete',
  ],
};

/** Vrai si cette qualite peut l'action sur un dossier dont l'agent est saisi ; la porte d'une liste, avant tout dossier. */
export const qualitePermet = ({ qualite }: Pick<AgentHabilite, 'qualite'>, action: Action): boolean =>
  QUALITES[action].includes(qualite);

/** Acces = qualite + lien avec le dossier (art. 11 et R.249-13 CPP). Rend la base de l'acces, ecrite au journal. */
export function autoriser(
  agent: AgentHabilite,
  action: Action,
  dossier: DossierSaisi,
): Result<string, RefusAcces> {
  if (action === 'cosigner' && dossier.designe !== true) return refus('qualite-insuffisante');
  // Une liste d'interpretes n'est ni une unite ni une juridiction : hors de son acte, aucun dossier n'existe pour lui.
  if (agent.qualite === 'interprete')
    return action === 'cosigner'
      ? reussite('interprète désigné pour cosigner cet acte')
      : refus('autre-unite');
  if (agent.service === 'interieur' && agent.rattachement.code !== dossier.unite)
    return garde(agent, action, dossier)
      ? reussite('unité qui garde la personne au dépôt (art. 803-3 CPP)')
      : refus('autre-unite');
  const saisie = agent.rattachement.code === dossier.juridiction;
  if (agent.service === 'justice' && !saisie && !controle(agent, action, dossier))
    return refus('autre-juridiction');
  if (!QUALITES[action].includes(agent.qualite)) return refus('qualite-insuffisante');
  const sansAudience = refusSansAudience(agent, action, dossier);
  if (sansAudience !== undefined) return refus(sansAudience);
  if (agent.service === 'interieur') return reussite('unité saisie de la procédure (art. 14 CPP)');
  return reussite(
    saisie
      ? 'juridiction saisie de la procédure (R.249-13 CPP)'
      : 'juridiction qui contrôle la garde à vue (art. 62-3 CPP)',
  );
}

/** Le juge du siege ne lit que ce dont le tribunal est saisi ; on ne juge pas, on ne tient pas d'audience sans elle. Cosigner n'ouvre qu'un acte. */
function refusSansAudience(
  { qualite }: AgentHabilite,
  action: Action,
  { tribunalSaisi = false }: DossierSaisi,
): RefusAcces | undefined {
  if (tribunalSaisi || action === 'cosigner') return undefined;
  if (qualite === 'president') return 'tribunal-non-saisi';
  return action === 'juger' || action === 'tenir-l-audience' ? 'audience-absente' : undefined;
}

/** Avant toute transmission, la juridiction qui controle une mesure ne peut que la suivre et y statuer. */
const controle = (
  { rattachement }: AgentHabilite,
  action: Action,
  { controle: juridictions = [] }: DossierSaisi,
): boolean =>
  (action === 'suivre-la-mesure' || action === 'statuer-sur-la-mesure') &&
  juridictions.includes(rattachement.code);

/** L'unite a qui la personne deferee est remise tient le registre du depot, et rien d'autre. */
const garde = (
  { qualite, rattachement }: AgentHabilite,
  action: Action,
  { garde: unites = [] }: DossierSaisi,
): boolean =>
  action === 'tenir-le-depot' && QUALITES[action].includes(qualite) && unites.includes(rattachement.code);

/** Les actions permises sur un dossier, pour que le portail n'offre que celles-la. */
export const actionsPermises = (agent: AgentHabilite, dossier: DossierSaisi): readonly ActionOfferte[] =>
  ACTIONS.filter((action) => autoriser(agent, action, dossier).ok);

/** Cosigner et tenir le depot ne s'offrent pas d'un dossier : l'un vient de l'acte, l'autre de la mesure. */
type ActionOfferte = Exclude<Action, 'cosigner' | 'tenir-le-depot'>;

const ACTIONS: readonly ActionOfferte[] = [
  'consulter',
  'rediger',
  'deposer',
  'transmettre',
  'obtenir-copie',
  'decider',
  'mentionner',
  'suivre-la-mesure',
  'statuer-sur-la-mesure',
  'lire-journal',
  'voir-par',
  'lire-retirees',
  'trier',
  'coter',
  'juger',
  'tenir-l-audience',
];
