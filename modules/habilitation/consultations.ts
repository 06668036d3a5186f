import type { Kysely, ColumnType, Generated } from 'kysely';
import { type Agent, type Qualite, qualite } from './contract.ts';

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

/** Qualite et rattachement d'un agent a un instant, selon son dernier acces trace ; `undefined` s'il n'en a pas. */
export async function agentSelonLeJournal(
  db: Kysely<TablesHabilitation>,
  matricule: string,
  au: string,
): Promise<{ readonly nom: string; readonly qualite: Qualite; readonly rattachement: string } | undefined> {
  const ligne = await db
    .selectFrom('consultation')
    .select(['agent', 'qualite', 'rattachement'])
    .where('matricule', '=', matricule)
    .where('quand', '<=', new Date(au))
    .orderBy('quand', 'desc')
    .limit(1)
    .executeTakeFirst();
  const lue = qualite.safeParse(ligne?.qualite);
  return ligne && lue.success
    ? { nom: ligne.agent, qualite: lue.data, rattachement: ligne.rattachement }
    : undefined;
}

/** Agents que le journal des acces nomme pour un dossier. */
export async function lecteursDe(
  db: Kysely<TablesHabilitation>,
  idj: string,
): Promise<readonly { readonly matricule: string; readonly nom: string; readonly qualite: string }[]> {
  return db
    .selectFrom('consultation')
    .select(['matricule', 'agent as nom', 'qualite'])
    .distinctOn('matricule')
    .where('idj', '=', idj)
    .orderBy('matricule')
    .orderBy('numero', 'desc')
    .execute();
}
