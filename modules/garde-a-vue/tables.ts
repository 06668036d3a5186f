import type { ColumnType } from 'kysely';
import type { Entree } from './domain/entrees.ts';
import type { OuvertureDeMesure } from './faits.ts';
import type { LigneDeMesure } from './vues.ts';

type Instant = ColumnType<Date, Date | string, Date | string>;
type Json<T> = ColumnType<T, string, string>;

/** Tables du contexte (migrations/) : toutes sont des projections. */
export type TablesGardeAVue = {
  mesure: {
    id: string;
    idj: string;
    unite: string;
    juridiction: string;
    etat: LigneDeMesure['etat'];
    echeance: ColumnType<Date | null, Date | string | null, Date | string | null>;
    version: number;
    maj_a: Instant;
    ouverture: Json<OuvertureDeMesure>;
    ligne: Json<LigneDeMesure>;
  };
  mesure_entree: { mesure: string; id: string; rang: number; entree: Json<Entree> };
  mesure_acte: { mesure: string; acte_id: string; idj: string; rang: number; type: string };
};
