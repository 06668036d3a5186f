/** Face pure du contexte : les actes, leur texte, leur lecture. Ni base, ni serveur : le verificateur hors ligne s'en sert. */
export { ACTES_D_ENQUETE } from './actes/actes-d-enquete.ts';
export { cosignatairesChoisis } from './actes/prealable.ts';
export { attirerSurLeDelai, controlerTemps, LECTURE_PAR_DEFAUT } from './actes/prealable.ts';
export {
  CADRES,
  clotureSignee,
  designation,
  faitsQualifies,
  identite,
  jourEnFrancais,
  jointes,
  mentionDeSignature,
  nomComplet,
  ouverture,
  paragraphes,
  personneDe,
  personneSignataire,
  QUALITES,
  questions,
  signatureElectronique,
  signaturesDeLaMain,
} from './actes/proces-verbal.ts';
export {
  type ActeInscrit,
  type Catalogue,
  creerCatalogue,
  type GabaritInscrit,
  inscrire,
  relire,
} from './inscrire.ts';
export { blocsDesPoints } from './points-passes-outre.ts';
export { comparerTexte, lireActeJson } from './lire-acte.ts';
export { type ActeVerifie, verifierActeRecu } from './use-cases/verifier-acte-recu.ts';
