import type { ColumnType } from 'kysely';

/** Table du contexte (migrations/0001-texte-reconnu.sql). */
export type TablesPapier = {
  texte_reconnu: {
    empreinte: string;
    objet: string;
    moteur: string;
    lu_a: ColumnType<Date, Date | string, never>;
  };
};

/** Migrations du contexte. */
export const MIGRATIONS_PAPIER = {
  nom: 'papier',
  dossier: new URL('./migrations', import.meta.url).pathname,
} as const;
