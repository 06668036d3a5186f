import { creerEmetteurOrdres, creerIdentifieur, lireCles, sourceDeListes } from '@ppn/identity';
import type { Agent } from '@ppn/habilitation/contract';
import { refuser } from '@ppn/http';
import { lireFichierDe } from '../configuration.ts';
import { type Connexion, ouvrirConnexion } from '../connexion.ts';
import { type AnnuaireDeZone, lireAnnuaireDeZone } from './annuaire.ts';
import type { Acces, Fondations } from './composer.ts';
import {
  annuaireAvecPlex,
  type DemanderAPlex,
  demanderParLeLien,
  lienVersPlex,
  tachesDePassage,
} from './vers-plex.ts';

/** L'acces des agents de l'Etat : leur carte, l'annuaire de la zone, et PLEX pour les destinataires exterieurs. */
export type AccesDesAgents = Acces & {
  readonly connexion: Connexion;
  /** Les agents d'ici, sans PLEX. */
  readonly agents: AnnuaireDeZone;
  /** Demande a PLEX ; `undefined` si elle ne repond pas, ou n'est pas reglee. */
  readonly demanderAPlex: DemanderAPlex;
};

/** Ouvre l'acces des agents. */
export async function accesDesAgents(fondations: Fondations): Promise<AccesDesAgents> {
  const { configuration, consigner } = fondations;
  const agents = lireAnnuaireDeZone(configuration.PPN_ANNUAIRE);
  const connexion = await connecter(fondations, agents);
  const lien = lienVersPlex(configuration);
  return {
    connexion,
    agents,
    demanderAPlex: demanderParLeLien(lien, consigner),
    annuaire: lien === undefined ? agents : annuaireAvecPlex(agents, lien, consigner),
    temoin: connexion.temoin,
    purger: connexion.purger,
    identiteDe: async (jeton) => {
      const { agent, ouverteA } = await connexion.lire(jeton);
      // L'annuaire est relu a chaque demande : une session ouverte ne garde pas l'acces de qui l'a quitte.
      const correspondant = agents.correspondant(agent.matricule);
      if (correspondant === undefined)
        throw refuser(403, 'hors-annuaire', 'Vous n’êtes plus à l’annuaire de cette plate-forme.');
      return {
        correspondant,
        identifieA: ouverteA.toISOString(),
        ministere: agent.service,
        supervise: agents.supervise(agent.matricule),
      };
    },
    taches: lien === undefined ? [] : tachesDePassage(lien, agents),
    fermer: () => lien?.fermer(),
  };
}

async function connecter(
  { configuration, base, confiance }: Fondations,
  agents: AnnuaireDeZone,
): Promise<Connexion> {
  const cles = await lireCles(lireFichierDe('PPN_ORDRES_CLE', configuration.PPN_ORDRES_CLE));
  const { racines, intermediaires } = await confiance.ancres();
  const identifieur = creerIdentifieur<Agent>({
    cles,
    emettreOrdre: creerEmetteurOrdres({ cles }),
    ancres: { racines, intermediaires },
    revocation: sourceDeListes(),
    miroir: configuration.PPN_CRL_URLS,
    annuaire: async (matricule) => agents.agent(matricule),
  });
  return ouvrirConnexion({
    db: base.db,
    identifieur,
    service: configuration.PPN_SERVICE,
    origine: configuration.PPN_ORIGINE,
    tls: configuration.PPN_TLS_CERT !== undefined,
    adresseAgentPoste: configuration.PPN_AGENT_URL,
  });
}
