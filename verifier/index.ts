export { verifierFichier, type DemandeDeFichier, type RapportDeFichier } from './verifier-fichier.ts';
export { type ComparerTexte, type Fiche } from './fiche.ts';
export { enTexte } from './rapport-texte.ts';
export { zipContient, type DemandeDeLecture, type Lecteur, type Lecture } from './aiguillage.ts';
