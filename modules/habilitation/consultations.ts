import type { Kysely, ColumnType, Generated } from 'kysely';
import type { Agent } from './contract.ts';

/** Tables du contexte. */
export type TablesHabilitation = {
  consultation: {
    numero: Generated<number>;
    quand: ColumnType<Date, never, never>;
    matricule: string;
    agent: string;
    qualite: string;
    rattachement: string;
    idj: string | null;
    piece: string | null;
    action: string;
    motif: string;
    resultat: 'accorde' | 'refuse';
    adresse: string;
  };
};

/** Un acces a tracer. */
export type AccesATracer = {
  readonly agent: Agent;
  readonly idj: string | null;
  readonly piece?: string;
  readonly action: string;
  readonly motif: string;
  readonly resultat: 'accorde' | 'refuse';
  readonly adresse: string;
};

/** Trace un acces, accorde ou refuse, avant que la reponse parte. */
export async function tracer(db: Kysely<TablesHabilitation>, acces: AccesATracer): Promise<void> {
  await db
    .insertInto('consultation')
    .values({
      matricule: acces.agent.matricule,
      agent: `${acces.agent.prenom} ${acces.agent.nom}`,
      qualite: acces.agent.qualite,
      rattachement: acces.agent.rattachement.code,
      idj: acces.idj,
      piece: acces.piece ?? null,
      action: acces.action,
      motif: acces.motif,
      resultat: acces.resultat,
      adresse: acces.adresse,
    })
    .execute();
}

/** Les 500 derniers acces a un dossier. */
export async function consultationsDe(db: Kysely<TablesHabilitation>, idj: string) {
  const lignes = await db
    .selectFrom('consultation')
    .selectAll()
    .where('idj', '=', idj)
    .orderBy('numero', 'desc')
    .limit(500)
    .execute();
  return lignes.map(({ quand, agent, qualite, action, piece, motif, resultat }) => ({
    quand: quand.toISOString(),
    agent,
    qualite,
    action,
    piece,
    motif,
    resultat,
  }));
}
