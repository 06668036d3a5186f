/** Notes et marques d'un dossier, sans pdf.js : de quoi les lire, les poser, les montrer. */
export type { Ancre, Annotateur } from './ancre.ts';
export { type ClientDAnnotations, useAnnotations } from './annotations.ts';
export { useFenetres } from './fenetres.ts';
export { NotesEtMarques } from './notes-et-marques.tsx';
