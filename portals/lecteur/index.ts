/** Lecteur de pieces : PDF, photographies, sons et videos, d'une seule suite continue. */
export { Lecteur } from './lecteur.tsx';
export type { ProprietesLecteur } from './lecteur.tsx';
export type { PieceALire } from './piece-a-lire.ts';
export { ActeACosigner } from './acte-a-cosigner.tsx';
export { UnePage } from './une-page.tsx';
export { UnActe } from './un-acte.tsx';
export { coter, ecrireLieu, lireLieu, pieceA, positionDe } from './cotes.ts';
export type { PieceCotee } from './cotes.ts';
export type { Ancre, Annotateur } from './ancre.ts';
export type { Occulteur } from './occultation.tsx';
export type { Trouver } from './recherche-du-dossier.tsx';
export { ecrirePosition, lirePosition } from './position.ts';
export type { Position } from './position.ts';
export { useVues } from './vues.ts';
