import type { Confiance } from '@ppn/confiance';
import type { AgentDeDemonstration, AnnuaireDeDemonstration, ExterneDeDemonstration } from './annuaire.ts';
import type { BaseDuService } from './bases.ts';
import type { FournisseurDeDemonstration } from './fournisseur/fournisseur.ts';
import type { Ports } from './ports.ts';
import type { Execution } from './enfant.ts';
import type { Processus } from './processus.ts';

/** Comment demarrer : `ports: 'libres'` pour les essais ; `semences` remplit une premiere fois la petite unite et le petit tribunal. */
export type OptionsDuSysteme = {
  readonly dossier: string;
  readonly ports: 'libres' | 'fixes';
  readonly semences: boolean;
  /** Agents de demonstration ; par defaut ceux de `@ppn/scenarios`. */
  readonly annuaire?: AnnuaireDeDemonstration;
  readonly remettreAZero?: boolean;
  /** Vrai (defaut) : un service mort est relance seul. */
  readonly relancer?: boolean;
  /** Faux : essais seulement, les bases n’attendent pas le disque ; une coupure de la machine perd tout. Vrai par defaut. */
  readonly durable?: boolean;
  /** Vrai (defaut) : construit les portails perimes. */
  readonly portails?: boolean;
  /** Vrai : demarre aussi PLINE, l'echange de fichiers entre agents. Faux par defaut : deux services suffisent aux essais. */
  readonly pline?: boolean;
  /** Vrai : demarre aussi PLEX, et PLINE avec elle. */
  readonly plex?: boolean;
  /** Variables du lanceur (ports, surcharges `PPN_INTERIEUR_*`) ; par defaut celles du processus. */
  readonly environnement?: NodeJS.ProcessEnv;
  /** Interrompt le demarrage : tout ce qui etait lance est arrete, panne `arret-demande`. */
  readonly signal?: AbortSignal;
  /** Ce qui se passe, en une phrase. */
  readonly dire?: (phrase: string) => void;
};

/** Un service en marche. */
export type ServiceEnMarche = Processus & {
  /** Origine du portail et de l'API. */
  readonly origine: string;
  readonly base: BaseDuService;
  /** Dossier des objets chiffres. */
  readonly objets: string;
  /** Lance une commande du service (`migrer`, `reconstruire`) avec ses reglages, sans l'arreter. */
  readonly executer: (commande: string) => Promise<Execution>;
};

/** Le systeme entier, pour `npm start`, la demonstration, les parcours, les essais de panne et les mesures. */
export type Systeme = {
  readonly dossier: string;
  readonly ports: Ports;
  readonly interieur: ServiceEnMarche;
  readonly justice: ServiceEnMarche;
  /** PLINE, s'il a ete demande ; `objets` est le dossier de ses depots. */
  readonly pline: ServiceEnMarche | undefined;
  /** PLEX, si elle a ete demandee. */
  readonly plex: ServiceEnMarche | undefined;
  /** Le fournisseur d'identite de demonstration de PLEX, si elle a ete demandee. */
  readonly fournisseur: FournisseurDeDemonstration | undefined;
  readonly externes: readonly ExterneDeDemonstration[];
  readonly agents: readonly AgentDeDemonstration[];
  /** Agent de carte interactif : sa fenetre demande le PIN. */
  readonly urlAgent: string;
  /** Agent de carte qui connait les PIN de demonstration ; lance au premier appel, arrete avec le systeme. */
  readonly agentAutomatique: () => Promise<string>;
  readonly courrier: { readonly urlHttp: string; readonly urlSmtp: string };
  readonly confiance: {
    readonly url: string;
    readonly horodatage: string;
    readonly racine: string;
    readonly intermediaires: string;
    readonly ancres: string;
    readonly cartes: string;
    readonly service: Confiance;
  };
  /** Arrete tout, une fois ; les appels suivants attendent le premier. */
  readonly arreter: () => Promise<void>;
  /** Tue les enfants sans attendre : second Ctrl-C. */
  readonly forcer: () => void;
};
