import type { ColumnType } from 'kysely';
import type { NiveauDAlarme } from './domain/escalade.ts';
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
    /** Quand la veille doit regarder cette mesure ; nul : plus rien ne sonnera sans un fait nouveau. */
    prochaine_alarme: ColumnType<Date | null, Date | string | null | undefined, Date | string | null>;
    /** Unite qui garde au depot la personne deferee, si ce n'est pas celle de la mesure. */
    garde_au_depot: ColumnType<string | null, string | null | undefined, string | null>;
    ouverture: Json<OuvertureDeMesure>;
    ligne: Json<LigneDeMesure>;
  };
  mesure_entree: { mesure: string; id: string; rang: number; entree: Json<Entree> };
  /** Entrees redites autrement, a cote de celle du registre. */
  mesure_redite: { mesure: string; rang: number; id: string; entree: Json<Entree> };
  mesure_alarme: {
    mesure: string;
    alarme: string;
    niveau: NiveauDAlarme;
    rang: number;
    due_a: Instant;
    sonnee_a: Instant;
  };
  mesure_acte: { mesure: string; acte_id: string; idj: string; rang: number; type: string };
};
