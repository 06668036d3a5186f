import { creerAgentDuPoste, creerClient } from '@ppn/api-client';
import { creerClientDEchange } from '@ppn/echanges';
import type { contratPline } from '@ppn/service-pline/contract';

let surPerte = (): void => undefined;

/** Previent quand le service ne reconnait plus la session. */
export function quandSessionPerdue(rappel: () => void): void {
  surPerte = rappel;
}

/** Client de PLINE, meme origine que le portail. */
export const client = creerClient<typeof contratPline>({ surSessionPerdue: () => surPerte() });

/** Le meme, pour les ecrans de l'echange. */
export const clientDEchange = creerClientDEchange(() => surPerte());

const agents = new Map<string, ReturnType<typeof creerAgentDuPoste>>();

/** Agent de carte du poste a cette adresse ; le meme objet a chaque appel. */
export function agentDuPoste(adresse: string): ReturnType<typeof creerAgentDuPoste> {
  const connu = agents.get(adresse) ?? creerAgentDuPoste(adresse);
  agents.set(adresse, connu);
  return connu;
}
