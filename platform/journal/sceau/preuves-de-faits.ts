import { ecrirePreuveDeFait, lireNote, prouverInclusions } from '@ppn/tlog';
import { sql } from 'kysely';
import type { QueryExecutorProvider } from 'kysely';
import { COLONNES } from '../colonnes.ts';
import type { FaitEnregistre } from '../faits.ts';
import { lecteurDeNoeuds } from './lecteur.ts';
import { pointPour } from './points.ts';

/** Un fait a prouver, avec son sel et la place de sa feuille ; `null` : le sequenceur ne l'a pas encore scelle. */
export type FaitAProuver = {
  readonly sel: Uint8Array;
  readonly fait: FaitEnregistre;
  readonly indice: number | null;
};

/** La preuve d'un fait, qui se suffit (docs/preuve.md §5.1). */
export type PreuveEcrite = { readonly fait: FaitEnregistre; readonly texte: string };

/** Des preuves qui se rapportent au meme point ; `cosigne` : un temoin l'a deja cosigne. */
export type PreuvesDeFaits = { readonly cosigne: boolean; readonly preuves: readonly PreuveEcrite[] };

/** Les faits d'un flux qui designent l'un de ces objets par `donnees.empreinte`, dans l'ordre. */
export async function faitsQuiDesignent(
  tx: QueryExecutorProvider,
  {
    flux,
    types,
    empreintes,
  }: { readonly flux: string; readonly types: readonly string[]; readonly empreintes: readonly string[] },
): Promise<readonly FaitAProuver[]> {
  const { rows } = await sql<FaitEnregistre & { sel: Uint8Array; indice: number | null }>`
    select ${COLONNES}, sel, (select f.indice from feuille f where f.position = fait.position) as indice from fait
    where flux = ${flux} and type = any (${types}::text[]) and donnees ->> 'empreinte' = any (${empreintes}::text[])
    order by version`.execute(tx);
  return rows.map(({ sel, indice, ...fait }) => ({ sel, indice, fait }));
}

/** Prouve des faits par un meme point, cosigne s'il y en a un ; `undefined` si l'un n'est pas encore scelle. */
export async function prouverFaits(
  tx: QueryExecutorProvider,
  faits: readonly FaitAProuver[],
): Promise<PreuvesDeFaits | undefined> {
  const indices = faits.map(({ indice }) => indice);
  if (!indices.every((indice) => indice !== null)) return undefined;
  const point = await pointPour(tx, Math.max(...indices) + 1);
  if (point === undefined) return undefined;
  const inclusions = await prouverInclusions(lecteurDeNoeuds(tx), indices, point.taille);
  return {
    cosigne: (lireNote(point.note)?.signatures.length ?? 0) > 1,
    preuves: faits.map(({ sel, fait }, rang) => ({
      fait,
      texte: ecrirePreuveDeFait(
        { sel, fait },
        { index: indices[rang] ?? 0, preuve: inclusions[rang] ?? [], point: point.note },
      ),
    })),
  };
}
