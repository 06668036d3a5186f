/** Ecrans de l'echange de fichiers, communs aux zones ; `./portail` monte le portail d'une zone. */
export { ADRESSES, Lien, usePoste } from './contexte.tsx';
export { problemeDe } from './donnees.ts';
export { NATURES } from './vocabulaire.ts';
export { nouvelIdentifiant } from './moteur/identifiant.ts';
export { SelonLaLecture } from './selon-la-lecture.tsx';
