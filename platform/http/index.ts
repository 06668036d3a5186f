export type { Contrat, Cle, DemandeDe, Methode, ParamsDe, Point, Probleme, ReponseDe } from './contrat.ts';
export { RefusHttp, refuser } from './probleme.ts';
export { creerServeur, envoyerRefus, type ReglagesServeur } from './serveur.ts';
export { monter, type DemandeRecue, type Gestionnaires } from './monter.ts';
export { creerFluxVif, type EvenementVif, type FluxVif } from './flux-vif.ts';
export { servirPortail } from './portail.ts';
export { rendreOctets } from './rendre-octets.ts';
export { envoyerOctets, plageDemandee, type SourceOctets } from './octets.ts';
