import type { ActeVerifie } from '@ppn/acte';
import type { DemandeDeFeuilles, Feuilles } from '@ppn/copie/feuilles';
import type { DemandeDOccultation, Occultation } from '@ppn/copie/occulter';
import type { Result } from '@ppn/core';
import type { Ancres, ModelePdf } from '@ppn/sealing';

/** Un travail lourd confie a un ouvrier : ni base, ni reseau, ni cle ; tout ce qu'il faut est dans le message. */
export type Travail =
  | { readonly genre: 'composer'; readonly modele: ModelePdf }
  | { readonly genre: 'texte'; readonly pdf: Uint8Array }
  | { readonly genre: 'verifier'; readonly pdf: Uint8Array; readonly idj: string; readonly ancres: Ancres }
  | { readonly genre: 'feuilleter'; readonly demande: DemandeDeFeuilles }
  | { readonly genre: 'occulter'; readonly demande: DemandeDOccultation };

/** Ce que chaque genre de travail rend. */
export type Rendus = {
  readonly composer: Uint8Array;
  readonly texte: readonly string[];
  readonly verifier: Result<ActeVerifie, readonly string[]>;
  readonly feuilleter: Feuilles | undefined;
  readonly occulter: Occultation;
};

/** Reponse d'un ouvrier ; `erreur` : exception du travail, `connue` si son message s'adresse a l'agent. */
export type Reponse =
  | { readonly rendu: Rendus[keyof Rendus] }
  | { readonly erreur: string; readonly connue: boolean };
