import type { ColumnType, Generated, Kysely, Transaction } from 'kysely';
import type { Bilan } from './domain/garde-fou.ts';
import type { GenreExterne } from './domain/personnes.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOuNul = ColumnType<Date | null, Date | string | null, Date | string | null>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/). */
export type TablesAnnuaire = {
  externe: {
    id: string;
    genre: GenreExterne;
    cle: string;
    precision: Generated<string>;
    numero: string | null;
    nom: string;
    prenom: string;
    organisation: string;
    courriel: string | null;
    courriel_declare: string | null;
    presente: Generated<boolean>;
    depuis: Instant;
    partie_a: InstantOuNul;
    recherche: string;
  };
  externe_import: {
    id: string;
    genre: GenreExterne;
    source: string;
    sha256: string;
    etat: string;
    bilan: Json<Bilan & LuesDeLImport>;
    motifs: Json<readonly string[]>;
    recu_a: Instant;
    conclu_a: InstantOuNul;
    conclu_par: string | null;
  };
  externe_lu: {
    import: string;
    rang: number;
    externe: string | null;
    cle: string;
    precision: string;
    numero: string | null;
    nom: string;
    prenom: string;
    organisation: string;
    courriel: string | null;
    recherche: string;
  };
  externe_ecart: { import: string; nature: string; externe: string | null; detail: string };
};

/** Ce que la lecture d'une liste a compte. */
export type LuesDeLImport = {
  readonly lues: number;
  readonly vides: number;
  readonly pieds: number;
  readonly illisibles: number;
  readonly doublons: number;
};

export type Db = Kysely<TablesAnnuaire>;
export type Tx = Transaction<TablesAnnuaire>;
