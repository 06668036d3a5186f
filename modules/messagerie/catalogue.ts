import { type ActeInscrit, inscrire } from '@ppn/acte/catalogue';
import { versementDeMessages } from './actes/versement-de-messages.ts';

/** Actes de ce contexte. Face pure : ni base, ni serveur. */
export const ACTES_DE_MESSAGERIE: readonly ActeInscrit[] = [inscrire(versementDeMessages)];
