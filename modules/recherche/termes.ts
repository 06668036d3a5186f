import { type RawBuilder, sql } from 'kysely';
import { racinesDe, type TermeLu } from './domain/requete.ts';
import type { Terme } from './domain/question.ts';
import type { Db } from './tables.ts';

/** Part des pieces qui portent chaque racine, relevee des statistiques de PostgreSQL ; une racine rare n'y est pas. */
export type Frequences = { readonly lire: (db: Db) => Promise<ReadonlyMap<string, number>> };

const VALIDITE_MS = 600_000;

/** Frequences relues toutes les dix minutes. */
export function ouvrirFrequences(maintenant: () => number = Date.now): Frequences {
  let gardees: { readonly a: number; readonly valeur: Promise<ReadonlyMap<string, number>> } | undefined;
  return {
    lire(db) {
      if (gardees === undefined || maintenant() - gardees.a > VALIDITE_MS) {
        const valeur = relever(db);
        gardees = { a: maintenant(), valeur };
        void valeur.catch(() => (gardees = undefined));
      }
      return gardees.valeur;
    },
  };
}

async function relever(db: Db): Promise<ReadonlyMap<string, number>> {
  const { rows } = await sql<{ racine: string; frequence: number }>`
    select racine, frequence from pg_stats s,
      unnest(s.most_common_elems::text::text[], s.most_common_elem_freqs[1:cardinality(s.most_common_elems::text::text[])])
        as t (racine, frequence)
    where s.tablename = 'recherche_piece' and s.attname = 'mots'`.execute(db);
  return new Map(rows.map(({ racine, frequence }) => [racine, frequence]));
}

/** Les termes tels que la configuration francaise de la base les lit ; ceux qui ne disent rien (mots vides) en moins. */
export async function lireTermes(
  db: Db,
  termes: readonly Terme[],
  frequences: ReadonlyMap<string, number>,
): Promise<readonly TermeLu[]> {
  if (termes.length === 0) return [];
  const lus = termes.map(({ ecritures, suite, debut }) => [
    ...ecritures.map((ecriture) =>
      suite ? sql`phraseto_tsquery('ppn_francais', ${ecriture})` : motsDe(ecriture),
    ),
    ...(debut === undefined ? [] : [sql`to_tsquery('simple', ${`'${debut}':*`})`]),
  ]);
  const { rows } = await sql<{ requetes: readonly string[] }>`
    select array[${sql.join(lus.map((variantes) => sql`(${sql.join(variantes, sql` || `)})::text`))}] as requetes`.execute(
    db,
  );
  return (rows[0]?.requetes ?? []).flatMap((requete, rang) => {
    if (requete === '') return [];
    const racines = racinesDe(requete);
    return [
      {
        requete,
        racines,
        exclu: termes[rang]?.exclu ?? false,
        frequence: Math.max(0, ...racines.map((racine) => frequences.get(racine) ?? 0)),
      },
    ];
  });
}

const motsDe = (ecriture: string): RawBuilder<unknown> => sql`plainto_tsquery('ppn_francais', ${ecriture})`;
