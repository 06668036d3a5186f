import type { Idj, Result } from '@ppn/core';
import type { PortsDossier } from '@ppn/dossier';
import type { Kysely } from 'kysely';
import type { RefusDeLecture } from './ocr/lecteur-isole.ts';
import type { ALire, Lecture } from './ocr/protocole.ts';
import type { TablesPapier } from './tables.ts';
import type { Cachet, Horodateur, ModelePdf } from '@ppn/sealing';

/** Ce dont ce contexte a besoin ; tendu par le service. */
export type PortsPapier = {
  readonly db: Kysely<TablesPapier>;
  readonly dossier: PortsDossier;
  /** Lit le texte des pages dans un processus borne. */
  readonly lireLesPages: (demande: ALire) => Promise<Result<Lecture, RefusDeLecture>>;
  /** La tete signee du dossier (docs/preuve.md), retenue comme remise ; refus si le journal est en retard. */
  readonly tete: (idj: Idj) => Promise<Result<string, 'dossier-inconnu' | 'journal-en-retard'>>;
  readonly composer: (modele: ModelePdf) => Promise<Uint8Array>;
  readonly cachet: Cachet;
  readonly horodateur: Horodateur;
  /** Rend la main apres ce delai (ms) : le journal se scelle par lots. */
  readonly patienter: (delaiMs: number) => Promise<void>;
};
