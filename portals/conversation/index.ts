/** Ecrans de la messagerie, communs aux deux portails. */
export { creerClientDeMessagerie, Messagerie } from './contexte.tsx';
export type { PieceAJoindre } from './contexte.tsx';
export { CLES_DE_MESSAGERIE, useMessagesNonLus, useNonLusParMesure } from './donnees.ts';
export { MessagesDeLaMesure } from './messages-de-la-mesure.tsx';
export { MessagesDuDossier } from './messages-du-dossier.tsx';
export { PageMessages } from './page-messages.tsx';
