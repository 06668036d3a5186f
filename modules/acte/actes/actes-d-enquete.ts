import { type ActeInscrit, inscrire, relire } from '../inscrire.ts';
import { auditionLibre, auditionLibreAvantTablette } from './audition-libre.ts';
import { auditionVictime, auditionVictimeAvantTablette } from './audition-victime.ts';
import { constatations } from './constatations.ts';
import { plainte, plainteAvantTablette } from './plainte.ts';
import { synthese } from './synthese.ts';

/** Actes rediges par les enqueteurs, dans l'ordre ou ils se presentent. */
export const ACTES_D_ENQUETE: readonly ActeInscrit[] = [
  inscrire(plainte, [relire(plainteAvantTablette)]),
  inscrire(constatations),
  inscrire(auditionVictime, [relire(auditionVictimeAvantTablette)]),
  inscrire(auditionLibre, [relire(auditionLibreAvantTablette)]),
  inscrire(synthese),
];
