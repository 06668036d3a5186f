import { creerAgentDuPoste, creerClient } from '@ppn/api-client';
import { calerSurLeService } from '@ppn/kit';
import { creerClientDeRecherche } from '@ppn/chercher/palette';
import { creerClientDeMessagerie } from '@ppn/conversation';
import type { contratInterieur } from '@ppn/service-interieur/contract';

let surPerte = (): void => undefined;

/** Previent quand le service ne reconnait plus la session. */
export function quandSessionPerdue(rappel: () => void): void {
  surPerte = rappel;
}

/** Client du service Interieur, meme origine que le portail. */
export const client = creerClient<typeof contratInterieur>({
  surSessionPerdue: () => surPerte(),
  surHeure: calerSurLeService,
});

/** Client de la messagerie du service Interieur. */
export const clientDeMessagerie = creerClientDeMessagerie(() => surPerte());

/** Client de la recherche du service Interieur. */
export const clientDeRecherche = creerClientDeRecherche(() => surPerte());

const agents = new Map<string, ReturnType<typeof creerAgentDuPoste>>();

/** Agent de carte du poste a l'adresse donnee par le service ; le meme objet a chaque appel. */
export function agentDuPoste(adresse: string): ReturnType<typeof creerAgentDuPoste> {
  const connu = agents.get(adresse);
  if (connu !== undefined) return connu;
  const nouveau = creerAgentDuPoste(adresse);
  agents.set(adresse, nouveau);
  return nouveau;
}
