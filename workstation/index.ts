export * from './protocole.ts';
export { clientAgent, RefusAgent } from './client.ts';
export type { ClientAgent, OptionsClient } from './client.ts';
