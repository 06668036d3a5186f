import { agent, type Agent } from '@ppn/habilitation/contract';
import { unite, type Unite } from '@ppn/dossier/contract';
import * as z from 'zod';
import { ConfigurationFausse, lireFichierDe } from './configuration.ts';

/** `depots` : codes des juridictions dont l'unite garde le depot (803-3 CPP). */
const uniteDAnnuaire = unite.extend({ depots: z.array(z.string()).default([]) });
const fichier = z.object({ agents: z.array(agent), unites: z.array(uniteDAnnuaire).default([]) });

/** Annuaire du service : agents habilites et unites, lus d'un fichier JSON. */
export type Annuaire = {
  readonly agent: (matricule: string) => Agent | undefined;
  /** Agents d'une unite ou d'une juridiction. */
  readonly agentsDe: (rattachement: string) => readonly Agent[];
  /** Interpretes inscrits, de quelque liste qu'ils soient. */
  readonly interpretes: () => readonly Agent[];
  readonly unite: (code: string) => Unite | undefined;
  /** Unites qui gardent le depot d'une juridiction. */
  readonly unitesDuDepot: (juridiction: string) => readonly Pick<Unite, 'code' | 'libelle'>[];
};

/** Lit l'annuaire ; un fichier faux arrete le demarrage avec une phrase. */
export function lireAnnuaire(chemin: string, service: 'interieur' | 'justice'): Annuaire {
  const lu = fichier.safeParse(jsonDe(chemin));
  if (!lu.success)
    throw new ConfigurationFausse(
      `PPN_ANNUAIRE : ${chemin} ne suit pas la forme attendue (${lu.error.issues[0]?.path.join('.') ?? ''}).`,
    );
  const agents = new Map(
    lu.data.agents
      .filter((candidat) => candidat.service === service)
      .map((candidat) => [candidat.matricule, candidat]),
  );
  const unites = new Map(lu.data.unites.map(({ depots: _, ...candidate }) => [candidate.code, candidate]));
  return {
    agent: (matricule) => agents.get(matricule),
    agentsDe: (rattachement) =>
      [...agents.values()].filter((candidat) => candidat.rattachement.code === rattachement),
    interpretes: () => [...agents.values()].filter(({ qualite }) => qualite === 'interprete'),
    unite: (code) => unites.get(code),
    unitesDuDepot: (juridiction) =>
      lu.data.unites
        .filter(({ depots }) => depots.includes(juridiction))
        .map(({ code, libelle }) => ({ code, libelle })),
  };
}

function jsonDe(chemin: string): unknown {
  try {
    return JSON.parse(lireFichierDe('PPN_ANNUAIRE', chemin));
  } catch (cause) {
    if (cause instanceof ConfigurationFausse) throw cause;
    throw new ConfigurationFausse(`PPN_ANNUAIRE : ${chemin} n’est pas du JSON.`);
  }
}
