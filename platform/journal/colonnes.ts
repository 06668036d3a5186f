import { sql } from 'kysely';

/** Les colonnes d'un fait, sous leurs noms de programme. */
export const COLONNES = sql.raw(`
  position, flux, version, type, donnees, survenu_a as "survenuA", auteur,
  to_char(enregistre_a at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "enregistreA"`);
