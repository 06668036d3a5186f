/** Recherche, commune aux deux portails. */
export { type Demande, validerDemande } from './demande.ts';
export { PageRecherche } from './page-recherche.tsx';
export type { Cible } from './palette.ts';
export type { Lien } from './resultats.tsx';
