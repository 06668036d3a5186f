import type { Confiance, DemandeDExamen, Examen } from '../../dossier/examen.ts';
import type { Vue } from './vue.ts';

/** Ce qu'un fil d'examen recoit a sa naissance : l'archive. */
export type Mission = { readonly fichier: Blob; readonly chemin: string };

/** Ce qu'il recoit ensuite : la confiance, une fois, puis les demandes. */
export type VersUnFil =
  | { readonly genre: 'confiance'; readonly confiance: Confiance }
  | { readonly genre: 'demande'; readonly rang: number; readonly demande: DemandeDExamen };

/**
 * Le premier message d'un fil. `verifier` : le fichier a juger, ceux deposes a cote (contenu d'une signature a part), les ancres
 * et les tetes tenues ailleurs, et le script du moteur, pour d'autres fils. `mission` : servir de fil d'examen a un autre moteur.
 */
export type VersLeMoteur =
  | {
      readonly genre: 'verifier';
      readonly fichier: File;
      readonly voisins: readonly File[];
      readonly ancres: readonly File[];
      readonly tetes: readonly File[];
      /** Texte d'un QR, ou d'une note, saisi a la main ; vide s'il n'y en a pas. */
      readonly saisie: string;
      /** Heure de la verification (ISO 8601) ; maintenant si absente. */
      readonly a?: string;
      readonly source: Blob;
    }
  | ({ readonly genre: 'mission' } & Mission);

/** Ce que le moteur rend : l'avancement (octets lus), puis le rapport de la commande (JSON tel quel, et sa vue), ou une panne. */
export type DuMoteur =
  | { readonly genre: 'avancement'; readonly lus: number }
  | {
      readonly genre: 'rapport';
      readonly sortie: string;
      readonly vue: Vue;
      readonly dureeMs: number;
    }
  | { readonly genre: 'panne'; readonly motif: string };

/** Ce qu'un fil d'examen rend. `illisible` : l'archive ne vaut rien ; `perdu` : le fil est en defaut. */
export type ReponseDuFil =
  | { readonly genre: 'lecture'; readonly octets: number }
  | { readonly genre: 'examen'; readonly rang: number; readonly examen: Examen }
  | { readonly genre: 'illisible' | 'perdu'; readonly rang: number; readonly motif: string };
