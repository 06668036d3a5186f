export { etape } from './etape.ts';
export { creerJournal } from './journal-technique.ts';
export type { Champs, JournalTechnique, NiveauDeJournal } from './journal-technique.ts';
export { MASQUE, estMasquee, masquer } from './masquer.ts';
export { creerMesures } from './mesures.ts';
export type { Mesures, RequeteServie } from './mesures.ts';
