import type { PortsDossier, TablesDuDossier } from '@ppn/dossier';
import type { EmettreOrdre } from '@ppn/identity';
import type { Horodateur, ModelePdf } from '@ppn/sealing';
import type { Kysely, Transaction } from 'kysely';
import type { ActeJson } from './contract.ts';
import type { Catalogue } from './inscrire.ts';
import type { TablesActe } from './tables.ts';

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesActe & TablesDuDossier;
export type Tx = Transaction<Tables>;

/** La carte d'une session : certificat de signature et chaine, en DER. */
export type CarteDeSession = { readonly certificat: Uint8Array; readonly chaine: readonly Uint8Array[] };

/** Ports des actes. */
export type PortsActe = {
  readonly db: Kysely<Tables>;
  readonly dossier: PortsDossier;
  readonly catalogue: Catalogue;
  readonly maintenant: () => Date;
  /** Origine du portail, inscrite dans chaque ordre. */
  readonly origine: string;
  readonly emettreOrdre: EmettreOrdre;
  /** Compose un PDF/A-3a, hors du processus du service ; lance `DocumentNonComposable`. */
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  readonly horodateur: Horodateur;
  /** Listes de revocation a joindre a la signature. */
  readonly crls: () => Promise<readonly Uint8Array[]>;
  /** Suite donnee a un acte scelle, dans la meme transaction (une decision part vers l'unite). Rend vrai si un pli est demande. */
  readonly apresScellement: (
    tx: Tx,
    scelle: { readonly acte: ActeJson; readonly empreinte: string; readonly taille: number },
  ) => Promise<boolean>;
  /** Previent les ecrans ouverts sur un dossier, hors de tout fait : une tablette a signe. */
  readonly prevenir: (idj: string) => void;
  readonly consignerErreur: (message: string, details: { readonly [cle: string]: unknown }) => void;
};
