import { type Agent, qualite } from '@ppn/habilitation';
import { dansUneTransaction } from '@ppn/postgres';
import { sql } from 'kysely';
import type { PresenceVue } from './contract.ts';
import { nouvelId } from './empreinte.ts';
import { permanenceDuCode } from './permanence.ts';
import { auteurDe, type PortsMessagerie } from './ports.ts';
import type { Tx } from './tables.ts';

/** Sans signe depuis ce temps, un agent d'ici n'est plus en ligne. */
const PRESENT_MS = 2 * 60_000;
/** Sans nouvelle du pair depuis ce temps, ce qu'il a dit de ses agents ne vaut plus. */
const DISTANT_MS = 12 * 3_600_000;
/** Une presence ne s'ecrit pas a chaque demande. */
const PAS_MS = 20_000;

const signes = new WeakMap<object, Map<string, number>>();

/** L'agent donne signe : en ligne ici, et chez le pair la premiere fois. */
export async function donnerSigne(ports: PortsMessagerie, agent: Agent): Promise<void> {
  const maintenant = ports.maintenant();
  const connus = signes.get(ports.db) ?? new Map<string, number>();
  signes.set(ports.db, connus);
  if (maintenant.getTime() - (connus.get(agent.matricule) ?? 0) < PAS_MS) return;
  connus.set(agent.matricule, maintenant.getTime());
  const arrive = await dansUneTransaction(ports.db, async (tx) => {
    const deja = await tx
      .selectFrom('presence')
      .select('annonce_a')
      .where('matricule', '=', agent.matricule)
      .forUpdate()
      .executeTakeFirst();
    const annonce = deja?.annonce_a ?? null;
    const { nom, qualite, code, service } = auteurDe(agent);
    const ligne = { nom, qualite, code, service, vu_a: maintenant, annonce_a: annonce ?? maintenant };
    await tx
      .insertInto('presence')
      .values({ matricule: agent.matricule, ...ligne })
      .onConflict((conflit) => conflit.column('matricule').doUpdateSet(ligne))
      .execute();
    if (annonce === null) await annoncer(tx, ports, auteurDe(agent), true);
    return annonce === null;
  });
  if (arrive) ports.reveiller();
}

/** Ceux d'ici qui ne donnent plus signe sont partis, et le pair le sait. Rend combien. */
export async function releverLesPresences(ports: PortsMessagerie): Promise<number> {
  const avant = new Date(ports.maintenant().getTime() - PRESENT_MS);
  const partis = await dansUneTransaction(ports.db, async (tx) => {
    const lignes = await tx
      .deleteFrom('presence')
      .where('service', '=', ports.service)
      .where('vu_a', '<', avant)
      .returningAll()
      .execute();
    for (const { matricule, nom, code } of lignes) {
      const agent = ports.dossier.agent(matricule);
      if (agent !== undefined) await annoncer(tx, ports, { ...auteurDe(agent), nom, code }, false);
    }
    return lignes.length;
  });
  if (partis > 0) ports.reveiller();
  return partis;
}

async function annoncer(
  tx: Tx,
  ports: PortsMessagerie,
  agent: ReturnType<typeof auteurDe>,
  enLigne: boolean,
): Promise<void> {
  const a = ports.maintenant();
  await ports.emettre(tx, {
    id: nouvelId(a),
    objet: `presence/${agent.code}`,
    genre: 'presence',
    corps: { agent, enLigne, a: a.toISOString() },
    emisA: a.toISOString(),
  });
}

/** Qui est la, pour des codes d'unite ou de juridiction. */
export async function presenceDe(ports: PortsMessagerie, codes: readonly string[]): Promise<PresenceVue[]> {
  if (codes.length === 0) return [];
  const maintenant = ports.maintenant().getTime();
  const lignes = await ports.db
    .selectFrom('presence')
    .selectAll()
    .where('code', 'in', [...codes])
    .where(
      sql<boolean>`vu_a > case when service = ${ports.service} then ${new Date(maintenant - PRESENT_MS)}::timestamptz else ${new Date(maintenant - DISTANT_MS)}::timestamptz end`,
    )
    .orderBy('nom')
    .execute();
  return Promise.all(
    codes.map(async (code) => ({
      code,
      enLigne: lignes
        .filter((ligne) => ligne.code === code)
        .map(({ matricule, nom, qualite }) => ({ matricule, nom, qualite: enQualite(qualite) })),
      permanence: await permanenceDuCode(ports.db, code),
    })),
  );
}

type EnLigne = PresenceVue['enLigne'][number];
const enQualite = (valeur: string): EnLigne['qualite'] => qualite.parse(valeur);
