export { rendreOctets as rendre } from '@ppn/http';

/** Type d'un PDF. */
export const PDF = 'application/pdf';
