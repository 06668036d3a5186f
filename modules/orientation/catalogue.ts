import { type ActeInscrit, inscrire } from '@ppn/acte/catalogue';
import { classementSansSuite } from './actes/classement-sans-suite.ts';
import { copj } from './actes/copj.ts';
import { orientation } from './actes/orientation.ts';
import { soitTransmis } from './actes/soit-transmis.ts';

/** Decisions que le parquet peut prendre par un acte signe. Face pure : ni base, ni serveur. */
export const ACTES_DU_PARQUET: readonly ActeInscrit[] = [
  inscrire(classementSansSuite),
  inscrire(copj),
  inscrire(orientation),
  inscrire(soitTransmis),
];
