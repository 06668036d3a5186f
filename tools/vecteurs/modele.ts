import type { Contexte } from './contexte.ts';
import type { Variation } from './fabriquer.ts';

/** Un vecteur : une attaque (ou un cas permis) et le jugement qu'elle doit recevoir, ecrit d'apres docs/preuve.md §7. */
export type Vecteur = {
  readonly nom: string;
  readonly attaque: string;
  readonly verdict: 'valide' | 'invalide' | 'indetermine';
  readonly codes: readonly string[];
  /** Ancres sans `cles.json` : les cles de l'export servent, sous reserve. */
  readonly sansCles?: true;
  /** Heure de la verification, si ce n'est pas celle de tous. */
  readonly a?: string;
  /** Tetes tenues d'ailleurs : noms de fichiers de `tetes/`. */
  readonly tetes?: readonly string[];
  /** Le fichier d'un autre vecteur, juge autrement. */
  readonly fichierDe?: string;
  readonly fabriquer?: (contexte: Contexte) => Promise<Variation | Uint8Array>;
};
