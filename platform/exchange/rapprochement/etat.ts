import type { BaseEchange } from '../tables.ts';

/** Ou en est le rapprochement de ce qui est parti d'ici. Instants ISO 8601. `perdus` : ecarts non repares. */
export type EtatDuRapprochement = {
  readonly faiteA: string | null;
  readonly plis: number;
  readonly perdus: number;
  readonly erreur: string | null;
  readonly enAttente: number;
  readonly ecarts: readonly {
    readonly genre: 'perdu' | 'inattendu' | 'different';
    readonly pli: string;
    readonly objet: string;
    readonly constateA: string;
    readonly repareA: string | null;
  }[];
};

/** L'etat a montrer ; les cinquante derniers ecarts. */
export async function etatDuRapprochement({ db }: Pick<BaseEchange, 'db'>): Promise<EtatDuRapprochement> {
  const derniere = await db.selectFrom('echange_rapprochement').selectAll().executeTakeFirst();
  const ecarts = await db
    .selectFrom('echange_ecart')
    .selectAll()
    .orderBy('numero', 'desc')
    .limit(50)
    .execute();
  const compte = async (table: 'echange_ecart' | 'echange_envoi'): Promise<number> => {
    const { n } = await (
      table === 'echange_ecart'
        ? db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .where('repare_a', 'is', null)
        : db
            .selectFrom(table)
            .select((eb) => eb.fn.countAll<number>().as('n'))
            .where('etat', 'in', ['a-preparer', 'prepare'])
    ).executeTakeFirstOrThrow();
    return Number(n);
  };
  return {
    faiteA: derniere?.faite_a?.toISOString() ?? null,
    plis: derniere?.plis ?? 0,
    perdus: await compte('echange_ecart'),
    erreur: derniere?.erreur ?? null,
    enAttente: await compte('echange_envoi'),
    ecarts: ecarts.map((ecart) => ({
      genre: ecart.genre,
      pli: ecart.pli,
      objet: ecart.objet,
      constateA: ecart.constate_a.toISOString(),
      repareA: ecart.repare_a?.toISOString() ?? null,
    })),
  };
}
