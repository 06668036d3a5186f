import type { Agent } from '@ppn/habilitation';
import type { ColumnType } from 'kysely';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/0001-brouillon.sql). */
export type TablesActe = {
  brouillon: {
    acte_id: string;
    idj: string;
    type: string;
    etat: 'brouillon' | 'gele' | 'signature-recue';
    version: number;
    contenu: Json<{ readonly [champ: string]: unknown }>;
    redacteur: string;
    agent: Json<Agent>;
    cree_a: Instant;
    maj_a: Instant;
    numero: number | null;
    certificat: string | null;
    chaine: ColumnType<readonly string[] | null, string | null, string | null>;
    pdf: Buffer | null;
    attributs: Buffer | null;
    signature: Buffer | null;
    erreur: string | null;
  };
};
