export * from './protocole.ts';
export { clientAgent, RefusAgent } from './client.ts';
export type { ClientAgent, OptionsClient } from './client.ts';
export { ecrireJeton, ESSAIS_MAX, jetonLogiciel, lecteurDeDossier } from './jeton-logiciel.ts';
export type { JetonAEcrire } from './jeton-logiciel.ts';
export type { ContenuCarte, Jeton, Lecteur, RefusJeton, UsageCle } from './jeton.ts';
export { AgentImpossible, demarrerAgent } from './agent.ts';
export type { AgentEnMarche, FournisseurDePin, OptionsAgent } from './agent.ts';
export type { ClesServeur } from './ordre.ts';
