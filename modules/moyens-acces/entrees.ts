import { sql } from 'kysely';
import type { Db } from './tables.ts';

/** Par quoi l'on entre. */
export type MoyenDEntree = 'carte' | 'cle-d-acces' | 'code-de-secours' | 'oidc';

/** L'issue d'une entree admise ; toute autre est le code d'un refus. */
export const ADMISE = 'admise';

/** Une entree tentee. `issue` : `admise`, ou le code du refus ; `detail` : ce que le fournisseur d'identite a dit. */
export type EntreeTentee = {
  readonly moyen: MoyenDEntree;
  readonly personne: string | null;
  readonly adresse: string;
  readonly issue: string;
  readonly detail?: string;
};

/** Note une entree, admise ou refusee. */
export async function noterUneEntree(
  db: Db,
  { moyen, personne, adresse, issue, detail = '' }: EntreeTentee,
  maintenant: Date,
): Promise<void> {
  await sql`insert into entree (a, moyen, personne, adresse, issue, detail)
    values (${maintenant}, ${moyen}, ${personne}, ${adresse.slice(0, 60)}, ${issue.slice(0, 60)}, ${detail.slice(0, 500)})`.execute(
    db,
  );
}

/** Une entree passee, telle que la personne la relit. */
export type EntreePassee = {
  readonly a: Date;
  readonly moyen: MoyenDEntree;
  readonly adresse: string;
  readonly issue: string;
};

/** Les cinquante dernieres entrees de cette personne, refus compris. */
export async function entreesDe(db: Db, personne: string): Promise<readonly EntreePassee[]> {
  const { rows } = await sql<EntreePassee>`select a, moyen, adresse, issue from entree
    where personne = ${personne} order by a desc limit 50`.execute(db);
  return rows;
}
