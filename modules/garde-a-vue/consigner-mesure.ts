import { horodate } from '@ppn/core';
import { ajouterFaits, type Json } from '@ppn/journal';
import { sql } from 'kysely';
import { contenuDe } from './domain/divergences.ts';
import type { Sonnerie } from './domain/sonneries.ts';
import { type FaitMesure, fluxMesure } from './faits.ts';
import type { PortsGardeAVue, Tx } from './ports.ts';
import { projeterMesure, sonneesDe } from './projeter.ts';

/** Verrouille une mesure jusqu'a la fin de la transaction : ses ecrivains passent l'un apres l'autre. */
export const verrouillerLaMesure = async (tx: Tx, mesure: string): Promise<void> =>
  void (await sql`select pg_advisory_xact_lock(hashtextextended(${fluxMesure(mesure)}, 7206010))`.execute(
    tx,
  ));

/**
 * Ajoute des faits a une mesure et refait ses projections, dans la transaction donnee. Ce qui y est deja (la meme
 * entree, un acte deja rattache, une ouverture) n'est pas ajoute : on peut le redire sans rien doubler. Une entree connue,
 * redite autrement, s'ajoute a cote : les deux dires se gardent.
 * Rend les faits vraiment ajoutes.
 */
export async function consignerLaMesure(
  tx: Tx,
  mesure: string,
  faits: readonly FaitMesure[],
  auteur: string,
  ports: Pick<PortsGardeAVue, 'droit' | 'maintenant'>,
): Promise<readonly FaitMesure[]> {
  await verrouillerLaMesure(tx, mesure);
  const nouveaux = await inconnus(tx, mesure, faits);
  if (nouveaux.length === 0) return [];
  const derniere = await versionDe(tx, mesure);
  const survenuA = horodate(ports.maintenant().toISOString());
  const ajoutes = await ajouterFaits(tx, {
    flux: fluxMesure(mesure),
    versionAttendue: derniere,
    auteur,
    faits: nouveaux.map(({ type, donnees }) => ({
      type,
      donnees: JSON.parse(JSON.stringify(donnees)) as Json,
      survenuA,
    })),
  });
  if (!ajoutes.ok) throw new Error(`Deux écritures simultanées sur la mesure ${mesure}.`);
  await projeterMesure(
    tx,
    nouveaux.map((fait, rang) => ({
      mesure,
      fait,
      version: derniere + rang + 1,
      a: ajoutes.valeur[rang]?.enregistreA ?? ports.maintenant().toISOString(),
    })),
    ports.droit,
  );
  return nouveaux;
}

/** Les faits que la mesure n'a pas encore, une fois chacun ; une entree connue mais redite autrement en est un. */
async function inconnus(
  tx: Tx,
  mesure: string,
  faits: readonly FaitMesure[],
): Promise<readonly FaitMesure[]> {
  const dires = await diresConnus(tx, mesure, faits);
  const connues = new Set([
    ...(await tx.selectFrom('mesure').select('id').where('id', '=', mesure).execute()).map(() => 'ouverture'),
    ...(await tx.selectFrom('mesure_acte').select('acte_id').where('mesure', '=', mesure).execute()).map(
      ({ acte_id }) => `acte ${acte_id}`,
    ),
    ...(await sonneesDe(tx, mesure)).map(cleDAlarme),
  ]);
  return faits.flatMap((fait): readonly FaitMesure[] => {
    if (fait.type === 'entree-consignee') return nouveauDire(fait, dires);
    const cle = cleDe(fait);
    const neuve = !connues.has(cle);
    connues.add(cle);
    return neuve ? [fait] : [];
  });
}

/** Ce qui a deja ete dit de chaque entree de ces faits, par identifiant. */
async function diresConnus(
  tx: Tx,
  mesure: string,
  faits: readonly FaitMesure[],
): Promise<Map<string, readonly string[]>> {
  const ids = faits.flatMap((fait) => (fait.type === 'entree-consignee' ? [fait.donnees.id] : []));
  const dires = new Map<string, readonly string[]>();
  if (ids.length === 0) return dires;
  for (const table of ['mesure_entree', 'mesure_redite'] as const)
    for (const { id, entree } of await tx
      .selectFrom(table)
      .select(['id', 'entree'])
      .where('mesure', '=', mesure)
      .where('id', 'in', ids)
      .execute())
      dires.set(id, [...(dires.get(id) ?? []), contenuDe(entree)]);
  return dires;
}

/** L'entree si elle est neuve, sa redite si elle dit autre chose, rien si cela est deja dit. */
function nouveauDire(
  { donnees }: Extract<FaitMesure, { type: 'entree-consignee' }>,
  dires: Map<string, readonly string[]>,
): readonly FaitMesure[] {
  const connus = dires.get(donnees.id) ?? [];
  const dire = contenuDe(donnees);
  if (connus.includes(dire)) return [];
  dires.set(donnees.id, [...connus, dire]);
  return [{ type: connus.length === 0 ? 'entree-consignee' : 'entree-redite', donnees }];
}

function cleDe(fait: Exclude<FaitMesure, { type: 'entree-consignee' }>): string {
  switch (fait.type) {
    case 'mesure-ouverte':
      return 'ouverture';
    case 'entree-redite':
      return `redite ${fait.donnees.id} ${contenuDe(fait.donnees)}`;
    case 'acte-rattache':
      return `acte ${fait.donnees.acteId}`;
    case 'alarme-sonnee':
      return cleDAlarme(fait.donnees);
  }
}

const cleDAlarme = ({ alarme, niveau }: Sonnerie): string => `alarme ${alarme} ${niveau}`;

async function versionDe(tx: Tx, mesure: string): Promise<number> {
  const { rows } = await sql<{
    version: number;
  }>`select coalesce(max(version), 0)::int as version from fait where flux = ${fluxMesure(mesure)}`.execute(
    tx,
  );
  return rows[0]?.version ?? 0;
}
