/** Le passe d'un dossier, sans le lecteur de PDF : reglette, bandeau, moments, puces. */
export { type Moment, momentsDe } from './moments.ts';
export { PucesDePiece } from './puces-de-piece.tsx';
export { BandeauDuPasse, type LecteurPossible, type Passe, RemonterLeTemps } from './remonter-le-temps.tsx';
