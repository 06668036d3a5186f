import { creerAgentDuPoste } from '@ppn/api-client';

const agents = new Map<string, ReturnType<typeof creerAgentDuPoste>>();

/** Agent de carte du poste a cette adresse ; le meme objet a chaque appel. */
export function agentDuPoste(adresse: string): ReturnType<typeof creerAgentDuPoste> {
  const connu = agents.get(adresse) ?? creerAgentDuPoste(adresse);
  agents.set(adresse, connu);
  return connu;
}
