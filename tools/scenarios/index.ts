export { ANNUAIRE } from './annuaire.ts';
