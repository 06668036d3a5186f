import type { BaseEchange } from './tables.ts';

/** Un pli tel qu'on le montre : emis ou recu, son etat et son sort. Instants ISO 8601 UTC. */
export type PliVisible = {
  readonly id: string;
  readonly sens: 'emis' | 'recu';
  readonly genre: string;
  readonly etat: 'a-preparer' | 'prepare' | 'en-attente' | 'accuse' | 'refuse';
  readonly emisA: string;
  readonly accuseA: string | null;
  readonly empreinte: string | null;
  readonly accuseEmpreinte: string | null;
  readonly tentatives: number;
  readonly derniereErreur: string | null;
  readonly motifs: readonly string[];
  readonly pieces: number;
};

/** Plis d'un objet, du plus ancien au plus recent, des deux sens. */
export async function plisDe({ db }: Pick<BaseEchange, 'db'>, objet: string): Promise<readonly PliVisible[]> {
  const emis = await db
    .selectFrom('echange_envoi')
    .selectAll()
    .where('objet', '=', objet)
    .orderBy('rang')
    .execute();
  const recus = await db
    .selectFrom('echange_reception')
    .selectAll()
    .where('objet', '=', objet)
    .orderBy('recu_a')
    .execute();
  return [
    ...emis.map((pli) => ({
      id: pli.id,
      sens: 'emis' as const,
      genre: pli.genre,
      etat:
        pli.tentatives > 0 && pli.etat !== 'accuse' && pli.etat !== 'refuse'
          ? ('en-attente' as const)
          : pli.etat,
      emisA: pli.emis_a.toISOString(),
      accuseA: pli.accuse_a?.toISOString() ?? null,
      empreinte: pli.pli_empreinte,
      accuseEmpreinte: pli.accuse_empreinte,
      tentatives: pli.tentatives,
      derniereErreur: pli.derniere_erreur,
      motifs: pli.motifs,
      pieces: pli.pieces.length,
    })),
    ...recus.map((pli) => ({
      id: pli.id,
      sens: 'recu' as const,
      genre: pli.genre,
      etat: pli.verdict === 'integre' ? ('accuse' as const) : ('refuse' as const),
      emisA: pli.emis_a.toISOString(),
      accuseA: pli.recu_a.toISOString(),
      empreinte: pli.pli_empreinte,
      accuseEmpreinte: pli.accuse_empreinte,
      tentatives: 0,
      derniereErreur: null,
      motifs: pli.motifs,
      pieces: pli.pieces,
    })),
  ].sort((a, b) => a.emisA.localeCompare(b.emisA));
}
