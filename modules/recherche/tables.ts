import type { ColumnType, Kysely, Transaction } from 'kysely';
import type { TablesDuDossier } from '@ppn/dossier';

/** Lecture du texte d'une piece, jusqu'a sa fin. */
export type EtatDuTexte = 'a-lire' | 'lu' | 'sans-texte' | 'illisible';

type Instant = ColumnType<Date, Date | string, Date | string>;

/** Tables du contexte (migrations/0001-recherche.sql) ; les projections s'ecrivent en SQL. */
export type TablesRecherche = {
  recherche_piece: {
    piece: string;
    idj: string;
    portee: string | null;
    type: string;
    genre: 'acte' | 'fichier';
    numero: number;
    versee: Instant;
    texte: EtatDuTexte;
    essais: number;
    a_lire_des: Instant;
  };
  recherche_texte: { idj: string; piece: string; pages: readonly string[] };
  recherche_a_refaire: { idj: string; depuis: ColumnType<Date, never, never> };
  recherche_gardee: {
    id: string;
    matricule: string;
    nom: string;
    question: string;
    filtres: ColumnType<unknown, string, string>;
    gardee_a: Instant;
  };
};

/** Tables que ce contexte lit et ecrit. */
export type Tables = TablesRecherche & TablesDuDossier;
export type Db = Kysely<Tables>;
export type Tx = Transaction<Tables>;

/** Migrations du contexte. */
export const MIGRATIONS_RECHERCHE = {
  nom: 'recherche',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
