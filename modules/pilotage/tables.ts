import type { ColumnType } from 'kysely';
import type { EtatDePilotage } from './domain/procedure.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type InstantOuNul = ColumnType<Date | null, Date | string | null, Date | string | null>;

/** Tables du contexte (migrations/). */
export type TablesPilotage = {
  pilotage_procedure: {
    idj: string;
    juridiction: string;
    unite: string;
    unite_libelle: string;
    numero: string;
    intitule: string;
    recue_a: Instant;
    enregistree_a: InstantOuNul;
    retournee_a: InstantOuNul;
    decidee_a: InstantOuNul;
    decision: string | null;
    tri: string | null;
    etat: EtatDePilotage;
    sans_auteur: boolean;
  };
};
