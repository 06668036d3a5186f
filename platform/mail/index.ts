export { demarrerBoiteLocale } from './boite-locale.ts';
export type { BoiteLocale, OptionsDeBoite } from './boite-locale.ts';
export { courrier } from './courrier.ts';
export type { Courrier, Message, RefusDeCourrier } from './courrier.ts';
export {
  attenteAvantReprise,
  envoyerLesCourriels,
  mettreUnCourrielEnFile,
  migrationsDuCourrier,
} from './file.ts';
