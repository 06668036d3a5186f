export * from './contract.ts';
export * from './faits.ts';
export { accederALaMesure, droitSur, type MesureLue } from './acces-a-la-mesure.ts';
export { consignerLaMesure, verrouillerLaMesure } from './consigner-mesure.ts';
export { gestionnairesGardeAVue } from './gestionnaires.ts';
export { gestionnairesOuvertureDeMesure } from './gestionnaires-de-l-unite.ts';
export type {
  AuditionLibre,
  DepecheDeMesure,
  DroitDeGardeAVue,
  PortsGardeAVue,
  Tables as TablesDesMesures,
  Tx as TxMesure,
} from './ports.ts';
export { projeterMesure } from './projeter.ts';
export { registresDuDossier } from './registres-du-dossier.ts';
export { ACTES_DE_GARDE_A_VUE, apportDe, DECISIONS_DE_GARDE_A_VUE, estDeGardeAVue } from './catalogue.ts';
export { donnerLesMesures, juridictionsDeControle, unitesDeGarde } from './use-cases/donner-les-mesures.ts';
export { inscrireUnActe, motifsDeLActe } from './use-cases/inscrire-un-acte.ts';
export { premissesDe } from './use-cases/premisses.ts';
export { recevoirUneDepeche } from './use-cases/recevoir-une-depeche.ts';
export { sonnerLesAlarmes } from './use-cases/sonner-les-alarmes.ts';
export type { TablesGardeAVue } from './tables.ts';

/** Migrations du contexte. */
export const MIGRATIONS_GARDE_A_VUE = {
  nom: 'garde-a-vue',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
