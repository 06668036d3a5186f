import { type ActeInscrit, inscrire } from '@ppn/acte/catalogue';
import { annulement } from './actes/annulement.ts';
import { appel } from './actes/appel.ts';
import { opposition } from './actes/opposition.ts';
import { rectification } from './actes/rectification.ts';
import { signification } from './actes/signification.ts';

export { type ActeVise, PHRASES_DE_VISER, refusDeViser } from './domain/viser.ts';

/** Mentions marginales qu'une juridiction peut porter. Face pure : ni base, ni serveur. */
export const ACTES_DE_MENTION: readonly ActeInscrit[] = [
  inscrire(appel),
  inscrire(opposition),
  inscrire(rectification),
  inscrire(signification),
  inscrire(annulement),
];
