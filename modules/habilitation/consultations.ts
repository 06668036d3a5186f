import { type ColumnType, type Generated, type Kysely, sql } from 'kysely';
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
  acces_d_urgence: {
    id: string;
    idj: string;
    matricule: string;
    agent: string;
    qualite: string;
    rattachement: string;
    raison: string;
    motif: string;
    ouvert_a: ColumnType<Date, Date, never>;
    expire_a: ColumnType<Date, Date, never>;
    avis: ColumnType<'justifie' | 'a-signaler' | null, never, 'justifie' | 'a-signaler'>;
    observation: ColumnType<string | null, never, string>;
    revu_par: ColumnType<string | null, never, string>;
    revu_a: ColumnType<Date | null, never, Date>;
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

/** Ce que l'on demande au journal d'un dossier : depuis quand, qui, et avant quelle ligne (la suite). */
export type DemandeAuJournal = {
  readonly depuis?: string | undefined;
  readonly matricule?: string | undefined;
  readonly avant?: number | undefined;
};

const PAR_PAGE = 500;

/** Les derniers acces a un dossier, 500 a la fois ; `suite` : la ligne avant laquelle reprendre. */
export async function consultationsDe(
  db: Kysely<TablesHabilitation>,
  idj: string,
  { depuis, matricule, avant }: DemandeAuJournal = {},
) {
  const lignes = await db
    .selectFrom('consultation')
    .selectAll()
    .where('idj', '=', idj)
    .$if(matricule !== undefined, (suite) => suite.where('matricule', '=', matricule ?? ''))
    .$if(depuis !== undefined, (suite) => suite.where('quand', '>=', sql<Date>`${depuis}::timestamptz`))
    .$if(avant !== undefined, (suite) => suite.where('numero', '<', avant ?? 0))
    .orderBy('numero', 'desc')
    .limit(PAR_PAGE + 1)
    .execute();
  const page = lignes.slice(0, PAR_PAGE);
  return {
    consultations: page.map(({ quand, agent, qualite, action, piece, motif, resultat }) => ({
      quand: quand.toISOString(),
      agent,
      qualite,
      action,
      piece,
      motif,
      resultat,
    })),
    suite: lignes.length > PAR_PAGE ? Number(page.at(-1)?.numero) : null,
  };
}

/** Qui a accede a ce dossier, depuis quand et combien de fois ; le plus recent d'abord. */
export async function quiALu(db: Kysely<TablesHabilitation>, idj: string, depuis?: string) {
  const { rows } = await sql<{
    matricule: string;
    agent: string;
    qualite: string;
    premier: Date;
    dernier: Date;
    accordes: number;
    refuses: number;
  }>`
    select matricule, max(agent) as agent, max(qualite) as qualite, min(quand) as premier, max(quand) as dernier,
      count(*) filter (where resultat = 'accorde')::int as accordes, count(*) filter (where resultat = 'refuse')::int as refuses
    from consultation where idj = ${idj} and (${depuis ?? null}::timestamptz is null or quand >= ${depuis ?? null}::timestamptz)
    group by matricule order by max(quand) desc limit 500`.execute(db);
  return rows.map(({ premier, dernier, ...ligne }) => ({
    ...ligne,
    premier: premier.toISOString(),
    dernier: dernier.toISOString(),
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
