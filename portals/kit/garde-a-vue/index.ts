export { alarmesSonnees, grouperLesAlarmes } from './alarmes-sonnees.ts';
export type { AlarmeMontree, AlarmesDUneObligation } from './alarmes-sonnees.ts';
export { Alarmes } from './alarmes.tsx';
export { AlarmesDesMesures, cleDAlarme } from './alarmes-des-mesures.tsx';
export { CartesDeCompte } from './cartes-de-compte.tsx';
export type { CarteDeCompte } from './cartes-de-compte.tsx';
export { DialogueDePresentation, PresentationAttendue } from './presentation.tsx';
export { presentationPrevue } from './presentation-prevue.ts';
export type { PresentationPrevue } from './presentation-prevue.ts';
export { BoutonDuSon } from './bouton-du-son.tsx';
export { FiltresDuTableau } from './filtres.tsx';
export { useMontrees } from './montrees.tsx';
export { nomDeMesure, RangDeMesure } from './rang-de-mesure.tsx';
export type { GestesDeMesure, LienDeMesure } from './rang-de-mesure.tsx';
export { direLesRegles } from './regles-a-relire.ts';
export { NonLus, Signalements } from './signalements.tsx';
export { reglerLeSon, sonner, useSonPermis } from './sons.ts';
export {
  alarmesDesMesures,
  alarmesDues,
  compterLesBandes,
  estSignalee,
  monteeALaHierarchie,
  natureDe,
  SANS_FILTRE,
  trier,
} from './tri.ts';
export type { AlarmeDeMesure, Filtres } from './tri.ts';
export { BandeauFige } from './bandeau-fige.tsx';
export { BandeDeTemps, CompteARebours } from './compte-a-rebours.tsx';
export { Divergences } from './divergences.tsx';
export { direLEtat, familleDe } from './droits.ts';
export type { DroitMontre, EtatDit } from './droits.ts';
export { BANDES, bandeDe, dureeEnChiffres, dureeEnMots, msDe, parEcheance, resteJusqua } from './durees.ts';
export type { Bande } from './durees.ts';
export { Frise } from './frise.tsx';
export type { FamilleDeMoment, MomentDeFrise, PeriodeDeFrise } from './frise.tsx';
export { calerSurLeService, heureDuService, useMinute, useSeconde } from './heure.ts';
export type { HeureMontree } from './heure.ts';
export { RangeeDesDroits } from './rangee-des-droits.tsx';
export { nomDuMagistrat, regimeCourt, suiteEnMots } from './vocabulaire.ts';
