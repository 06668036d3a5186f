import { type ActeInscrit, inscrire } from '@ppn/acte/catalogue';
import { conversionPapier } from './actes/conversion-papier.ts';

/** Actes de ce contexte. Face pure : ni base, ni serveur. */
export const ACTES_DE_CONVERSION: readonly ActeInscrit[] = [inscrire(conversionPapier)];
