import { sql } from 'kysely';
import { comparable, type GenreExterne } from './domain/personnes.ts';
import type { Db } from './tables.ts';

/** Une personne presente a l'annuaire. `numero` : celui de sa carte, s'il est connu. */
export type PersonneExterne = {
  readonly id: string;
  readonly genre: GenreExterne;
  readonly numero: string | null;
  readonly nom: string;
  readonly prenom: string;
  readonly organisation: string;
  readonly courriel: string | null;
};

const RESULTATS_MAX = 20;
const COLONNES = sql`id, genre, numero, nom, prenom, organisation, coalesce(courriel, courriel_declare) as courriel`;

/** La personne de cet identifiant, si elle est presente maintenant : sortie de sa liste, elle n'est plus rien ici. */
export async function trouverExterne(db: Db, id: string): Promise<PersonneExterne | undefined> {
  const { rows } = await sql<PersonneExterne>`
    select ${COLONNES} from externe where id = ${id} and presente`.execute(db);
  return rows[0];
}

/** La personne qui porte ce numero (celui de sa carte), si elle est presente et seule a le porter. */
export async function trouverParNumero(db: Db, numero: string): Promise<PersonneExterne | undefined> {
  const { rows } = await sql<PersonneExterne>`
    select ${COLONNES} from externe where numero = ${numero} and presente order by genre = 'collaborateur' limit 3`.execute(
    db,
  );
  // Un inscrit l'emporte sur un collaborateur declare : declarer ne ferme la porte a personne.
  const inscrits = rows.filter(({ genre }) => genre !== 'collaborateur');
  const seuls = inscrits.length > 0 ? inscrits : rows;
  return seuls.length === 1 ? seuls[0] : undefined;
}

/** Les presents dont le nom, le prenom ou le barreau commencent ainsi ; trois lettres au moins, vingt au plus. */
export async function chercherExternes(db: Db, texte: string): Promise<readonly PersonneExterne[]> {
  const mots = comparable(texte.slice(0, 100)).split(' ').filter(Boolean);
  if (mots.join('').length < 3) return [];
  const filtres = mots.slice(0, 6).map((mot) => sql`recherche like ${`% ${mot}%`}`);
  const { rows } = await sql<PersonneExterne>`
    select ${COLONNES} from externe where presente and genre <> 'collaborateur' and ${sql.join(filtres, sql` and `)}
    order by nom, prenom, organisation limit ${RESULTATS_MAX}`.execute(db);
  return rows;
}
