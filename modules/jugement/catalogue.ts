import { type ActeInscrit, inscrire } from '@ppn/acte/catalogue';
import { declarationRecours } from './actes/declaration-recours.ts';
import { EXTRAITS } from './actes/extrait-execution.ts';
import { jugement } from './actes/jugement.ts';
import { notesDAudience } from './actes/notes-d-audience.ts';

/** Actes du siege et de son greffe. Face pure : ni base, ni serveur. */
export const ACTES_DU_SIEGE: readonly ActeInscrit[] = [
  inscrire(notesDAudience),
  inscrire(jugement),
  inscrire(declarationRecours),
  ...EXTRAITS.map((extrait) => inscrire(extrait)),
];
