import type { ColumnType } from 'kysely';
import type { Circuit, EtatDuDocument } from './domain/circuit.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/). */
export type TablesParapheur = {
  circuit: {
    id: string;
    demande_a: Instant;
    clos_a: ColumnType<Date | null, Date | string | null, Date | string | null>;
    etat: EtatDuDocument;
    participants: string[];
    attendus: string[];
    contenu: Json<Circuit>;
  };
  circuit_depot: {
    id: string;
    depose_par: string;
    depose_a: Instant;
    nom: string;
    empreinte: string;
    taille: ColumnType<string, number, number>;
    avertissements: Json<readonly { readonly code: string; readonly phrase: string }[]>;
  };
  circuit_preparation: {
    document: string;
    circuit: string;
    matricule: string;
    base: string;
    pdf: Buffer;
    attributs: Buffer;
    certificat: string;
    chaine: Json<readonly string[]>;
    signe_a: Instant;
    signature: Buffer | null;
    erreur: string | null;
  };
};
