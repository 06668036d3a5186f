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

/** Un agent de carte qui connait les PIN de demonstration (semences, demonstration, essais). */
export type AgentAutomatique = {
  /** Son adresse ; lance au premier appel, un seul a la fois. */
  readonly url: () => Promise<string>;
  /** L'arrete s'il tourne ; un appel suivant en lance un autre. */
  readonly arreter: () => Promise<void>;
};

/** Rien n'est lance avant `url()`. */
export function agentAutomatique(poste: Poste, arrets: PileDArrets): AgentAutomatique {
  let lance: Promise<{ readonly url: string; readonly agent: Processus }> | undefined;
  const lancer = async (): Promise<{ readonly url: string; readonly agent: Processus }> => {
    const port = await portLibre();
    const agent = preparerAgent(poste, {
      nom: 'L’agent de carte automatique',
      dossier: 'agent-automatique',
      port,
      ajouts: {
        AGENT_PIN_PROVIDER: scriptDesPins(poste.dossier, [
          ...poste.annuaire.agents,
          ...(poste.annuaire.externes ?? []),
        ]),
      },
    });
    arrets.ajouter(agent.arreter, agent);
    await agent.demarrer();
    return { url: `http://127.0.0.1:${port}`, agent };
  };
  return {
    url: async () => (await (lance ??= lancer())).url,
    arreter: async () => {
      const { agent } = (await lance) ?? {};
      lance = undefined;
      await agent?.arreter();
    },
  };
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
      ...(poste.ambiant['PPN_AGENT_PKCS11'] === undefined
        ? {}
        : { PPN_AGENT_PKCS11: poste.ambiant['PPN_AGENT_PKCS11'] }),
      ...ajouts,
    },
    journal: poste.dossier.lieu('journaux', `${dossier}.log`),
    sante: `http://127.0.0.1:${port}/etat`,
    toutStatut: true,
    relancer: poste.relancer,
    surEvenement: poste.dire,
  });
}
