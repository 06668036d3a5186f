import type { ColumnType } from 'kysely';
import type { PieceImportee } from './contract.ts';
import type { FaitPropose, PersonneProposee } from './domain/proposer.ts';

/** Ce qui est garde d'une piece : son compte rendu, et ce qu'elle propose, sous des identifiants stables. */
export type RapportGarde = Pick<PieceImportee, 'etat' | 'motif' | 'signature' | 'resume' | 'remarques'> & {
  readonly personnes: readonly Proposee<PersonneProposee>[];
  readonly faits: readonly Proposee<FaitPropose>[];
};

/** Une proposition gardee. */
export type Proposee<T> = { readonly id: string; readonly valeur: T; readonly manques: readonly string[] };

/** Table du contexte (migrations/0001-import.sql). */
export type TablesImport = {
  piece_importee: {
    id: string;
    idj: string;
    nom: string;
    empreinte: string;
    taille: ColumnType<number | string, number, number>;
    fichier_id: string | null;
    importee_a: ColumnType<Date, Date, Date>;
    importee_par: string;
    rapport: ColumnType<RapportGarde, string, string>;
  };
};
