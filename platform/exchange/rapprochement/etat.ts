import { sql } from 'kysely';
import type { BaseEchange } from '../tables.ts';

/** Ou en est le rapprochement de ce qui est parti d'ici. Instants ISO 8601. `perdus` : ecarts non repares. */
export type EtatDuRapprochement = {
  readonly faiteA: string | null;
  readonly plis: number;
  readonly depeches: number;
  readonly perdus: number;
  readonly erreur: string | null;
  /** Plis, puis depeches, qui n'ont pas encore leur sort. */
  readonly enAttente: number;
  readonly depechesEnAttente: number;
  readonly ecarts: readonly {
    readonly quoi: 'pli' | 'depeche';
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
  const { rows } = await sql<{ perdus: number; plis: number; depeches: number }>`
    select (select count(*) from echange_ecart where repare_a is null) as perdus,
      (select count(*) from echange_envoi where etat in ('a-preparer', 'prepare')) as plis,
      (select count(*) from echange_depeche where etat = 'en-attente') as depeches`.execute(db);
  const [compte = { perdus: 0, plis: 0, depeches: 0 }] = rows;
  return {
    faiteA: derniere?.faite_a?.toISOString() ?? null,
    plis: derniere?.plis ?? 0,
    depeches: derniere?.depeches ?? 0,
    perdus: compte.perdus,
    erreur: derniere?.erreur ?? null,
    enAttente: compte.plis,
    depechesEnAttente: compte.depeches,
    ecarts: ecarts.map((ecart) => ({
      quoi: ecart.quoi,
      genre: ecart.genre,
      pli: ecart.pli,
      objet: ecart.objet,
      constateA: ecart.constate_a.toISOString(),
      repareA: ecart.repare_a?.toISOString() ?? null,
    })),
  };
}
