export { creerCles, creerEmetteurOrdres, lireCles } from './ordres.ts';
export type { ChargeOrdre, ClesOrdres, EmettreOrdre, OrdreEmis } from './ordres.ts';
