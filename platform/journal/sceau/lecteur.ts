import { FRANGE_VIDE, placesDe } from '@ppn/tlog';
import type { Frange, LecteurDeNoeuds, Place } from '@ppn/tlog';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';

/** Lit les noeuds complets du journal, en une requete. Lance `NoeudAbsent` si l'un manque : le journal est troue. */
export const lecteurDeNoeuds =
  (tx: QueryExecutorProvider): LecteurDeNoeuds =>
  async (places) => {
    if (places.length === 0) return [];
    const { rows } = await sql<{ niveau: number; rang: number; empreinte: Buffer | null }>`
      select t.niveau, t.rang, coalesce(n.empreinte, f.empreinte) as empreinte
      from unnest(${places.map(({ niveau }) => niveau)}::int[], ${places.map(({ rang }) => rang)}::bigint[])
        with ordinality as t (niveau, rang, ordre)
      left join noeud n on n.niveau = t.niveau and n.rang = t.rang
      left join feuille f on t.niveau = 0 and f.indice = t.rang
      order by t.ordre`.execute(tx);
    return rows.map(({ niveau, rang, empreinte }) => {
      if (empreinte === null) throw new NoeudAbsent({ niveau, rang });
      return empreinte;
    });
  };

/** Un noeud du journal manque dans la base. */
export class NoeudAbsent extends Error {
  override readonly name = 'NoeudAbsent';
  readonly place: Place;
  constructor(place: Place) {
    super(`Nœud ${place.niveau}/${place.rang} absent du journal.`);
    this.place = place;
  }
}

/** La frange du journal a cette taille. */
export const frangeDe = async (tx: QueryExecutorProvider, taille: number): Promise<Frange> =>
  taille === 0 ? FRANGE_VIDE : { taille, sommets: await lecteurDeNoeuds(tx)(placesDe(0, taille)) };
