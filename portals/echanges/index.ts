/** Ecrans de l'echange de fichiers, communs aux portails des zones ; les pages ont chacune leur entree, chargee a la demande. */
export { ADRESSES, creerClientDEchange, Echange } from './contexte.tsx';
export type { ClientDEchange, PosteDEchange } from './contexte.tsx';
export { CLES_DE_L_ECHANGE, lectureDepots, problemeDe } from './donnees.ts';
export { LacherPartout } from './deposer/lacher-partout.tsx';
export { nouvelIdentifiant } from './moteur/identifiant.ts';
