import type { Unite } from '@ppn/dossier/contract';
import type { Agent } from '@ppn/habilitation/contract';

/** Les deux services. */
export type NomDeService = 'interieur' | 'justice';

/** Un agent de demonstration, avec sa carte ; le service ne recoit jamais le PIN. */
export type AgentDeDemonstration = Readonly<Agent> & {
  /** Identifiant de la carte : minuscules, chiffres, tirets. */
  readonly carte: string;
  /** 4 a 12 chiffres. */
  readonly pin: string;
  /** Carte de demonstration qui doit etre refusee. */
  readonly cas?: 'expiree' | 'revoquee' | 'ac-inconnue';
  /** Vrai : l'agent a une carte mais n'est pas dans l'annuaire du service. */
  readonly horsAnnuaire?: boolean;
};

/** Un auxiliaire de justice de demonstration, avec sa carte. */
export type ExterneDeDemonstration = {
  readonly genre: 'avocat' | 'commissaire-de-justice' | 'expert';
  readonly carte: string;
  readonly pin: string;
  /** Numero porte par sa carte et par la liste de sa profession. */
  readonly numero: string;
  readonly prenom: string;
  readonly nom: string;
  /** Barreau, chambre ou cour d'appel. */
  readonly organisation: string;
  readonly courriel: string;
};

/** L'annuaire de demonstration : les agents et les unites qu'ils servent. */
export type AnnuaireDeDemonstration = {
  readonly agents: readonly AgentDeDemonstration[];
  /** `depots` : juridictions dont l'unite garde le depot. */
  readonly unites: readonly (Readonly<Unite> & { readonly depots?: readonly string[] })[];
  /** Auxiliaires de justice, dans PLEX. */
  readonly externes?: readonly ExterneDeDemonstration[];
};

/** Organisation inscrite dans les certificats des agents d'un service. */
export const ORGANISATIONS: Readonly<Record<NomDeService, string>> = {
  interieur: 'Ministère de l’intérieur (démonstration)',
  justice: 'Ministère de la justice (démonstration)',
};
