import type { ouvrirDemandes } from './demandes.ts';
import type { Lecteur } from './jeton.ts';
import type { ClesServeur } from './ordre.ts';
import type { ConsommerOrdres } from './rejeu.ts';

/** Donne le PIN d'une carte sans fenêtre (démonstration, essais) : jamais en service. */
export type FournisseurDePin = (carte: string) => Promise<string>;
/** Réglages de l'agent. `port` 0 : un port libre. */
export type OptionsAgent = {
  readonly port: number;
  /** Portails admis, origine exacte (`http://localhost:3000`). */
  readonly origines: readonly string[];
  readonly clesServeur: ClesServeur;
  /** Dossier des cartes logicielles, ou un autre lecteur. */
  readonly cartes: string | Lecteur;
  /** Dossier d'état de l'agent : les ordres déjà vus. */
  readonly dossier: string;
  readonly fournisseurDePin?: FournisseurDePin | undefined;
  readonly horloge?: () => Date;
};
/** Ce que partagent les réponses de l'agent. */
export type Poste = Required<Omit<OptionsAgent, 'cartes' | 'fournisseurDePin' | 'dossier' | 'port'>> & {
  readonly lecteur: Lecteur;
  readonly demandes: ReturnType<typeof ouvrirDemandes>;
  readonly consommer: ConsommerOrdres;
  readonly fournisseurDePin: FournisseurDePin | undefined;
};
