import type { AgentHabilite, DossierSaisi } from './autoriser.ts';

/** Duree d'un acces d'urgence, en heures : regle de la plate-forme, aucun texte. */
export const DUREE_D_URGENCE_H = 4;

/** Qualites qui peuvent ouvrir un acces d'urgence. */
const PEUVENT: ReadonlySet<AgentHabilite['qualite']> = new Set([
  'opj',
  'chef-unite',
  'procureur',
  'substitut',
  'greffier',
  'jld',
  'juge-instruction',
  'president',
]);

/** Qui revoit : la hierarchie de qui a ouvert, ou de qui est saisi. */
const REVOIENT: ReadonlySet<AgentHabilite['qualite']> = new Set(['procureur', 'chef-unite']);

/**
 * Vrai si cet agent peut lire en urgence un dossier qui ne lui est pas ouvert. La Justice ne lit jamais ainsi une enquete qui ne
 * lui a pas ete transmise (art. 11 CPP).
 */
export const urgencePossible = (
  { service, qualite }: Pick<AgentHabilite, 'service' | 'qualite'>,
  { juridiction }: Pick<DossierSaisi, 'juridiction'>,
): boolean => PEUVENT.has(qualite) && (service === 'interieur' || juridiction !== null);

/** Vrai si cet agent revoit des acces d'urgence. */
export const revoitLesUrgences = ({ qualite }: Pick<AgentHabilite, 'qualite'>): boolean =>
  REVOIENT.has(qualite);
