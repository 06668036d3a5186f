import type { PortsDossier, TablesDuDossier } from '@ppn/dossier';
import type { acteEnCours } from '@ppn/dossier/contract';
import type { Juridiction } from '@ppn/nomenclature/contract';
import type { ModelePdf } from '@ppn/sealing';
import type { Kysely, Transaction } from 'kysely';
import type * as z from 'zod';
import type { CalculerHorloge } from './domain/formes-de-l-horloge.ts';
import type { CalculerObligations } from './domain/formes-des-obligations.ts';
import type { ReglesDeGardeAVue } from './domain/regles.ts';
import type { TablesGardeAVue } from './tables.ts';

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesGardeAVue & TablesDuDossier;
export type Tx = Transaction<Tables>;

/** Le droit en service : les calculs purs et la table datee qu'ils lisent. */
export type DroitDeGardeAVue = {
  readonly horloge: CalculerHorloge;
  readonly obligations: CalculerObligations;
  readonly regles: ReglesDeGardeAVue;
};

/** Une depeche a emettre vers l'autre ministere. */
export type DepecheDeMesure = {
  readonly id: string;
  readonly objet: string;
  readonly genre: 'garde-a-vue';
  readonly corps: unknown;
  readonly emisA: string;
};

/** Une audition libre du dossier, signee ou en redaction. `debut` : tel que l'acte le dit, vide s'il ne le dit pas encore. */
export type AuditionLibre = {
  readonly acteId: string;
  readonly titre: string;
  /** Son numero au dossier ; nul tant qu'elle n'est pas signee. */
  readonly numero: number | null;
  readonly personne: string;
  readonly faits: readonly string[];
  readonly debut: string;
};

/** Ports de la garde a vue, tendus par le service. */
export type PortsGardeAVue = {
  readonly db: Kysely<Tables>;
  readonly dossier: PortsDossier;
  readonly droit: DroitDeGardeAVue;
  readonly maintenant: () => Date;
  readonly juridictions: readonly Juridiction[];
  /** Types d'actes de garde a vue que ce service redige, avec les qualites qui les signent. */
  readonly actes: readonly {
    readonly type: string;
    readonly titre: string;
    readonly qualites: readonly string[];
  }[];
  /** Actes de garde a vue en redaction pour une mesure. */
  readonly enCours: (idj: string, mesure: string) => Promise<z.infer<typeof acteEnCours>[]>;
  /** Auditions libres d'un dossier : un placement peut en etre le prolongement immediat (63 III CPP). */
  readonly auditionsLibres: (idj: string) => Promise<readonly AuditionLibre[]>;
  /** Salle de visioconference d'une juridiction, si l'exploitation en a regle une (706-71 CPP). */
  readonly visioDe: (juridiction: string) => string | undefined;
  /** Compose un PDF, hors du processus du service. */
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  /** Demande l'envoi d'une depeche, dans la transaction metier. */
  readonly emettreDepeche: (tx: Tx, depeche: DepecheDeMesure) => Promise<void>;
};
