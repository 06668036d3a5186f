import { type Result, refus, reussite } from '@ppn/core';

/** Ce qu'un agent peut vouloir faire d'un dossier. */
export type Action =
  | 'consulter'
  | 'rediger'
  | 'deposer'
  | 'transmettre'
  | 'decider'
  | 'mentionner'
  | 'lire-journal'
  | 'voir-par'
  | 'lire-retirees';

/** L'agent, vu par la regle. */
export type AgentHabilite = {
  readonly service: 'interieur' | 'justice';
  readonly qualite: 'opj' | 'apj' | 'procureur' | 'substitut' | 'greffier';
  readonly rattachement: { readonly code: string };
};

/** Le dossier, vu par la regle : qui en est saisi. */
export type DossierSaisi = { readonly unite: string; readonly juridiction: string | null };

/** Raisons de refus. */
export type RefusAcces = 'autre-unite' | 'autre-juridiction' | 'qualite-insuffisante';

/** Qualites requises par action ; absente : toutes celles du service (domaine-penal §2.6.8 et §2.8). */
const QUALITES: { readonly [action in Action]: readonly AgentHabilite['qualite'][] } = {
  consulter: ['opj', 'apj', 'procureur', 'substitut', 'greffier'],
  rediger: ['opj', 'apj'],
  deposer: ['opj', 'apj'],
  transmettre: ['opj'],
  decider: ['procureur', 'substitut'],
  /** Porter une mention marginale : chaque mention resserre (502 CPP : la declaration d'appel se fait au greffier). */
  mentionner: ['procureur', 'substitut', 'greffier'],
  'lire-journal': ['opj', 'procureur', 'substitut', 'greffier'],
  /** Voir le dossier tel qu'une autre personne le voyait. */
  'voir-par': ['procureur', 'substitut', 'greffier'],
  /** Une piece annulee est classee au greffe (174 CPP) : lui seul la lit encore. */
  'lire-retirees': ['greffier'],
};

/** Acces = qualite + lien avec le dossier (art. 11 et R.249-13 CPP). Rend la base de l'acces, ecrite au journal. */
export function autoriser(
  agent: AgentHabilite,
  action: Action,
  dossier: DossierSaisi,
): Result<string, RefusAcces> {
  if (agent.service === 'interieur' && agent.rattachement.code !== dossier.unite) return refus('autre-unite');
  if (agent.service === 'justice' && agent.rattachement.code !== dossier.juridiction)
    return refus('autre-juridiction');
  if (!QUALITES[action].includes(agent.qualite)) return refus('qualite-insuffisante');
  return reussite(
    agent.service === 'interieur'
      ? 'unité saisie de la procédure (art. 14 CPP)'
      : 'juridiction saisie de la procédure (R.249-13 CPP)',
  );
}

/** Les actions permises sur un dossier, pour que le portail n'offre que celles-la. */
export const actionsPermises = (agent: AgentHabilite, dossier: DossierSaisi): readonly Action[] =>
  ACTIONS.filter((action) => autoriser(agent, action, dossier).ok);

const ACTIONS: readonly Action[] = [
  'consulter',
  'rediger',
  'deposer',
  'transmettre',
  'decider',
  'mentionner',
  'lire-journal',
  'voir-par',
  'lire-retirees',
];
