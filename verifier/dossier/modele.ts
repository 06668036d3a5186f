import type { Ancres, RapportSignature, Verdict } from '@ppn/sealing';
import type { ClePublique } from '@ppn/tlog';
import type { ComparerTexte } from '../fiche.ts';
import type { CodeDeDossier, Constat } from './codes.ts';
import type { OuvrirExamen } from './examen.ts';

/** Taille et condensats (hexa) d'un fichier. */
export type Condensats = { readonly taille: number; readonly sha256: string; readonly sha3_512: string };

/** Un fichier de l'archive ne se lit pas (somme de controle, compression, borne) : l'archive entiere ne vaut rien. */
export class ArchiveIllisible extends Error {
  override readonly name = 'ArchiveIllisible';
}

/**
 * L'archive a juger, deja ouverte : les noms de ses fichiers, et leurs octets. `condenser` evite de monter un gros fichier
 * en memoire ; sans lui, `lire` sert. Lancent `ArchiveIllisible`.
 */
export type LecteurDeDossier = {
  readonly noms: readonly string[];
  readonly lire: (nom: string) => Promise<Uint8Array>;
  readonly condenser?: (nom: string) => Promise<Condensats>;
  /** Taille annoncee d'un fichier ; sans elle, tous se lisent en memoire. */
  readonly taille?: (nom: string) => number;
};

/** Les noms d'un lecteur, en ensemble : ils se demandent par milliers. */
const NOMS = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Les octets d'un fichier s'il est dans l'archive. */
export async function lireSi({ noms, lire }: LecteurDeDossier, nom: string): Promise<Uint8Array | undefined> {
  const presents = NOMS.get(noms) ?? new Set(noms);
  NOMS.set(noms, presents);
  return presents.has(nom) ? lire(nom) : undefined;
}

/** Une tete tenue hors de l'export : texte d'une note ou d'un QR ; `source` la nomme dans le rapport. */
export type TeteTenue = { readonly source: string; readonly texte: string };

/**
 * Ce que le verificateur tient d'ailleurs. Sans `ancres` ou sans `cles`, celles de l'export servent, et une reserve le dit.
 * `a` : instant du jugement, maintenant par defaut. `ouvrirExamen` : examen des fichiers ailleurs (fils d'execution).
 */
export type OptionsDossier = {
  readonly ancres?: Ancres;
  readonly cles?: readonly ClePublique[];
  readonly tetes?: readonly TeteTenue[];
  readonly a?: Date;
  readonly comparerTexte?: ComparerTexte;
  readonly ouvrirExamen?: OuvrirExamen;
  /** Appele a chaque fichier examine. */
  readonly progression?: (faits: number, total: number) => void;
};

/** Le jugement d'une piece. */
export type RapportDePiece = {
  readonly id: string;
  readonly titre: string;
  readonly genre: 'acte' | 'piece';
  readonly chemin: string | null;
  readonly verdict: Verdict;
  readonly codes: readonly CodeDeDossier[];
  readonly phrases: readonly string[];
  readonly signatures: readonly RapportSignature[];
};

/** Le jugement d'un pli et de son accuse. */
export type RapportDePli = {
  readonly pli: string;
  readonly sens: 'emis' | 'recu';
  readonly genre: string;
  readonly etat: 'accuse' | 'refuse' | 'en-attente';
  readonly verdict: Verdict;
  readonly codes: readonly CodeDeDossier[];
  readonly phrases: readonly string[];
};

/** Ce que dit la tete finale, quand elle est juste. */
export type SuiteProuvee = { readonly faits: number; readonly dernierA: string; readonly racine: string };

/** Le jugement d'un dossier exporte (docs/preuve.md §7). */
export type RapportDossier = {
  readonly verdict: Verdict;
  readonly codes: readonly CodeDeDossier[];
  readonly service?: string;
  readonly idj?: string;
  readonly exporteA?: string;
  /** Presente si la suite est entiere, sans trou, et sa tete juste. */
  readonly suite?: SuiteProuvee;
  readonly pieces: readonly RapportDePiece[];
  readonly plis: readonly RapportDePli[];
  readonly constats: readonly Constat[];
  /** Ce qui est prouve, en francais. */
  readonly acquis: readonly string[];
  /** Ce que ce jugement suppose ou n'a pas pu controler. */
  readonly reserves: readonly string[];
};
