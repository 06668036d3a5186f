import type { ExamenDeDepot, PortsDossier } from '@ppn/dossier';
import type { Agent } from '@ppn/habilitation';
import type { Adresse, Auteur } from './contract.ts';
import type { Db, Tx } from './tables.ts';

/** Une depeche demandee dans la transaction metier. */
export type DepecheDeMessagerie = {
  readonly id: string;
  readonly objet: string;
  readonly genre:
    | 'message'
    | 'message-tranche'
    | 'messages-lus'
    | 'instruction-acceptee'
    | 'permanence'
    | 'presence';
  readonly corps: unknown;
  readonly emisA: string;
};

/** Une garde a vue qui court, vue de la messagerie. `texte` : la phrase du compte rendu. */
export type MesureEnCours = { readonly id: string; readonly juridiction: string; readonly texte: string };

/** Une mesure a laquelle l'agent a droit : de quel dossier, executee et controlee par qui. */
export type MesureAccessible = {
  readonly idj: string;
  readonly unite: { readonly code: string; readonly libelle: string };
};

/** Ports de la messagerie. */
export type PortsMessagerie = {
  readonly db: Db;
  readonly service: 'interieur' | 'justice';
  readonly maintenant: () => Date;
  readonly dossier: PortsDossier;
  /** Juridictions dont la permanence peut recevoir. */
  readonly juridictions: readonly { readonly code: string; readonly libelle: string }[];
  readonly emettre: (tx: Tx, depeche: DepecheDeMessagerie) => Promise<void>;
  /** Efface le contenu des depeches deja conclues d'un objet. */
  readonly oublier: (tx: Tx, objet: string) => Promise<void>;
  readonly reveiller: () => void;
  /** Examine un petit fichier tenu en memoire, comme tout depot. */
  readonly examiner: (octets: Uint8Array, nom: string) => Promise<ExamenDeDepot>;
  /** Pourquoi une depeche de cet objet attend encore, par identifiant. */
  readonly attentes: (objet: string) => Promise<ReadonlyMap<string, string>>;
  /** Gardes a vue en cours d'un dossier. */
  readonly mesuresEnCours: (idj: string) => Promise<readonly MesureEnCours[]>;
  /** La mesure, si l'agent peut la suivre ; trace et refuse sinon. */
  readonly accederALaMesure: (agent: Agent, mesure: string, adresse: string) => Promise<MesureAccessible>;
  /** Commence l'acte de versement avec ce contenu, redige par l'agent ; rend son identifiant. */
  readonly commencerVersement: (
    agent: Agent,
    idj: string,
    contenu: { readonly [champ: string]: unknown },
    adresse: string,
  ) => Promise<string>;
};

/** L'agent, tel que le fait le garde. */
export const auteurDe = (agent: Agent): Auteur => ({
  matricule: agent.matricule,
  nom: `${agent.prenom} ${agent.nom}`,
  qualite: agent.qualite,
  service: agent.service,
  code: agent.rattachement.code,
  rattachement: agent.rattachement.libelle,
});

/** La fonction de l'agent : l'unite qui enquete, ou la permanence du parquet. */
export const fonctionDe = (agent: Agent): Adresse => ({
  service: agent.service,
  code: agent.rattachement.code,
  libelle:
    agent.service === 'interieur' ? agent.rattachement.libelle : permanenceDe(agent.rattachement.libelle),
  fonction: agent.service === 'interieur' ? 'unite' : 'permanence',
  matricule: null,
});

/** « Permanence du parquet, Tribunal judiciaire d'Agen ». */
export const permanenceDe = (juridiction: string): string => `Permanence du parquet, ${juridiction}`;
