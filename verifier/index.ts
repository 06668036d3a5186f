export { verifierFichier, type DemandeDeFichier, type RapportDeFichier } from './verifier-fichier.ts';
export { type ComparerTexte, type Fiche } from './fiche.ts';
export { enTexte } from './rapport-texte.ts';
export { zipContient, type DemandeDeLecture, type Lecteur, type Lecture } from './aiguillage.ts';
export { lecteurDeDossier } from './dossier/lecteur.ts';
export { texteDesActes } from './texte-des-actes.ts';
export { verifierDossier } from './dossier/verifier-dossier.ts';
export { dossierEnTexte } from './dossier/rapport-texte.ts';
export { conseilDe } from './dossier/conseils.ts';
export {
  ArchiveIllisible,
  type LecteurDeDossier,
  type OptionsDossier,
  type RapportDePiece,
  type RapportDePli,
  type RapportDossier,
} from './dossier/modele.ts';
export { type CodeDeDossier, type Constat } from './dossier/codes.ts';
