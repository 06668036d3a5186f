import type { Empreinte } from '@ppn/core';
import type { Kysely, Transaction } from 'kysely';
import type { Magasin } from '@ppn/blob-store';
import type { Agent, TablesHabilitation } from '@ppn/habilitation';
import type { ActeVerse, DecisionPliee, JugementPlie, MentionPliee } from './domain/dossier.ts';
import type { FaitQualifie, Fichier, Personne, Unite, VueDossier } from './contract.ts';
import type { TablesDossier } from './tables.ts';

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesDossier & TablesHabilitation;
export type Tx = Transaction<Tables>;

/** Fichier joint a un acte. */
export type Jointe = {
  readonly id: string;
  readonly nom: string;
  readonly typeMime: string;
  readonly famille: string;
  readonly taille: number;
  readonly empreinte: string;
  readonly apercu: string | null;
};

/** Ce que le dossier lit dans un acte scelle. */
export type ActeLu = Omit<
  ActeVerse<Personne, FaitQualifie>,
  'decision' | 'mention' | 'jugement' | 'renvoi' | 'jointes'
> & {
  readonly type: string;
  readonly numero: number;
  readonly jointes: readonly Jointe[];
};

/** Ce que le dossier lit dans une mention ; `retrait` : l'article qui ote l'acte vise du dossier, sinon `null`. */
export type MentionLue = Omit<MentionPliee, 'acteId' | 'numero' | 'enregistreA'> & {
  readonly retrait: string | null;
};

/** Ports du dossier ; ceux qui parlent d'actes sont tendus par le service qui connait le catalogue. */
export type PortsDossier = {
  readonly db: Kysely<Tables>;
  readonly magasin: Magasin;
  readonly service: 'interieur' | 'justice';
  readonly maintenant: () => Date;
  /** Relit `acte.json` dans le PDF scelle ; lance si l'objet est altere. */
  readonly lireActe: (empreinte: Empreinte) => Promise<ActeLu>;
  readonly titreDe: (type: string) => string;
  readonly resumerDecision: (acte: ActeLu) => DecisionPliee | undefined;
  readonly resumerMention: (acte: ActeLu) => MentionLue | undefined;
  /** Ce qu'un soit-transmis du parquet demande a l'unite ; absent : aucun acte n'en est un. */
  readonly resumerRenvoi?: (acte: ActeLu) => ActeVerse['renvoi'];
  /** Le jugement qu'un acte rend ; absent : ce service n'en connait pas. */
  readonly resumerJugement?: (acte: ActeLu) => Omit<JugementPlie, 'minute'> | undefined;
  readonly actesEnCours: (idj: string) => Promise<VueDossier['enCours']>;
  /** Actes scelles qu'on ne peut plus dire signes : leur point du journal attend son horodatage depuis plus que la grace. */
  readonly actesEnAttente: (idj: string) => Promise<ReadonlySet<string>>;
  readonly aSigner: (idjs: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly plisDe: (
    idj: string,
  ) => Promise<readonly (VueDossier['plis'][number] & { readonly accuseEmpreinte: string | null })[]>;
  readonly qualifier: (natinf: number) =>
    | {
        readonly qualification: string;
        readonly definiePar: string;
        readonly reprimeePar: string;
        readonly nature: string;
      }
    | undefined;
  /** Mesures de garde a vue des dossiers, pour que leurs actes en reprennent les donnees ; absent : aucune. */
  readonly mesuresDe?: (idjs: readonly string[]) => Promise<ReadonlyMap<string, readonly unknown[]>>;
  /** Juridictions qui controlent une garde a vue du dossier, transmis ou non (62-3 CPP) ; absent : aucune. */
  readonly controleDe?: (idj: string) => Promise<readonly string[]>;
  /** Unites qui gardent au depot une personne deferee dans ce dossier (803-3 CPP) ; absent : aucune. */
  readonly gardeDe?: (idj: string) => Promise<readonly string[]>;
  /** Unites de l'annuaire qui gardent le depot d'une juridiction ; absent : aucune. */
  readonly unitesDuDepot?: (juridiction: string) => readonly Pick<Unite, 'code' | 'libelle'>[];
  readonly unite: (code: string) => Unite | undefined;
  /** Agents de l'annuaire : un par matricule, et tous ceux d'une unite ou d'une juridiction. */
  readonly agent: (matricule: string) => Agent | undefined;
  readonly agentsDe: (rattachement: string) => readonly Agent[];
  /** Interpretes inscrits, munis d'une carte. */
  readonly interpretes: () => readonly Agent[];
  readonly examiner: (depot: {
    readonly empreinte: Empreinte;
    readonly taille: number;
    readonly nom: string;
  }) => Promise<ExamenDeDepot>;
  /** Ce que d'autres contextes tiennent d'une saisie, dans sa transaction ; absent : rien. */
  readonly apresSaisie?: (tx: Tx, idj: string) => Promise<void>;
  /** Demande l'envoi d'un pli dans la transaction metier. */
  readonly emettre: (tx: Tx, envoi: EnvoiDemande) => Promise<void>;
  readonly reveiller: () => void;
};

/** Ce que l'examen d'un fichier depose rend : ce qu'il est vraiment, ou pourquoi il est refuse. */
export type ExamenDeDepot =
  | {
      readonly ok: true;
      readonly valeur: {
        readonly typeMime: string;
        readonly famille: string;
        readonly avertissements: Fichier['avertissements'];
        readonly apercu: Uint8Array | undefined;
        readonly vignette: Uint8Array | undefined;
      };
    }
  | { readonly ok: false; readonly refus: { readonly code: string; readonly phrase: string } };

/** Un envoi demande. */
export type EnvoiDemande = {
  readonly id: string;
  readonly objet: string;
  readonly genre: 'procedure' | 'decision' | 'mention' | 'garde-a-vue' | 'incident';
  readonly pieces: readonly {
    readonly nom: string;
    readonly empreinte: string;
    readonly taille: number;
    readonly typeMime: string;
    readonly role: string;
  }[];
  readonly message: unknown;
  readonly emisA: string;
};
