export * from './contract.ts';
export { NATINF_DE_DEMONSTRATION } from './natinf.ts';
export { creerRechercheNatinf, formeDeRecherche } from './natinf-recherche.ts';
export { importerNatinf, type ImportNatinf } from './importer-natinf.ts';
export { MOTIFS_DE_CLASSEMENT } from './motifs-classement.ts';
export { MOTIFS_DE_RETOUR, motifsDeRetourEnVigueur } from './motifs-de-retour.ts';
export { seriesDeCotes } from './series-de-cotes.ts';
export { PEINES, peinesEnVigueur } from './peines.ts';
export { PEINES_ENCOURUES, peineEncourueLe } from './peines-encourues.ts';
export { REGLES_D_ORIENTATION, reglesDuMode } from './regles-d-orientation.ts';
export { VOIES_DE_RECOURS, voiesEnVigueur } from './voies-de-recours.ts';
export { REGLES, regleEnVigueur } from './regles.ts';
export {
  LIGNES_DE_GARDE_A_VUE,
  REGLES_DE_GARDE_A_VUE,
  VERSION_DES_REGLES_DE_GARDE_A_VUE,
} from './regles-de-garde-a-vue.ts';
export { calendrierDe } from './calendriers.ts';
export { JURIDICTIONS } from './juridictions.ts';
export { gestionnairesNomenclature } from './gestionnaires.ts';
