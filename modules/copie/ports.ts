import type { PortsDossier } from '@ppn/dossier';
import type { Ancres } from '@ppn/sealing';
import type { DemandeDeFeuilles, Feuilles } from './pdf/feuilles.ts';
import type { DemandeDOccultation, Occultation } from './pdf/occulter.ts';
import type { Db } from './tables.ts';

/** Une demande au guichet de PLINE. `agent` : le matricule de l'agent pour qui le service parle. */
export type DemandeAuGuichet = {
  readonly methode: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  readonly chemin: string;
  readonly agent?: string | undefined;
  readonly entetes?: Readonly<Record<string, string>> | undefined;
  readonly corps?: Uint8Array | AsyncIterable<Uint8Array> | undefined;
};
export type ReponseDuGuichet = {
  readonly statut: number;
  readonly entetes: Readonly<Record<string, string | undefined>>;
  readonly corps: Uint8Array;
};

/** PLINE, vue d'un ministere : ses ecrans, son guichet (TLS mutuel). Une liaison rompue lance. */
export type LienAvecPline = {
  readonly origine: string;
  readonly demander: (demande: DemandeAuGuichet) => Promise<ReponseDuGuichet>;
  /** Coupe ce qui est en cours : l'envoi reprendra au prochain depart. */
  readonly fermer: () => void;
};

/** Ce dont les copies ont besoin ; tendu par le service. */
export type PortsCopie = {
  readonly db: Db;
  readonly dossier: PortsDossier;
  /** Absent : PLINE n'est pas reglee pour ce service. */
  readonly pline: LienAvecPline | undefined;
  /** Recopie les pages d'un PDF, hors de ce processus ; `undefined` si ce PDF ne se feuillette pas. */
  readonly feuilleter: (demande: DemandeDeFeuilles) => Promise<Feuilles | undefined>;
  /** Produit la version occultee d'un PDF, hors de ce processus. */
  readonly occulter: (demande: DemandeDOccultation) => Promise<Occultation>;
  readonly ancres: () => Promise<Ancres>;
  /** L'organisation du cachet qui scelle les recepisses est-elle une zone d'echange connue ? */
  readonly cachetDeZone: (organisation: string) => 'pline' | 'plex' | undefined;
  /** Apres une demande : la preparation commence tout de suite. */
  readonly reveiller: () => void;
  readonly consigner: (message: string, details: Readonly<Record<string, unknown>>) => void;
};
