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
      from unnest(${places.map(({ niveau }) => niveau)}::int[], ${places.map(({ rang }) => rang)}::bigint[],
        ${places.map(numeroDePlace)}::bigint[]) with ordinality as t (niveau, rang, place, ordre)
      left join noeud n on t.niveau > 0 and n.place = t.place
      left join feuille f on t.niveau = 0 and f.indice = t.rang
      order by t.ordre`.execute(tx);
    return rows.map(({ niveau, rang, empreinte }) => {
      if (empreinte === null) throw new NoeudAbsent({ niveau, rang });
      return empreinte;
    });
  };

/** Numero d'un noeud dans l'arbre lu de gauche a droite (colonne `noeud.place`) : exact sous 2^53. */
export const numeroDePlace = ({ niveau, rang }: Place): number => (2 * rang + 1) * 2 ** niveau - 1;

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
