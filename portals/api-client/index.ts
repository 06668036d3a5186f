export { creerClient } from './client.ts';
export type { Client, OptionsClient, Appeler, DemandePour, ReponsePour } from './client.ts';
export type { DepotDeFichier } from './depot.ts';
export { injoignable, sessionPerdue } from './probleme.ts';
export type { Probleme, Result } from './probleme.ts';
export { ouvrirEvenements } from './evenements.ts';
export type { EtatVif, EvenementVif, OptionsEvenements } from './evenements.ts';
export { creerAgentDuPoste } from './agent-du-poste.ts';
export type { AgentDuPoste, CarteDuPoste, EtatDeDemande, RefusAgent } from './agent-du-poste.ts';
