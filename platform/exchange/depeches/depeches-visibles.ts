import type { BaseEchange } from '../tables.ts';

/** Une depeche emise, telle qu'on la montre : en attente (et pourquoi), accusee, ou refusee avec son motif. Instants ISO 8601 UTC. */
export type DepecheVisible = {
  readonly id: string;
  readonly genre: string;
  readonly etat: 'en-attente' | 'accusee' | 'refusee';
  readonly emisA: string;
  readonly accuseA: string | null;
  readonly motif: string | null;
  readonly tentatives: number;
  readonly derniereErreur: string | null;
};

/** Les depeches emises pour un objet, dans leur ordre. */
export async function depechesDe(
  { db }: Pick<BaseEchange, 'db'>,
  objet: string,
): Promise<readonly DepecheVisible[]> {
  const lignes = await db
    .selectFrom('echange_depeche')
    .select(['id', 'genre', 'etat', 'emis_a', 'accuse_a', 'motif', 'tentatives', 'derniere_erreur'])
    .where('objet', '=', objet)
    .orderBy('suite')
    .execute();
  return lignes.map((ligne) => ({
    id: ligne.id,
    genre: ligne.genre,
    etat: ligne.etat,
    emisA: ligne.emis_a.toISOString(),
    accuseA: ligne.accuse_a?.toISOString() ?? null,
    motif: ligne.motif,
    tentatives: ligne.tentatives,
    derniereErreur: ligne.derniere_erreur,
  }));
}
