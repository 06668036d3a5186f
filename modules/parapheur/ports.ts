import type { Empreinte } from '@ppn/core';
import type { Magasin } from '@ppn/blob-store';
import type { Agent, TablesHabilitation } from '@ppn/habilitation';
import type { EmettreOrdre } from '@ppn/identity';
import type { Horodateur } from '@ppn/sealing';
import type { Kysely, Transaction } from 'kysely';
import type { TablesParapheur } from './tables.ts';

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesParapheur & TablesHabilitation;
export type Tx = Transaction<Tables>;

/** La carte d'une session : certificat de signature et chaine, en DER. */
export type CarteDeSession = { readonly certificat: Uint8Array; readonly chaine: readonly Uint8Array[] };

/** Ports du parapheur : aucun dossier. */
export type PortsParapheur = {
  readonly db: Kysely<Tables>;
  readonly magasin: Magasin;
  readonly maintenant: () => Date;
  /** Origine du portail, inscrite dans chaque ordre. */
  readonly origine: string;
  readonly emettreOrdre: EmettreOrdre;
  readonly horodateur: Horodateur;
  /** Listes de revocation a joindre a la signature. */
  readonly crls: () => Promise<readonly Uint8Array[]>;
  /** Agents d'une juridiction, tels que l'annuaire les connait. */
  readonly agentsDe: (rattachement: string) => readonly Agent[];
  readonly agent: (matricule: string) => Agent | undefined;
  /** Examine un fichier depose, hors du service ; `famille` dit ce qu'il est. */
  readonly examiner: (depot: {
    readonly empreinte: Empreinte;
    readonly taille: number;
    readonly nom: string;
  }) => Promise<
    | {
        readonly ok: true;
        readonly valeur: {
          readonly typeMime: string;
          readonly avertissements: readonly { readonly code: string; readonly phrase: string }[];
        };
      }
    | { readonly ok: false; readonly refus: { readonly code: string; readonly phrase: string } }
  >;
  readonly consignerErreur: (message: string, details: { readonly [cle: string]: unknown }) => void;
};
