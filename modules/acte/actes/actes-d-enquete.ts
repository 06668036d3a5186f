import { type ActeInscrit, inscrire } from '../inscrire.ts';
import { auditionLibre } from './audition-libre.ts';
import { auditionVictime } from './audition-victime.ts';
import { constatations } from './constatations.ts';
import { plainte } from './plainte.ts';
import { synthese } from './synthese.ts';

/** Actes rediges par les enqueteurs, dans l'ordre ou ils se presentent. */
export const ACTES_D_ENQUETE: readonly ActeInscrit[] = [
  inscrire(plainte),
  inscrire(constatations),
  inscrire(auditionVictime),
  inscrire(auditionLibre),
  inscrire(synthese),
];
