import type { PortsDossier, TxDossier } from '@ppn/dossier';
import type { ModelePdf } from '@ppn/sealing';

/** Ce que le greffe dit a l'unite, par l'echange scelle : un fait du dossier. */
export type DepecheDuGreffe = {
  readonly id: string;
  readonly objet: string;
  readonly genre: 'greffe';
  readonly corps: unknown;
  readonly emisA: string;
};

/** Ports du greffe. */
export type PortsGreffe = {
  readonly dossier: PortsDossier;
  /** Juridictions servies ici, et leur zone. */
  readonly juridictions: readonly {
    readonly code: string;
    readonly libelle: string;
    readonly zone: string;
  }[];
  /** Compose un PDF/A. */
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  /** Demande l'envoi d'une depeche dans la transaction metier. */
  readonly emettreDepeche: (tx: TxDossier, depeche: DepecheDuGreffe) => Promise<void>;
};
