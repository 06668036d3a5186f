export { CKF } from './codes.ts';
export type { DemandeDeDeblocage, DemandeDeSignature, JetonLu, NomDeJeton, RefusPkcs11 } from './echanges.ts';
export { ouvrirPilote, type OptionsPilote, type Pilote } from './pilote.ts';
export { CachetIndisponible, ouvrirCachet, type CachetOuvert, type OptionsCachet } from './cachet.ts';
export { type Coffre, CoffreIndisponible, ouvrirCoffre } from './coffre.ts';
