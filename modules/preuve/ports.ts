import type { Magasin } from '@ppn/blob-store';
import type { Idj, Result } from '@ppn/core';
import type { PortsDossier } from '@ppn/dossier';
import type { PreuvesDuDossier, RefusDePreuves } from '@ppn/journal';
import type { Ancres, Cachet, Horodateur, ModelePdf } from '@ppn/sealing';
import type { ClePublique } from '@ppn/tlog';

/** Ce dont l'export a besoin ; tendu par le service. */
export type PortsPreuve = {
  readonly dossier: PortsDossier;
  readonly magasin: Magasin;
  readonly service: 'interieur' | 'justice';
  /** Reunit les preuves d'un dossier et des registres de ses gardes a vue ; retient sa tete comme remise. */
  readonly preuves: (idj: Idj) => Promise<Result<PreuvesDuDossier, RefusDePreuves>>;
  /** Cles publiques des deux journaux, anciennes comprises. */
  readonly cles: () => readonly ClePublique[];
  readonly ancres: () => Promise<Ancres>;
  /** Les regles datees dont l'horloge d'une garde a vue se recalcule ; jointes a l'export qui porte un registre. */
  readonly regles: unknown;
  /** Compose un document PDF/A. */
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  readonly maintenant: () => Date;
  /** Rend la main apres ce delai (ms) : le journal se scelle, se fait cosigner et dater par lots. */
  readonly patienter: (delaiMs: number) => Promise<void>;
};
