import type { Idj, Result } from '@ppn/core';
import type { PortsDossier } from '@ppn/dossier';
import type { Cachet, Horodateur, ModelePdf } from '@ppn/sealing';

/** Ce dont ce contexte a besoin ; tendu par le service. */
export type PortsPapier = {
  readonly dossier: PortsDossier;
  /** La tete signee du dossier (docs/preuve.md), retenue comme remise ; refus si le journal est en retard. */
  readonly tete: (idj: Idj) => Promise<Result<string, 'dossier-inconnu' | 'journal-en-retard'>>;
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  /** Rend la main apres ce delai (ms) : le journal se scelle par lots. */
  readonly patienter: (delaiMs: number) => Promise<void>;
};
