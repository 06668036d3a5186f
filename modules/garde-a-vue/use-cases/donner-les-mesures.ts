import type { PortsGardeAVue } from '../ports.ts';
import type { MesureAuDossier } from '../mesure-au-dossier.ts';

/** Les mesures des dossiers, pour que leurs actes en reprennent tout ; deux lectures quel qu'en soit le nombre. */
export async function donnerLesMesures(
  { db }: Pick<PortsGardeAVue, 'db'>,
  idjs: readonly string[],
): Promise<ReadonlyMap<string, readonly MesureAuDossier[]>> {
  if (idjs.length === 0) return new Map();
  const mesures = await db
    .selectFrom('mesure')
    .select(['id', 'idj', 'ouverture'])
    .where('idj', 'in', [...idjs])
    .orderBy('maj_a')
    .execute();
  if (mesures.length === 0) return new Map();
  const entrees = await db
    .selectFrom('mesure_entree')
    .select(['mesure', 'entree'])
    .where(
      'mesure',
      'in',
      mesures.map(({ id }) => id),
    )
    .orderBy('rang')
    .execute();
  const parMesure = Map.groupBy(entrees, ({ mesure }) => mesure);
  const lues = mesures.map(({ id, idj, ouverture }) => ({
    idj,
    lue: { mesure: ouverture.mesure, entrees: (parMesure.get(id) ?? []).map(({ entree }) => entree) },
  }));
  return new Map(
    [...Map.groupBy(lues, ({ idj }) => idj)].map(([idj, toutes]) => [idj, toutes.map(({ lue }) => lue)]),
  );
}

/** Unites qui gardent au depot une personne deferee dans un dossier (803-3 CPP). */
export const unitesDeGarde = async (
  { db }: Pick<PortsGardeAVue, 'db'>,
  idj: string,
): Promise<readonly string[]> =>
  (
    await db
      .selectFrom('mesure')
      .select('garde_au_depot')
      .distinct()
      .where('idj', '=', idj)
      .where('garde_au_depot', 'is not', null)
      .execute()
  ).flatMap(({ garde_au_depot }) => garde_au_depot ?? []);

/** Juridictions qui controlent une mesure d'un dossier, en cours ou finie (62-3 CPP). */
export const juridictionsDeControle = async (
  { db }: Pick<PortsGardeAVue, 'db'>,
  idj: string,
): Promise<readonly string[]> =>
  (await db.selectFrom('mesure').select('juridiction').distinct().where('idj', '=', idj).execute()).map(
    ({ juridiction }) => juridiction,
  );
