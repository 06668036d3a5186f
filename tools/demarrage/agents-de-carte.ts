import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { scriptDesPins } from './confiance-locale.ts';
import { environnementAmbiant } from './environnement.ts';
import type { PileDArrets } from './pile-d-arrets.ts';
import { portLibre } from './ports.ts';
import { surveiller } from './processus.ts';
import type { Processus } from './processus.ts';
import type { Contexte } from './services.ts';

/** Ce qu'il faut a un agent de carte : portails admis et cles publiques epinglees. */
export type Poste = Contexte & { readonly origines: readonly string[]; readonly cles: readonly string[] };

/** L'agent de carte de l'utilisateur : sa fenetre demande le PIN. */
export const agentDeCarte = (poste: Poste): Processus =>
  preparerAgent(poste, { nom: 'L’agent de carte', dossier: 'agent', port: poste.ports.agent, ajouts: {} });

/** L'agent qui connait les PIN de demonstration (semences, demonstration, essais) : un seul, lance au premier appel. */
export function agentAutomatique(poste: Poste, arrets: PileDArrets): () => Promise<string> {
  const lancer = async (): Promise<string> => {
    const port = await portLibre();
    const agent = preparerAgent(poste, {
      nom: 'L’agent de carte automatique',
      dossier: 'agent-automatique',
      port,
      ajouts: { AGENT_PIN_PROVIDER: scriptDesPins(poste.dossier, poste.annuaire.agents) },
    });
    arrets.ajouter(agent.arreter, agent);
    await agent.demarrer();
    return `http://127.0.0.1:${port}`;
  };
  let lance: Promise<string> | undefined;
  return () => (lance ??= lancer());
}

type Agent = {
  readonly nom: string;
  readonly dossier: string;
  readonly port: number;
  readonly ajouts: Readonly<Record<string, string>>;
};

function preparerAgent(poste: Poste, { nom, dossier, port, ajouts }: Agent): Processus {
  const etat = poste.dossier.lieu(dossier, 'etat');
  mkdirSync(etat, { recursive: true, mode: 0o700 });
  return surveiller({
    nom,
    script: join(poste.racine, 'workstation', 'main.ts'),
    environnement: {
      ...environnementAmbiant(poste.ambiant),
      AGENT_PORT: String(port),
      AGENT_ORIGINES: poste.origines.join(','),
      AGENT_CLES: poste.cles.join(','),
      AGENT_CARTES: poste.confiance.confiance.lieux.cartes,
      AGENT_DOSSIER: etat,
      ...ajouts,
    },
    journal: poste.dossier.lieu('journaux', `${dossier}.log`),
    sante: `http://127.0.0.1:${port}/etat`,
    toutStatut: true,
    relancer: poste.relancer,
    surEvenement: poste.dire,
  });
}
