export { Annonces, annoncer } from './annonces.tsx';
export { Bouton, BoutonIcone, Touche } from './bouton.tsx';
export type { ProprietesBouton } from './bouton.tsx';
export { Case, Champ, ChampChoix, ChampTexte, ChampZone, Choix } from './champs.tsx';
export { ChoixDeCosignataire } from './choix-de-cosignataire.tsx';
export { ChampsDeConversion, PagesNumerisees } from './conversion.tsx';
export { ChampAPropositions } from './champ-a-propositions.tsx';
export { propositionDe } from './propositions.ts';
export type { Proposition } from './propositions.ts';
export { Combobox } from './combobox.tsx';
export type { OptionDeCombobox } from './combobox.tsx';
export { PageConnexion } from './connexion.tsx';
export type { PortsDeConnexion } from './connexion.tsx';
export { Coquille } from './coquille.tsx';
export { entreesDePline } from './entree-pline.tsx';
export type { EntreeDeRail, EtatDeLiaison, Identite } from './coquille.tsx';
export { Dialogue } from './dialogue.tsx';
export { Alerte, Chargement, Echec, EtatVide, Panneau, Puce } from './etats.tsx';
export type { ProblemeVu, Ton } from './etats.tsx';
export { focusTitre, TitrePage, useTitre } from './titre.tsx';
export { Aide } from './aide.tsx';
export { ImpressionAttestee } from './impression.tsx';
export type { PieceImprimable } from './impression.tsx';
export { Liste, Rang } from './liste.tsx';
export { Onglets } from './onglets.tsx';
export { SaisieDHeure, SaisieDeDate } from './saisie-de-date.tsx';
export { dateEnTexte, lireDate, lireHeure } from './date-saisie.ts';
export { composer, decomposer, horodateDe, ZONES } from './horodate.ts';
export { useMaintenant } from './maintenant.ts';
export { PageDeSupervision } from './page-supervision.tsx';
export { Palette } from './palette.tsx';
export type { Commande } from './palette.tsx';
export { PanneauCarte, useCarte } from './panneau-carte.tsx';
export type { AgentDeCarte, CarteVue, EtatDeCarte, RefusDeCarte } from './panneau-carte.tsx';
export { QUALITES } from './qualites.ts';
export { raccourcisActifs, reglerRaccourcis, useRaccourcis, useRaccourcisActifs } from './raccourcis.ts';
export type { Raccourci } from './raccourcis.ts';
export {
  dateCourte,
  dateEtHeure,
  depuis,
  heure,
  heureDe,
  jourCivil,
  nombre,
  pluriel,
  taille,
  typographie,
} from './formats.ts';
export { Supervision } from './supervision.tsx';
export type { SupervisionVue } from './supervision.tsx';
export { Telechargement } from './telechargement.tsx';
export type { FluxATelecharger } from './telechargement.tsx';
export { basculerTheme, initialiserTheme, themeCourant, useTheme } from './theme.ts';
export * from './garde-a-vue/index.ts';
export { DialogueDeSignature } from './signature/dialogue-de-signature.tsx';
export type { ActeASigner, PortsDeSignature } from './signature/etapes-de-signature.ts';
export type { ActeAParapher, ActeEnAttente } from './signature/file-de-signature.ts';
export { Parapheur, type ProprietesDuParapheur } from './signature/parapheur.tsx';
export { DialogueDeRenvoi } from './signature/dialogue-de-renvoi.tsx';
export { Barres, type Barre } from './graphiques/barres.tsx';
export { Courbes, type Serie } from './graphiques/courbes.tsx';
