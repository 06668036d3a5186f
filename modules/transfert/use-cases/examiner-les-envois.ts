import type { LigneDEnvoi } from '@ppn/large-files';
import { sql } from 'kysely';
import type { PortsTransfert, VerdictDExamen } from '../ports.ts';

const LOT = 20;

/** Examine d'avance les fichiers complets des depots en preparation. Rend combien ont un verdict. */
export async function examinerLesEnvois(ports: PortsTransfert): Promise<number> {
  if (ports.examiner === undefined) return 0;
  const { rows } = await sql<{ id: string; espace: string }>`
    select t.id, t.espace from televersement t join depot_en_preparation p on p.id::text = t.espace
      left join depot_examen e on e.envoi = t.id
    where t.genre <> 'partie' and t.etat = 'complet' and e.envoi is null
    order by t.complet_a limit ${LOT}`.execute(ports.db);
  let examines = 0;
  for (const { espace } of new Map(rows.map((ligne) => [ligne.espace, ligne])).values())
    examines += (await verdictsDe(ports, espace, await ports.entrepot.lister(espace))).size;
  await sql`delete from depot_examen e where examine_a < ${ports.maintenant()}::timestamptz - interval '2 days'
    and not exists (select 1 from televersement t where t.id = e.envoi)`.execute(ports.db);
  return examines;
}

/** Le verdict de chaque fichier complet du depot ; ce qui n'est pas encore examine l'est maintenant. */
export async function verdictsDe(
  ports: PortsTransfert,
  espace: string,
  envois: readonly LigneDEnvoi[],
): Promise<ReadonlyMap<string, VerdictDExamen>> {
  if (ports.examiner === undefined) return new Map();
  const connus = await verdictsConnus(ports, espace);
  const verdicts = new Map(connus);
  for (const envoi of envois)
    if (envoi.etat === 'complet' && !connus.has(envoi.id)) {
      const verdict = await examinerUn(ports, espace, envoi);
      if (verdict !== undefined) verdicts.set(envoi.id, verdict);
    }
  return verdicts;
}

/** Les verdicts deja rendus. */
export async function verdictsConnus(
  { db }: Pick<PortsTransfert, 'db'>,
  espace: string,
): Promise<ReadonlyMap<string, VerdictDExamen>> {
  const lignes = await db
    .selectFrom('depot_examen')
    .select(['envoi', 'verdict'])
    .where('espace', '=', espace)
    .execute();
  return new Map(lignes.map(({ envoi, verdict }) => [envoi, verdict]));
}

async function examinerUn(
  ports: PortsTransfert,
  espace: string,
  { id, nom, longueur }: LigneDEnvoi,
): Promise<VerdictDExamen | undefined> {
  const complet = await ports.entrepot.trouver(espace, id);
  if (complet === undefined || ports.examiner === undefined) return undefined;
  const verdict = await ports.examiner({
    nom,
    taille: longueur,
    lire: async (debut, fin) => {
      const morceaux: Buffer[] = [];
      const lu = ports.entrepot.lire(espace, complet, debut, Math.min(fin, longueur));
      for await (const morceau of lu) morceaux.push(morceau);
      return Buffer.concat(morceaux);
    },
  });
  // Un antivirus muet n'est pas un verdict : on redemandera.
  if (verdict.refus?.code === 'antivirus-indisponible') return verdict;
  await ports.db
    .insertInto('depot_examen')
    .values({ envoi: id, espace, verdict: JSON.stringify(verdict), examine_a: ports.maintenant() })
    .onConflict((conflit) => conflit.doNothing())
    .execute();
  return verdict;
}
