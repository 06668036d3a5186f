import type { TablesDuDossier } from '@ppn/dossier';
import type { ColumnType, Kysely, Transaction } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;

/** Tables du contexte (migrations/0001-audience.sql). */
export type TablesAudience = {
  audience: {
    id: string;
    juridiction: string;
    nature: string;
    debut: Instant;
    debut_local: string;
    salle: string;
    duree_minutes: number;
    origine: string;
    annulee_a: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
  };
  audience_affaire: {
    audience: string;
    idj: string;
    acte_id: string;
    mode: string;
    personnes: ColumnType<readonly string[], string, string>;
    duree_minutes: number;
    inscrite_a: Instant;
  };
};

/** Tables que ce contexte lit et ecrit. */
export type TablesDesAudiences = TablesAudience & TablesDuDossier;
export type Db = Kysely<TablesDesAudiences>;
export type Tx = Transaction<TablesDesAudiences>;
