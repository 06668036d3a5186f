import type { Kysely, Selectable } from 'kysely';
import type { TablesHabilitation } from './consultations.ts';
import type { AccesDUrgence, Agent } from './contract.ts';

type Db = Kysely<TablesHabilitation>;

/** Motif de l'acces d'urgence que cet agent a ouvert sur ce dossier, s'il dure encore. */
export async function urgenceOuverte(
  db: Db,
  {
    idj,
    matricule,
    maintenant,
  }: { readonly idj: string; readonly matricule: string; readonly maintenant: Date },
): Promise<string | undefined> {
  const ligne = await db
    .selectFrom('acces_d_urgence')
    .select('motif')
    .where('matricule', '=', matricule)
    .where('idj', '=', idj)
    .where('expire_a', '>', maintenant)
    .orderBy('expire_a', 'desc')
    .limit(1)
    .executeTakeFirst();
  return ligne?.motif;
}

/** Inscrit un acces d'urgence ; deja ouvert sous cet identifiant, rien ne change. */
export async function ouvrirUrgence(
  db: Db,
  agent: Agent,
  urgence: Pick<
    Selectable<TablesHabilitation['acces_d_urgence']>,
    'id' | 'idj' | 'raison' | 'motif' | 'ouvert_a' | 'expire_a'
  >,
): Promise<void> {
  await db
    .insertInto('acces_d_urgence')
    .values({
      ...urgence,
      matricule: agent.matricule,
      agent: `${agent.prenom} ${agent.nom}`,
      qualite: agent.qualite,
      rattachement: agent.rattachement.code,
    })
    .onConflict((conflit) => conflit.column('id').doNothing())
    .execute();
}

const LISTE_MAX = 200;

/** Acces d'urgence que la hierarchie de cet agent doit revoir, ceux qui attendent d'abord ; `idjs` : ceux de ses dossiers. */
export async function urgencesARevoir(
  db: Db,
  { matricule, rattachement }: Agent,
  desSiens: (idjs: readonly string[]) => Promise<ReadonlySet<string>>,
): Promise<readonly AccesDUrgence[]> {
  const lignes = await db
    .selectFrom('acces_d_urgence')
    .selectAll()
    .where('matricule', '<>', matricule)
    .orderBy((eb) => eb('avis', 'is not', null))
    .orderBy('ouvert_a', 'desc')
    .limit(5 * LISTE_MAX)
    .execute();
  const siens = await desSiens(lignes.map(({ idj }) => idj));
  return lignes
    .filter((ligne) => ligne.rattachement === rattachement.code || siens.has(ligne.idj))
    .slice(0, LISTE_MAX)
    .map(enVue);
}

const enVue = (ligne: Selectable<TablesHabilitation['acces_d_urgence']>): AccesDUrgence => ({
  id: ligne.id,
  idj: ligne.idj,
  agent: ligne.agent,
  qualite: ligne.qualite,
  rattachement: ligne.rattachement,
  motif: ligne.motif,
  ouvertA: ligne.ouvert_a.toISOString(),
  expireA: ligne.expire_a.toISOString(),
  avis: ligne.avis,
  observation: ligne.observation,
  revuPar: ligne.revu_par,
  revuA: ligne.revu_a?.toISOString() ?? null,
});

/** Inscrit l'avis ; faux si l'acces est inconnu ou deja revu. */
export async function revoirUrgence(
  db: Db,
  id: string,
  revue: {
    readonly avis: 'justifie' | 'a-signaler';
    readonly observation: string;
    readonly par: string;
    readonly a: Date;
  },
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('acces_d_urgence')
    .set({ avis: revue.avis, observation: revue.observation, revu_par: revue.par, revu_a: revue.a })
    .where('id', '=', id)
    .where('avis', 'is', null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
}
